package org.bilevel4j.core.run;

import org.jspecify.annotations.Nullable;

/** When a run ends that has not diverged: by its {@link RunSpec}, the first rule that applies. */
record StopRules(RunSpec spec) {

  /**
   * The ending before the next step; null when there is to be one.
   *
   * @param watched the last validation value
   * @param looksSinceBest how many looks have passed since the best one
   */
  @Nullable Outcome ending(
      long steps, long samples, double seconds, double watched, double looksSinceBest) {
    if (steps >= spec.steps()) {
      return new Outcome(Outcome.Kind.COMPLETED, "all " + steps + " steps made.");
    }
    if (spec.samples().isPresent() && samples >= spec.samples().getAsLong()) {
      return new Outcome(
          Outcome.Kind.BUDGET, samples + " samples drawn after " + steps + " steps.");
    }
    if (spec.seconds().isPresent() && seconds >= spec.seconds().getAsDouble()) {
      return new Outcome(Outcome.Kind.BUDGET, spec.seconds().getAsDouble() + " seconds spent.");
    }
    if (spec.target().isPresent() && watched <= spec.target().getAsDouble()) {
      return new Outcome(
          Outcome.Kind.TARGET, "validation value " + watched + " reached at step " + steps + ".");
    }
    if (spec.stallLooks() > 0 && looksSinceBest >= spec.stallLooks()) {
      return new Outcome(
          Outcome.Kind.STALLED,
          "no improvement in " + spec.stallLooks() + " looks, at step " + steps + ".");
    }
    return null;
  }
}
