package org.bilevel4j.oracles.heads;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.internal.MatCopies;
import org.bilevel4j.oracles.network.ChunkWork;
import org.bilevel4j.oracles.network.FeatureGradient;
import org.bilevel4j.oracles.network.RowLayout;
import org.jspecify.annotations.Nullable;

/**
 * The products of linear heads with the features of a forward pass, for one run. They know no loss:
 * row quantities q (C numbers a row, in double, row-major) may be the gradient of any function of
 * the outputs, a batch loss of a whole task included.
 *
 * <pre>
 * outputs          z_r   = W_i^T e_r (+ b_i)         rows r of task i
 * head gradient    dW_i += s_i sum_r e_r q_r^T,      db_i += s_i sum_r q_r
 * feature gradient de_r  = s_i W_i q_r
 * </pre>
 *
 * <p>Used by one thread; the work it hands out runs on several.
 */
public final class LinearHeads {
  private final HeadShape shape;
  private final Precision precision;
  private @Nullable Mat heads;
  private @Nullable Object headsOf;
  private @Nullable Mat direction;
  private @Nullable Mat sums;

  /** Heads of this shape on features of this precision. */
  public LinearHeads(HeadShape shape, Precision precision) {
    this.shape = shape;
    this.precision = precision;
  }

  /** The shape of every head. */
  public HeadShape shape() {
    return shape;
  }

  /**
   * Heads, which stay loaded until another owner asks.
   *
   * @param owner identifies the values, which it does not change
   * @param values d_i numbers for each task; not copied
   */
  public HeadValues heads(Object owner, double[] values, int tasks) {
    Mat w = heads;
    if (w == null || headsOf != owner) {
      w = load(w, values, tasks);
      heads = w;
      headsOf = owner;
    }
    return new HeadValues(values, w);
  }

  /**
   * Directions like heads, which stay loaded until the next directions.
   *
   * @param values d_i numbers for each task; not copied
   */
  public HeadValues direction(double[] values, int tasks) {
    Mat w = load(direction, values, tasks);
    direction = w;
    return new HeadValues(values, w);
  }

  private Mat load(@Nullable Mat old, double[] y, int tasks) {
    Mat w = Mat.reuse(old, precision, tasks, shape.weights());
    for (int p = 0; p < tasks; p++) {
      MatCopies.load(y, p * shape.dim(), shape.weights(), w, p * shape.weights());
    }
    return w;
  }

  /**
   * Work that computes the outputs of a chunk's rows, biases included.
   *
   * @param e features, rows by K
   * @param z C a row; modified
   */
  public ChunkWork outputs(RowLayout layout, Mat e, HeadValues of, double[] z) {
    return outputs(layout, e, of, shape.bias(), z);
  }

  /**
   * Work that computes the change of the outputs of a chunk's rows along a change of the features.
   *
   * @param change of the features, rows by K
   * @param z C a row; modified
   */
  public ChunkWork changes(RowLayout layout, Mat change, HeadValues of, double[] z) {
    return outputs(layout, change, of, false, z);
  }

  private ChunkWork outputs(RowLayout layout, Mat e, HeadValues of, boolean bias, double[] z) {
    int c = shape.columns();
    return chunk ->
        layout.each(
            chunk.from(),
            chunk.to(),
            (task, from, to) -> {
              HeadLoops.outputs(e, from, to, of.weights(), task, c, z);
              if (bias) {
                int b = task * shape.dim() + shape.weights();
                for (int j = from * c; j < to * c; j++) {
                  z[j] += of.values()[b + j % c];
                }
              }
            });
  }

  /**
   * One product E^T q.
   *
   * @param e rows by K
   * @param q row quantities
   * @param biases whether the biases take part
   */
  public record HeadTerm(Mat e, double[] q, boolean biases) {}

  /**
   * target_i += s_i times the sum of some products, for every task.
   *
   * @param scale s_i by position
   * @param target heads one after the other, modified
   * @param then what remains to be done for a task, done once for each
   * @param run runs the work it is given on every chunk, once features and row quantities are there
   */
  public void addHeadGradient(
      RowLayout layout,
      List<HeadTerm> terms,
      IntToDoubleFunction scale,
      double[] target,
      IntConsumer then,
      Consumer<ChunkWork> run) {
    Mat room = Mat.reuse(sums, precision, layout.segments() * terms.size(), shape.weights());
    sums = room;
    HeadGradientSums gradient =
        new HeadGradientSums(layout, shape, terms, scale, room, target, then);
    run.accept(gradient::addChunk);
    gradient.addSplitTasks();
  }

  /**
   * One product q w^T.
   *
   * @param q row quantities
   * @param heads w
   */
  public record FeatureTerm(double[] q, HeadValues heads) {}

  /**
   * The gradient in the features: s_i times the sum of some products.
   *
   * @param terms at least one
   * @param scale s_i by position
   */
  public FeatureGradient featureGradient(List<FeatureTerm> terms, IntToDoubleFunction scale) {
    return (task, from, to, de) -> {
      double s = scale.applyAsDouble(task);
      for (int k = 0; k < terms.size(); k++) {
        FeatureTerm term = terms.get(k);
        Mat w = term.heads.weights();
        HeadLoops.back(term.q, shape.columns(), s, w, task, from, to, from, k > 0, de);
      }
    };
  }
}
