package org.bilevel4j.core.solver;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.BlockSampling;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.Sampler;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.jspecify.annotations.Nullable;

/**
 * Everything a solver may ask during one iteration: points, draws, block sets, vectors that live
 * until the step ends. Randomness is addressed by (seed, step, purpose, repetition, block).
 */
public final class Step {
  /** The index under which starting points are drawn. */
  public static final long INIT = -1;

  /** Work on one block. */
  @FunctionalInterface
  public interface BlockTask {
    /**
     * Computes from the block's own data only.
     *
     * @param id the block
     * @param out its result, all zero at entry; modified
     */
    void compute(int id, Vec out);
  }

  /**
   * What is the same in all steps of a run.
   *
   * @param key the key of the run
   * @param horizon the planned number of steps, at least 1
   * @param all every block
   * @param reductions what plateau rules have come to
   * @param sampling which blocks steps sample
   * @param storage how state of blocks is kept
   */
  public record Lasting(
      Key key,
      long horizon,
      BlockSet all,
      ToDoubleFunction<PlateauRule> reductions,
      BlockSampling sampling,
      Storage storage) {}

  private final BilevelProblem problem;
  private final Oracle oracle;
  private final Workspace workspace;
  private final Lasting run;
  private final Key key;
  private final long index;
  private final @Nullable MemoryBudget kept;

  /**
   * The context of one iteration; made by the engine.
   *
   * @param oracle answers, usually counting
   * @param index the step, from 0; {@link #INIT} for starting points
   * @param kept takes note of what is to be kept; null where nobody does
   */
  public Step(
      BilevelProblem problem,
      Oracle oracle,
      Workspace workspace,
      Lasting run,
      long index,
      @Nullable MemoryBudget kept) {
    this.problem = problem;
    this.oracle = ScopedOracle.of(oracle, workspace);
    this.workspace = workspace;
    this.run = run;
    this.key = run.key.child(index);
    this.index = index;
    this.kept = kept;
  }

  /**
   * A single iteration by itself.
   *
   * @param run the key of the run
   * @param horizon the planned number of steps, at least 1
   * @param all every block
   * @param reductions what plateau rules have come to
   */
  public Step(
      BilevelProblem problem,
      Oracle oracle,
      Workspace workspace,
      Key run,
      long index,
      long horizon,
      BlockSet all,
      ToDoubleFunction<PlateauRule> reductions) {
    this(
        problem,
        oracle,
        workspace,
        new Lasting(
            run, horizon, all, reductions, new BlockSampling(problem, all, run), Storage.FLOAT64),
        index,
        null);
  }

  /** The step, from 0. */
  public long index() {
    return index;
  }

  /** K, the planned number of steps. */
  public long horizon() {
    return run.horizon;
  }

  /** Sizes, sets and capabilities; losses are asked through points only. */
  public BilevelProblem problem() {
    return problem;
  }

  /** m. */
  public int blocks() {
    return run.all.blocks();
  }

  /** Every block. */
  public BlockSet allBlocks() {
    return run.all;
  }

  /** n blocks without replacement, each as likely; all of them when n is at least m. */
  public BlockSet sampleBlocks(int n) {
    return sampleBlocks(Sampler.of(n));
  }

  /** The blocks of this step; their design weights keep estimates from them unbiased. */
  public BlockSet sampleBlocks(Sampler sampler) {
    return run.sampling.draw(sampler, key(Purpose.BLOCKS, 0), index);
  }

  /**
   * The weights of a set's blocks with which a sum over the set estimates the objective or its
   * gradient: the mean over all blocks or their sum, whichever the problem asks for.
   */
  public Weights weights(BlockSet set) {
    return problem.aggregate().weights(set);
  }

  /** The address (seed, step, purpose, nth). */
  public Key key(Purpose purpose, long nth) {
    return key.child(purpose.name()).child(nth);
  }

  /** The batch of this step for a purpose. */
  public Draw draw(Purpose purpose, Batch batch) {
    return draw(purpose, 0, batch);
  }

  /** The nth batch of this step for a purpose, independent of the others. */
  public Draw draw(Purpose purpose, long nth, Batch batch) {
    if (batch instanceof Batch.Full) {
      return Draw.full();
    }
    boolean together =
        batch instanceof Batch.Size s && s.sampling() == Batch.Sampling.SHUFFLED_TOGETHER;
    Key stream = together ? run.key.child("rows") : run.key.child(purpose.name()).child(nth);
    return new Draw(key(purpose, nth), stream, Math.max(0, index), batch);
  }

