package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Tells hooks of questions. No lambdas here: whatever a question allocates, each step pays several
 * times.
 */
abstract class ForwardingPoints {
  private final PointHook[] hooks;

  /** Tells these, the outermost first. */
  ForwardingPoints(PointHook[] hooks) {
    this.hooks = hooks;
  }

  final void before(
      PointMethod method, @Nullable Weights w, @Nullable Object along, @Nullable Vec target) {
    int told = 0;
    try {
      while (told < hooks.length) {
        hooks[told].before(method, w, along, target);
        told++;
      }
    } finally {
      if (told < hooks.length) {
        ended(told);
      }
    }
  }

  final Vec after(PointMethod method, Vec answer) {
    for (int h = hooks.length - 1; h >= 0; h--) {
      hooks[h].after(method, answer);
    }
    return answer;
  }

  final Blocks after(PointMethod method, Blocks answer) {
    for (int h = hooks.length - 1; h >= 0; h--) {
      hooks[h].after(method, answer);
    }
    return answer;
  }

  final void ended() {
    ended(hooks.length);
  }

  private void ended(int told) {
    for (int h = told - 1; h >= 0; h--) {
      hooks[h].ended();
    }
  }
}
