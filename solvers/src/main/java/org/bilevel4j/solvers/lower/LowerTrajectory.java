package org.bilevel4j.solvers.lower;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.solver.Step;
import org.jspecify.annotations.Nullable;

/**
 * The lower iterates of one solver step, y_0 (the state, or y_init(x) where they start cold), y_1,
 * ..., y_T, at one x, and the draw on which the upper losses were asked at the last of them. Every
 * iterate has a place of its own, so that the points asked along the way stay valid and an
 * estimator can look back at them without another forward pass. Lives until the step ends, or the
 * inner iteration it was begun in.
 */
public final class LowerTrajectory {
  private static final long ROUND = 1L << 32;
  private static final Vec NONE = Vec.zeros(0);

  private final Step k;
  private final BlockSet set;
  private final Vec x;
  private final Batch batch;
  private final long round;
  private final Workspace.Lifetime lifetime;
  private final TrajectoryStart start;
  private final boolean oneBatch;
  private final TrajectoryRule rule;
  private final List<LowerPoints> points = new ArrayList<>();
  private final List<Double> sizes = new ArrayList<>();
  private final List<Blocks> passed = new ArrayList<>();
  private Blocks y;
  private @Nullable LowerPoints asked;
  private @Nullable LowerPoints full;
  private @Nullable Blocks multipliers;
  private @Nullable Draw upperRows;

  private LowerTrajectory(
      Step k,
      TrajectoryStart start,
      Batch batch,
      long round,
      boolean oneBatch,
      TrajectoryRule rule) {
    this.k = k;
    this.set = start.set();
    this.x = start.x();
    this.y = start.y();
    this.start = start;
    this.oneBatch = oneBatch;
    this.rule = rule;
    this.batch = batch;
    this.round = round;
    this.lifetime = k.lifetime();
  }

  /**
   * A path of no steps yet from where earlier steps left y: its start counts as a constant.
   *
   * @param x (d_x), not modified and not copied: it must not change while the path is in use
   * @param y y_0, at least the blocks of the set; not modified and not copied
   * @param batch the rows of each lower step
   */
  public static LowerTrajectory from(Step k, BlockSet set, Vec x, Blocks y, Batch batch) {
    TrajectoryStart warm = new TrajectoryStart(k, set, x, y, null);
    return new LowerTrajectory(k, warm, batch, 0, false, TrajectoryRule.PLAIN);
  }

  /**
   * A path of no steps yet from y_init(x), which moves with x where the problem says so.
   *
   * @param x (d_x), not modified and not copied: it must not change while the path is in use
   * @param batch the rows of each lower step
   */
  public static LowerTrajectory cold(Step k, BlockSet set, Vec x, Batch batch) {
    LowerStart init = k.problem().lowerStart();
    LowerStart moving = init.dependsOnX() ? init : null;
    TrajectoryStart cold = new TrajectoryStart(k, set, x, k.coldLower(set, x), moving);
    return new LowerTrajectory(k, cold, batch, 0, false, TrajectoryRule.PLAIN);
  }

  /** The same place under other addresses, for a further independent estimate in one step. */
  public LowerTrajectory inRound(long number) {
    return new LowerTrajectory(k, here(), batch, number, oneBatch, rule);
  }

  /** The same place for lower steps that all see the rows of the first. */
  public LowerTrajectory onOneBatch() {
    return new LowerTrajectory(k, here(), batch, round, true, rule);
  }

  /** The same place for lower steps that follow their gradients in another way. */
  public LowerTrajectory under(TrajectoryRule other) {
    return new LowerTrajectory(k, here(), batch, round, oneBatch, other);
  }

  private TrajectoryStart here() {
    return steps() == 0 ? start : new TrajectoryStart(k, set, x, y, null);
  }

  /** How the steps follow their gradients, which who differentiates them must know. */
  public TrajectoryRule rule() {
    return rule;
  }

  /** Where the path begins, and how that moves with x. */
  public TrajectoryStart start() {
    return start;
  }

  /** The blocks. */
  public BlockSet set() {
    return set;
  }

  /** The upper variable all iterates share; read-only. */
  public Vec x() {
    return x;
  }

  /** The newest iterate; read-only. */
  public Blocks last() {
    return y;
  }

  /** T, how many steps were made. */
  public int steps() {
    return points.size();
  }

  /** The rows each lower step draws. */
  public Batch batch() {
    return batch;
  }

  /** The lower losses at the newest iterate, on the batch of the next step. */
  public LowerPoints points() {
    LowerPoints g = asked;
    if (g == null) {
      g = k.during(lifetime, () -> ask(Purpose.LOWER, rows(steps()), batch));
      asked = g;
    }
    return g;
  }

