package org.bilevel4j.oracles.tensor;

import java.util.function.Consumer;
import java.util.function.Function;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.kernels.Precision;

/**
 * A function c(x, y_i) with several entries and its derivatives, by the number p . c(x, y_i) with p
 * as a dual: its gradient in p is c, its other derivatives are those of c times p. Small; may be
 * asked from several threads.
 */
final class VectorFunction {
  private static final String P = "p";

  private final TensorModel model;
  private final int size;
  private final AutodiffProblem problem;
  private final ThreadLocal<Opened> opened = ThreadLocal.withInitial(Opened::new);

  /** What one thread asks. */
  private final class Opened {
    final Workspace workspace = Workspace.single();
    final LevelReplay upper = new LevelReplay(problem, problem.upper(), workspace);
    final LevelReplay lower = new LevelReplay(problem, problem.lower(), workspace);
  }

  /** The number p . c as a model without rows. */
  private record Contracted(
      TensorModel model, Parameters parameters, Function<Inputs, Tensor> function)
      implements TensorModel {
    @Override
    public String name() {
      return model.name();
    }

    @Override
    public int blocks() {
      return model.blocks();
    }

    @Override
    public RowInputs upperInputs() {
      return RowInputs.none();
    }

    @Override
    public RowInputs lowerInputs() {
      return RowInputs.none();
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      return function.apply(in).dot(in.dual(P));
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return upperLoss(in);
    }
  }

  /**
   * Records a function.
   *
   * @param function a column
   */
  VectorFunction(TensorModel model, Function<Inputs, Tensor> function) {
    this.model = model;
    Parameters own = Parameters.none();
    for (Parameters.Parameter q : model.parameters().all()) {
      own =
          switch (q.role()) {
            case SHARED -> own.shared(q.name(), q.rows(), q.cols());
            case LOCAL -> own.local(q.name(), q.rows(), q.cols());
            case LOWER -> own.lower(q.name(), q.rows(), q.cols());
            case DUAL, SHARED_DUAL -> own;
          };
    }
    Tensor trial = function.apply(new Inputs(own, RowInputs.none()));
    this.size = trial.node().shape().rows().fixed("a function of the lower level");
    this.problem =
        AutodiffProblem.ofAny(
            new Contracted(model, own.dual(P, size, 1), function), Precision.FLOAT64);
  }

  /** How many entries. */
  int size() {
    return size;
  }

  /** Whether it depends on a parameter. */
  boolean uses(Parameters.Parameter p) {
    return problem.upper().uses(p);
  }

  private LevelReplay level(boolean upper) {
    Opened own = opened.get();
    return upper ? own.upper : own.lower;
  }

  private void at(boolean upper, int block, Vec x, Vec y, Vec p, Consumer<ReplayPoint> question) {
    BlockSet set = BlockSet.of(model.blocks(), block);
    LevelReplay level = level(upper);
    Blocks lower = Blocks.packed(set, model.lowerDims(), y);
    Dims dims = Dims.uniform(model.blocks(), size);
    Dual dual = new Dual.PerBlock(Blocks.packed(set, dims, p));
    try {
      question.accept(level.at(set, x, lower, dual, Draw.full()));
    } finally {
      level.workspace().reset();
    }
  }

  /** out = c. */
  void values(int block, Vec x, Vec y, Vec out) {
    Dims dims = Dims.uniform(model.blocks(), size);
    at(
        true,
        block,
        x,
        y,
        Vec.zeros(size),
        k -> out.copyFrom(k.perBlock(Recording.GRAD_DUAL, dims, null).flat()));
  }

  /** out = (dc/dy)^T p. */
  void transposedInY(int block, Vec x, Vec y, Vec p, Vec out) {
    at(
        false,
        block,
        x,
        y,
        p,
        k -> out.copyFrom(k.perBlock(Recording.GRAD_Y, model.lowerDims(), null).flat()));
  }

  /** out += weight * (dc/dx)^T p. */
  void addTransposedInX(int block, Vec x, Vec y, double weight, Vec p, Vec out) {
    at(
        false,
        block,
        x,
        y,
        p,
        k -> k.weighted(Recording.GRAD_X, Weights.constant(weight), null, out));
  }

  /** out += sum_j p_j grad2_yy c_j v. */
  void addHessian(int block, Vec x, Vec y, Vec p, Vec v, Vec out) {
    at(
        false,
        block,
        x,
        y,
        p,
        k -> {
          Blocks along = Blocks.packed(k.set(), model.lowerDims(), v);
          out.axpy(1, k.perBlock(Recording.HVP, model.lowerDims(), along).flat());
        });
  }

  /** out += weight * sum_j p_j grad2_xy c_j v. */
  void addCross(int block, Vec x, Vec y, double weight, Vec p, Vec v, Vec out) {
    at(
        false,
        block,
        x,
        y,
        p,
        k -> {
          Blocks along = Blocks.packed(k.set(), model.lowerDims(), v);
          k.weighted(Recording.CROSS_XY, Weights.constant(weight), along, out);
        });
  }
}
