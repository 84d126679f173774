package org.bilevel4j.oracles.network;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.internal.MatCopies;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one draw of a set of tasks, passed through one network for all tasks or through a
 * network for each. An objective reads the features and hands in its gradient in them; the pass
 * knows nothing else of it.
 *
 * <pre>
 * each       features e = phi(rows), then work of the objective, chunk by chunk
 * tangent    e' = (d phi / d parameters) u
 * backward   out += (d phi / d parameters)^T de
 * </pre>
 *
 * <p>The rows are computed by the first work on them, and again when other passes have displaced
 * them. Valid until the parameters change. Used by one thread; the work itself runs on several.
 */
public final class ForwardPass {
  private final EmbeddedRows rows;
  private final Supplier<NetworkParameters> parameters;
  private final BlockSet set;
  private final Draw draw;
  private @Nullable NetworkParameters cached;
  private long cachedStamp;
  private @Nullable KeptPass kept;
  private long keptStamp;

  ForwardPass(EmbeddedRows rows, Supplier<NetworkParameters> parameters, BlockSet set, Draw draw) {
    this.rows = rows;
    this.parameters = parameters;
    this.set = set;
    this.draw = draw;
  }

  private NetworkParameters at() {
    NetworkParameters at = cached;
    if (at == null || at.stamp() != cachedStamp) {
      at = parameters.get();
      cached = at;
      cachedStamp = at.stamp();
    }
    return at;
  }

  /** The kept pass, begun again only if it was displaced. */
  private KeptPass kept() {
    KeptPass pass = kept;
    if (pass == null || pass.stamp() != keptStamp) {
      pass = rows.keep(at(), set, draw);
      kept = pass;
      keptStamp = pass.stamp();
    }
    return pass;
  }

  /** The tasks. */
  public BlockSet set() {
    return set;
  }

  /** How the rows of the tasks are stacked. */
  public RowLayout layout() {
    return kept().layout();
  }

  /** Whether features and targets are computed, and not displaced since. */
  public boolean isComputed() {
    return kept().isComputed();
  }

  /** Features, rows by K; a chunk's are there in its work, all of them once computed. */
  public Mat features() {
    return kept().features();
  }

  /** Targets, at least one a row; a chunk's are there in its work, all of them once computed. */
  public double[] targets() {
    return kept().targets();
  }

  /** Works on every chunk, once its features are computed. */
  public void each(ChunkWork work) {
    rows.each(kept(), at(), false, work);
  }

  /**
   * The change of the features along one direction for all tasks.
   *
   * @param u whose first entries are a direction in the parameters; not modified
   */
  public Tangent tangent(Vec u) {
    return tangent(1, p -> u);
  }

  /**
   * The change of the features along a direction for each task.
   *
   * @param u whose first entries in each block are a direction in the parameters; not modified
   */
  public Tangent tangent(Blocks u) {
    return tangent(set.size(), p -> u.at(set.id(p)));
  }

  private Tangent tangent(int count, IntFunction<Vec> u) {
    Mat along = rows.directions(count);
    int n = rows.embedding().parameters();
    for (int p = 0; p < count; p++) {
      MatCopies.load(u.apply(p).slice(0, n).toArray(), 0, n, along, p * n);
    }
    return new Tangent(along, rows.tangents(layout().rows()));
  }

  /** The change of the features along a direction; valid until the next one of its level. */
  public final class Tangent {
    private final Mat along;
    private final Mat features;

    private Tangent(Mat along, Mat features) {
      this.along = along;
      this.features = features;
    }

    /** Changes of the features, rows by K; a chunk's are there in the work of {@link #each}. */
    public Mat features() {
      return features;
    }

    /** Works on every chunk, once its features and their changes are computed. */
    public void each(ChunkWork work) {
      KeptPass pass = kept();
      NetworkParameters at = at();
      Embedding.Tape tape = rows.tape(pass);
      ChunkWork change =
          c -> {
            int shift = RowLayout.microbatchOf(c.from());
            Mat e = pass.features().rowRange(shift, pass.layout().rows());
            Mat out = features.rowRange(shift, pass.layout().rows());
            eachDirection(
                pass.layout(),
                at,
                c,
                (task, x, from, to) ->
                    tape.tangent(x, direction(task), from - shift, to - shift, e, out));
          };
      rows.each(pass, at, true, change.then(work));
    }

    private void eachDirection(
        RowLayout layout, NetworkParameters at, RowChunk c, EmbeddedRows.NetworkRows work) {
      if (along.rows() == 1) {
        EmbeddedRows.eachNetwork(layout, at, c.from(), c.to(), work);
      } else {
        layout.each(c.from(), c.to(), (t, from, to) -> work.accept(t, at.of(t), from, to));
      }
    }

    private Mat direction(int task) {
      return along.rows() == 1 ? along : along.rowRange(task, task + 1);
    }
  }

  /**
   * out += the gradient in the parameters, summed over tasks, of something whose gradient in the
   * features is given. With a network for each task the sum is that over their parameters.
   *
   * @param active positions of the tasks that take part; the others cost nothing
   * @param before must be done on every chunk first
   * @param out its first entries are modified
   */
  public void backward(IntPredicate active, ChunkWork before, FeatureGradient gradient, Vec out) {
    Vec target = out.slice(0, rows.embedding().parameters());
    backward(active, before, gradient, p -> target, false);
  }

  /**
   * out_i += the gradient of a task's part in the parameters that its rows go through.
   *
   * @param out its first entries in the blocks of the tasks that take part are modified
   */
  public void backward(
      IntPredicate active, ChunkWork before, FeatureGradient gradient, Blocks out) {
    int n = rows.embedding().parameters();
    Vec[] targets = new Vec[set.size()];
    for (int p = 0; p < targets.length; p++) {
      targets[p] = active.test(p) ? out.at(set.id(p)).slice(0, n) : Vec.zeros(0);
    }
    backward(active, before, gradient, p -> targets[p], true);
  }

  private void backward(
      IntPredicate active,
      ChunkWork before,
      FeatureGradient gradient,
      IntFunction<Vec> out,
      boolean perTask) {
    KeptPass pass = kept();
    rows.backward()
        .run(new BackwardPass.Question(pass, at(), before, gradient, out, perTask), active);
  }
}
