package org.bilevel4j.core.run;

/** Watches a run; it neither changes nor stops it. */
public interface Listener {

  /** Whether it wants to see the run after this many steps. */
  boolean wants(long steps);

  /** Called after a step it wants to see, and before the first step with 0 steps. */
  void onStep(Run<?> run);

  /** Called once when the run ends or is interrupted. */
  default void onEnd(Run<?> run, Outcome outcome) {}

  /** A listener for every nth step. */
  static Listener every(long n, java.util.function.Consumer<Run<?>> action) {
    return new Listener() {
      @Override
      public boolean wants(long steps) {
        return steps % n == 0;
      }

      @Override
      public void onStep(Run<?> run) {
        action.accept(run);
      }
    };
  }
}