  /** The lower losses at a place. */
  public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    return oracle.lower(set, x, y, draw);
  }

  /** The upper losses at a place, for problems whose f_i takes x and y alone. */
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Draw draw) {
    return oracle.upper(set, x, y, Dual.none(), draw);
  }

  /** The upper losses at a place, with a dual. */
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    return oracle.upper(set, x, y, dual, draw);
  }

  /** The upper losses at a place, with a dual per block. */
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Blocks alpha, Draw draw) {
    return oracle.upper(set, x, y, new Dual.PerBlock(alpha), draw);
  }

  /** The upper losses at a place, with one dual for all blocks. */
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Vec alpha, Draw draw) {
    return oracle.upper(set, x, y, new Dual.Shared(alpha), draw);
  }

  /**
   * Does something several times and takes back after each time what it asked for: points and
   * vectors of one time must not be used afterwards, those from before may. The memory of a step is
   * then free of how often.
   *
   * @param times how often at most
   * @param body from 0 on; false ends it
   */
  public void repeatWhile(int times, IntPredicate body) {
    boolean[] goesOn = {true};
    for (int t = 0; t < times && goesOn[0]; t++) {
      int now = t;
      workspace.within(() -> goesOn[0] = body.test(now));
    }
  }

  /** The same as often as asked; see {@link #repeatWhile}. */
  public void repeat(int times, IntConsumer body) {
    repeatWhile(
        times,
        t -> {
          body.accept(t);
          return true;
        });
  }

  /** How long a point or vector asked for now will live. */
  public Workspace.Lifetime lifetime() {
    return workspace.lifetime();
  }

  /** Asks for something that is to live as long as something else that has not ended. */
  public <T> T during(Workspace.Lifetime lifetime, Supplier<T> asked) {
    return workspace.during(lifetime, asked);
  }

  /**
   * Says, in {@code init} and before anything is allocated, that much will be kept.
   *
   * @param what in the plural, for instance "averaged Hessians"
   * @param numbers how many for a block once it is touched
   * @param cure what keeps less, for instance "estimator 'cg'"; may be empty
   * @throws org.bilevel4j.core.util.UserError when it cannot fit into the heap
   */
  public void keeps(String what, IntToLongFunction numbers, String cure) {
    if (kept != null) {
      kept.keeps(what, numbers, cure);
    }
  }

  /**
   * State of blocks of which {@link #keeps} has been told: stored as the run stores it, each block
   * allocated and filled when it is first touched.
   */
  public Blocks state(Dims dims, Blocks.Start start) {
    return Blocks.state(dims, start, run.storage);
  }

  /**
   * The same for a vector per block, and tells of it.
   *
   * @param what in the plural, for instance "adjoints"
   */
  public Blocks state(String what, Dims dims, Blocks.Start start) {
    keeps(what, dims::of, "");
    return state(dims, start);
  }

  /** The same, all blocks at zero. */
  public Blocks state(String what, Dims dims) {
    return state(what, dims, Blocks.Start.zero());
  }

  /** A zero vector that lives until the step ends, or the inner time of {@link #repeat}. */
  public Vec vec(int dim) {
    return workspace.vec(dim);
  }

  /** Zero blocks that live as long as a vector asked for now. */
  public Blocks blocks(BlockSet set, Dims dims) {
    return workspace.blocks(set, dims);
  }

  /** Lower variables of no block at all: adding them changes nothing. */
  public Blocks noBlocks() {
    return workspace.blocks(BlockSet.of(blocks()), problem.lowerDims());
  }

  /** A zero vector like x over a set's blocks, which lives as long as a vector asked for now. */
  public Vec upperZeros(BlockSet set) {
    return problem.upperZeros(workspace, set);
  }

  /**
   * x := P_X[x - eta h].
   *
   * @param x (d_x), modified
   * @param eta the step size
   * @param h (d_x), not modified; what lies outside its support stays as it is
   */
  public void descend(Vec x, double eta, Vec h) {
    x.axpy(-eta, h);
    problem.upperSet().project(x, h.support());
  }

  /**
   * Pure algebra on each block of a set, in parallel. A task reads its own block's state only, so
   * that it could as well run elsewhere.
   */
  public Blocks mapBlocks(BlockSet set, Dims dims, BlockTask task) {
    Blocks out = workspace.blocks(set, dims);
    workspace.team().run(set.size(), p -> task.compute(set.id(p), out.atPosition(p)));
    return out;
  }

  /** What a plateau rule has multiplied step sizes by so far: 1, factor, factor^2, ... */
  public double reduction(PlateauRule rule) {
    return run.reductions.applyAsDouble(rule);
  }

  /** x_0 as the problem starts it, fresh and the caller's for good. */
  public Vec startUpper() {
    Vec x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, run.key.child(Purpose.START.name()));
    return x;
  }

  /**
   * Lower variables that start where the problem says when first touched.
   *
   * @param x where y_init(x) looks; copied if it matters
   */
  public Blocks startLower(Vec x) {
    Key starts = run.key.child(Purpose.START.name()).child("lower");
    Vec at = problem.lowerStart().dependsOnX() ? x.copy() : x;
    return state(
        "lower variables",
        problem.lowerDims(),
        (i, y) -> problem.lowerStart().fill(i, at, starts.child(i), y));
  }

  /**
   * Fresh lower variables of a set, started at y_init(x), that live as long as a vector asked for
   * now: cold starts store nothing per block.
   */
  public Blocks coldLower(BlockSet set, Vec x) {
    Key starts = run.key.child(Purpose.START.name()).child("lower");
    Blocks y = workspace.blocks(set, problem.lowerDims());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      problem.lowerStart().fill(id, x, starts.child(id), y.atPosition(p));
    }
    return y;
  }
}