  /**
   * y_{t+1} = y_t - eta * direction, in a new place.
   *
   * @param eta the same in all steps of a path with momentum
   * @param direction usually {@code points().gradY()}; at least the blocks of the set
   */
  public void descend(double eta, Blocks direction) {
    rule.requireOneSize(steps() == 0 ? eta : size(0), eta);
    points.add(points());
    sizes.add(eta);
    passed.add(y);
    Blocks next = place();
    for (int p = 0; p < set.size(); p++) {
      next.atPosition(p).copyFrom(y.at(set.id(p)));
      next.atPosition(p).axpy(-eta, direction.at(set.id(p)));
    }
    y = next;
    asked = null;
    full = null;
  }

  /**
   * The newest iterate becomes y_i*(x), by the problem's own solver on all rows, block after block.
   *
   * @param start multipliers of every block's (P, Q); replaced by those at the solution
   * @return how many blocks did not reach the tolerance
   */
  public int solve(LowerSolver solver, Blocks start, double tolerance) {
    Blocks next = place();
    int failed = 0;
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      next.atPosition(p).copyFrom(y.at(id));
      boolean reached = solver.solve(id, x, next.atPosition(p), start.at(id), tolerance);
      failed += reached ? 0 : 1;
    }
    y = next;
    asked = null;
    full = null;
    multipliers = start;
    return failed;
  }

  private Blocks place() {
    return k.during(lifetime, () -> k.blocks(set, k.problem().lowerDims()));
  }

  /** The multipliers of a block's (P, Q) at the newest iterate; none if nothing constrains y. */
  public Vec multipliers(int block) {
    return multipliers == null ? NONE : multipliers.at(block);
  }

  /** The lower losses at y_t, on the batch of step t, 0 <= t < T. */
  public LowerPoints pointsBefore(int t) {
    return points.get(t);
  }

  /** The eta of step t, 0 <= t < T. */
  public double size(int t) {
    return sizes.get(t);
  }

  /** y_t, 0 <= t < T; read-only. */
  public Blocks before(int t) {
    return passed.get(t);
  }

  /** The lower losses somewhere else on the batch of step t, 0 <= t < T. */
  public LowerPoints again(int t, Vec otherX, Blocks otherY) {
    return k.lower(set, otherX, otherY, k.draw(Purpose.LOWER, address(rows(t)), batch));
  }

  /** The lower losses of one block somewhere else, on the rows that {@link #ask} gives it. */
  public LowerPoints askOne(
      int block, Purpose purpose, long nth, Batch rows, Vec otherX, Blocks otherY) {
    BlockSet one = BlockSet.of(set.blocks(), block);
    return k.lower(one, otherX, otherY, k.draw(purpose, address(nth), rows));
  }

  /** The upper losses at the newest iterate, which estimators may ask again somewhere else. */
  public UpperPoints upper(Draw rows) {
    upperRows = rows;
    return k.upper(set, x, y, rows);
  }

  /** The upper losses somewhere else on the rows they were asked on here. */
  public UpperPoints upperAgain(Vec otherX, Blocks otherY) {
    return k.upper(set, otherX, otherY, upperRows());
  }

  /** The lower losses at another y, on the nth batch for an estimator's own lower steps. */
  public LowerPoints aside(long nth, Blocks otherY, Batch rows) {
    return k.lower(set, x, otherY, k.draw(Purpose.INNER, address(2 * nth), rows));
  }

  /** The upper losses at another y, on an nth batch as large as the one they were asked on here. */
  public UpperPoints upperAside(long nth, Blocks otherY) {
    Draw rows = k.draw(Purpose.INNER, address(2 * nth + 1), upperRows().batch());
    return k.upper(set, x, otherY, rows);
  }

  /** Which draw step t sees. */
  private long rows(int t) {
    return oneBatch ? 0 : t;
  }

  private long address(long nth) {
    return round * ROUND + nth;
  }

  private Draw upperRows() {
    Draw rows = upperRows;
    if (rows == null) {
      throw new IllegalStateException(
          "this estimator asks the upper losses elsewhere: the solver must ask them of the path.");
    }
    return rows;
  }

  /** Where an estimator takes its nth random numbers from. */
  public Key key(Purpose purpose, long nth) {
    return k.key(purpose, address(nth));
  }

  /**
   * The lower losses at the newest iterate, on rows of their own. On full batches every question
   * goes to one point.
   *
   * @param nth which of the purpose's independent draws
   */
  public LowerPoints ask(Purpose purpose, long nth, Batch rows) {
    if (!(rows instanceof Batch.Full)) {
      return k.lower(set, x, y, k.draw(purpose, address(nth), rows));
    }
    LowerPoints g = full;
    if (g == null) {
      g = k.during(lifetime, () -> k.lower(set, x, y, Draw.full()));
      full = g;
    }
    return g;
  }

  /** The lower losses at another place, on the rows of {@link #ask}. */
  public LowerPoints askAt(Blocks place, Purpose purpose, long nth, Batch rows) {
    return k.lower(set, x, place, k.draw(purpose, address(nth), rows));
  }
}
