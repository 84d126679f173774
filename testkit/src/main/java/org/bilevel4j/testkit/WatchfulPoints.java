package org.bilevel4j.testkit;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.UpperPoints;

/** Points that check every question put to them. */
final class WatchfulPoints {
  private WatchfulPoints() {}

  /** The lower level. */
  record Lower(WatchfulProblem watch, WatchfulProblem.Place place, LowerPoints inner)
      implements LowerPoints {
    private void ask(String question) {
      watch.asked();
      place.check(question);
    }

    @Override
    public BlockSet set() {
      return inner.set();
    }

    @Override
    public Vec values() {
      ask("g");
      return watch.lend("g", inner.values());
    }

    @Override
    public Blocks gradY() {
      ask("grad_y g");
      return watch.lend("grad_y g", inner.gradY());
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      ask("grad_x g");
      inner.addGradX(w, out);
    }

    @Override
    public Blocks hvpYY(Blocks v) {
      ask("H v");
      return inner.hvpYY(v);
    }

    @Override
    public void addCrossXY(Weights w, Blocks v, Vec out) {
      ask("J v");
      inner.addCrossXY(w, v, out);
    }

    @Override
    public Blocks crossYX(Vec u) {
      ask("J' u");
      return inner.crossYX(u);
    }

    @Override
    public Blocks hessianYY() {
      ask("H");
      return watch.lend("H", inner.hessianYY());
    }

    @Override
    public Blocks jacobianXY() {
      ask("J");
      return watch.lend("J", inner.jacobianXY());
    }

    @Override
    public Vec upperZeros() {
      return inner.upperZeros();
    }
  }

  /** The upper level. */
  record Upper(WatchfulProblem watch, WatchfulProblem.Place place, UpperPoints inner)
      implements UpperPoints {
    private void ask(String question) {
      watch.asked();
      place.check(question);
    }

    @Override
    public BlockSet set() {
      return inner.set();
    }

    @Override
    public Vec values() {
      ask("f");
      return watch.lend("f", inner.values());
    }

    @Override
    public Blocks gradY() {
      ask("grad_y f");
      return watch.lend("grad_y f", inner.gradY());
    }

    @Override
    public Blocks gradDual() {
      ask("grad_alpha f");
      return watch.lend("grad_alpha f", inner.gradDual());
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      ask("grad_x f");
      inner.addGradX(w, out);
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      ask("grad_alpha f");
      inner.addGradSharedDual(w, out);
    }

    @Override
    public Vec upperZeros() {
      return inner.upperZeros();
    }
  }
}
