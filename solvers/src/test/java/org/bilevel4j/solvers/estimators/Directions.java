package org.bilevel4j.solvers.estimators;

import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * Asks estimators for directions as a solver would: some lower steps, the upper losses, then the
 * direction.
 *
 * @param problem where
 * @param x (d_x)
 * @param start y_0
 * @param set the blocks
 * @param steps lower steps
 * @param eta their size
 * @param batch rows of each level
 */
record Directions(
    BilevelProblem problem, Vec x, Blocks start, BlockSet set, int steps, double eta, Batch batch) {

  /** One block whose adjoint system is H v = b: J = -I and grad_x f = 0, so directions are v. */
  static QuadraticProblem system(Vec h, Vec b) {
    QuadraticForm f = QuadraticForm.of(2, 2, 0, Map.of("y", b), 0);
    QuadraticForm g = QuadraticForm.of(2, 2, 0, Map.of("yy", h, "xy", Vec.of(-1, 0, 0, -1)), 0);
    return QuadraticProblem.of("system", 2, Kind.NONE, java.util.List.of(new QuadraticBlock(f, g)));
  }

  /** H = diag(1, 4), b = (1, 1): docs/ALGORITHMS.md, closed form 6. */
  static QuadraticProblem reference() {
    return system(Vec.of(1, 0, 0, 4), Vec.of(1, 1));
  }

  /** At x = 0 and y = 0, without a lower step. */
  static Directions at0(QuadraticProblem problem) {
    return new Directions(
        problem,
        Vec.zeros(problem.upperDim()),
        Blocks.state(problem.lowerDims()),
        BlockSet.all(problem.blocks()),
        0,
        0,
        Batch.full());
  }

  /** The same elsewhere. */
  Directions at(Vec there) {
    return new Directions(problem, there, start, set, steps, eta, batch);
  }

  /** The same for other blocks. */
  Directions on(BlockSet others) {
    return new Directions(problem, x, start, others, steps, eta, batch);
  }

  /** The same after some lower steps. */
  Directions after(int lowerSteps, double size) {
    return new Directions(problem, x, start, set, lowerSteps, size, batch);
  }

  Step context(long index) {
    Workspace workspace = Workspace.single();
    return context(index, problem.open(workspace), workspace);
  }

  Step context(long index, Oracle oracle, Workspace workspace) {
    BlockSet all = BlockSet.all(problem.blocks());
    return new Step(problem, oracle, workspace, Key.of(3), index, 100, all, r -> 1);
  }

  Adjoint started(String estimator) {
    return Hypergradient.parse(estimator).start(context(Step.INIT));
  }

  /** The direction of a step. */
  Vec of(Adjoint adjoint, long index, Weights w) {
    return of(adjoint, context(index), w);
  }

  Vec of(Adjoint adjoint, Step k, Weights w) {
    LowerTrajectory y = LowerTrajectory.from(k, set, x, start, batch);
    for (int t = 0; t < steps; t++) {
      y.descend(eta, y.points().gradY());
    }
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, batch));
    return adjoint.direction(k, y, f, w);
  }

  /** The direction of step 0, every weight 1. */
  Vec of(String estimator) {
    return of(started(estimator), 0, Weights.constant(1));
  }

  /** Of the nth of some steps in the same place. */
  Vec of(String estimator, int times) {
    Adjoint adjoint = started(estimator);
    for (int k = 0; k < times - 1; k++) {
      of(adjoint, k, Weights.constant(1));
    }
    return of(adjoint, times - 1, Weights.constant(1));
  }
}
