package org.bilevel4j.core.run;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.solver.SolverState;

/**
 * Tells a run that has diverged from one whose natural scale is large.
 *
 * <pre>
 * scale    what {@link LastSoundIterate} measures iterates against, at least 1
 * iterate  diverged when an entry exceeds bound * scale, unless the losses are no worse than at
 *          the start: then that size becomes the scale
 * losses   diverged when max_i |f_i| exceeds bound * max(scale^2, max_i |f_i| at the start); seen
 *          at looks and at the end, since a set may keep x small
 * </pre>
 *
 * The losses at the start are found again when they are needed, which a healthy run hardly ever
 * does: a step costs nothing but the size of the iterate.
 */
final class DivergenceGuard<S extends SolverState> {
  private final double bound;
  private final LastSoundIterate sound;
  private final ValidationMonitor<S> monitor;
  private final BiFunction<Oracle, Workspace, S> start;

  /**
   * A guard.
   *
   * @param start makes the state before step 0 again
   */
  DivergenceGuard(
      RunSpec spec,
      LastSoundIterate sound,
      ValidationMonitor<S> monitor,
      BiFunction<Oracle, Workspace, S> start) {
    this.bound = spec.divergence().orElse(Double.POSITIVE_INFINITY);
    this.sound = sound;
    this.monitor = monitor;
    this.start = start;
  }

  /** Why the iterate is not sound, for after the solver's name; else it is kept. */
  Optional<String> iterate(long steps, S state) {
    return sound.keep(steps, state, () -> isBetter(steps, state));
  }

  private boolean isBetter(long steps, S state) {
    ValidationMonitor.Look now = monitor.peek(state);
    return losses(steps, now).isEmpty() && now.objective() <= monitor.peek(start).objective();
  }

  /** Why the run is not sound where it ends. */
  Optional<String> end(long steps, S state) {
    Optional<String> why = iterate(steps, state);
    return why.isPresent() || steps == 0 || bound == Double.POSITIVE_INFINITY
        ? why
        : losses(steps, monitor.peek(state));
  }

  /** Why losses are not sound. */
  Optional<String> losses(long steps, ValidationMonitor.Look now) {
    double usual = sound.scale() * sound.scale();
    if (bound == Double.POSITIVE_INFINITY || now.largest() <= bound * usual) {
      return Optional.empty();
    }
    double first = monitor.peek(start).largest();
    if (now.largest() <= bound * first) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "diverged: the largest |f_i| is %.3g at step %d, more than %.3g times the %.3g it began"
                + " with",
            now.largest(),
            steps,
            bound,
            first));
  }
}
