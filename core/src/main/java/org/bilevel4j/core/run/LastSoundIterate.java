package org.bilevel4j.core.run;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * The last iterate that was seen to be sound, as the state shows it: x with everything caught up or
 * extrapolated, weights, y and dual, all finite and none of them grown beyond all measure.
 *
 * <pre>
 * size   largest absolute value of an entry
 * scale  max(1, size at the start, size at the first look but at most the bound); and the size of
 *        any later iterate that was larger than the bound allows, but had better losses than the start
 * sound  size finite and at most bound * scale
 * </pre>
 *
 * It is looked at so seldom that a step costs a few hundred numbers at most; the iterate kept may
 * therefore be some steps older than the first bad number. Where y has more than 2^20 entries it is
 * looked at and not kept: that would double what the state takes.
 */
final class LastSoundIterate {
  private static final long ENTRIES_PER_STEP = 512;
  private static final long KEPT_LOWER = 1L << 20; // entries of y that are kept beside the state's

  private final long every;
  private final double bound;
  private final double[] scale = new double[1];
  private Snapshot kept;
  private Vec spare; // where the next x is looked at before it takes the place of the kept one

  /**
   * Keeps the starting point.
   *
   * @param bound the growth that is too much; infinite where any is allowed
   */
  LastSoundIterate(SolverState start, double bound) {
    this.bound = bound;
    Snapshot shown =
        new Snapshot(0, start.currentX(), start.weights(), start.lower(), start.dual());
    boolean small = shown.lower().map(LastSoundIterate::entries).orElse(0L) <= KEPT_LOWER;
    this.kept =
        new Snapshot(
                0,
                shown.x(),
                shown.weights(),
                small ? shown.lower() : Optional.empty(),
                shown.dual())
            .copy();
    this.scale[0] = Math.max(1, shown.maxAbs());
    this.spare = kept.x().copy();
    this.every = 1 + entries(shown) / ENTRIES_PER_STEP;
  }

  private static long entries(Snapshot shown) {
    long sum = shown.x().dim();
    sum += shown.weights().map(Vec::dim).orElse(0);
    sum += shown.lower().map(LastSoundIterate::entries).orElse(0L);
    if (shown.dual() instanceof Dual.PerBlock each) {
      sum += entries(each.alpha());
    }
    return shown.dual() instanceof Dual.Shared one ? sum + one.alpha().dim() : sum;
  }

  /** Of all blocks, and one each for walking past it: most may not be touched yet. */
  private static long entries(Blocks b) {
    long sum = b.set().size();
    for (int p = 0; p < b.set().size(); p++) {
      sum += b.dims().of(b.set().id(p));
    }
    return sum;
  }

  /** Whether to look after this many steps. */
  boolean isDue(long steps) {
    return steps % every == 0;
  }

  /** How many steps had been made when the iterate was kept. */
  long step() {
    return kept.step();
  }

  /** The size that iterates are measured against. */
  double scale() {
    return scale[0];
  }

  /** The largest size that is sound. */
  double limit() {
    return Math.min(Double.MAX_VALUE, bound * scale[0]);
  }

  /**
   * Keeps what the state shows now.
   *
   * @param better whether its losses are no worse than at the start; asked only where it has grown
   *     too large
   * @return why it is not sound, for after the solver's name, and then nothing is kept
   */
  Optional<String> keep(long steps, SolverState s, BooleanSupplier better) {
    if (steps == kept.step()) {
      return Optional.empty();
    }
    s.currentX(spare);
    Snapshot now = new Snapshot(steps, spare, s.weights(), s.lower(), s.dual());
    double size = now.maxAbs();
    if (!Double.isFinite(size)) {
      return Optional.of("left the finite numbers at step " + steps);
    }
    if (kept.step() == 0) {
      scale[0] = Math.max(scale[0], Math.min(size, bound));
    }
    if (size > limit()) {
      if (!better.getAsBoolean()) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "diverged: an entry of its iterate is %.3g at step %d, more than %.3g times the"
                    + " %.3g it began with",
                size,
                steps,
                bound,
                scale[0]));
      }
      scale[0] = size;
    }
    now.weights().ifPresent(w -> kept.weights().orElseThrow().copyFrom(w));
    now.lower().ifPresent(y -> kept.lower().ifPresent(old -> old.mirror(y)));
    if (now.dual() instanceof Dual.PerBlock each) {
      alpha().mirror(each.alpha());
    } else if (now.dual() instanceof Dual.Shared one && kept.dual() instanceof Dual.Shared old) {
      old.alpha().copyFrom(one.alpha());
    }
    spare = kept.x();
    kept = new Snapshot(steps, now.x(), kept.weights(), kept.lower(), kept.dual());
    return Optional.empty();
  }

  private Blocks alpha() {
    return ((Dual.PerBlock) kept.dual()).alpha();
  }

  /** A copy of the iterate. */
  Snapshot copy() {
    return kept.copy();
  }

  /** Shows the scale, which follows from the iterates and is no part of a digest. */
  void visitScale(StateVisitor v) {
    v.numbers("finite.scale", scale);
  }

  /** Shows the iterate. */
  void visit(StateVisitor v) {
    long[] step = {kept.step()};
    v.counters("finite.step", step);
    kept.visit(v.within("finite"));
    kept = new Snapshot(step[0], kept.x(), kept.weights(), kept.lower(), kept.dual());
  }
}
