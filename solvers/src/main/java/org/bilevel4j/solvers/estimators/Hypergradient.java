package org.bilevel4j.solvers.estimators;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.catalogue.Kind;
import org.bilevel4j.core.config.TextForm;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * How a solver estimates sum_i w_i [grad_x f_i - J_i v_i] with v_i near H_i^-1 grad_y f_i
 * (docs/ALGORITHMS.md section 3). An implementation is an immutable record of parameters that a
 * solver takes by name, written "neumann(terms=10, step=0.5)"; what it carries through a run is in
 * the {@link Adjoint}.
 */
@TextForm("an estimator like '" + Hypergradient.EXAMPLE + "'")
public interface Hypergradient extends Component {

  /** How one is written with parameters. */
  String EXAMPLE = "neumann(terms=10, step=0.5)";

  /** The kind of component it is. */
  Kind<Hypergradient> KIND = new Kind<>(Hypergradient.class, "estimator", EXAMPLE);

  /**
   * Reads "neumann" or "neumann(terms=10, step=0.5)"; what is not named keeps its default.
   *
   * @throws UserError naming the estimator, the key and the nearest known one
   */
  static Hypergradient parse(String text) {
    return Catalogue.load(KIND).parse(text);
  }

  /** Writes what {@link #parse} reads, every parameter included. */
  static String format(Hypergradient estimator) {
    return Entry.of(estimator).text();
  }

  @Override
  default Hypergradient with(String parameter, Object value) {
    return Entry.of(this).with(Map.of(parameter, value));
  }

  /** The part of one run, before its first step. */
  Adjoint start(Step k);

  /** The oracle calls of a direction. */
  Set<OracleCall> calls();

  /** One line: how far a direction is from the true one. */
  default String error() {
    return "not stated";
  }

  /** Whether it asks for second derivatives of g, in whatever form. */
  default boolean secondOrder() {
    return !Collections.disjoint(
        calls(),
        Set.of(
            OracleCall.LOWER_HVP,
            OracleCall.LOWER_CROSS_XY,
            OracleCall.LOWER_CROSS_YX,
            OracleCall.LOWER_HESSIAN,
            OracleCall.LOWER_JACOBIAN));
  }

  /**
   * The oracle calls of one direction per block.
   *
   * @param lowerSteps how many lower steps the solver makes before it asks, at least 0
   */
  Cost cost(int lowerSteps);

  /**
   * The oracle calls of one direction per block where the lower steps start at y_init(x), which may
   * move with x.
   *
   * @param lowerSteps how many lower steps the solver makes before it asks, at least 0
   */
  default Cost coldCost(int lowerSteps) {
    return cost(lowerSteps);
  }

  /**
   * Whether it is right where y_i is constrained (Y_i, P_i, Q_i) and the solver found y by {@link
   * LowerTrajectory#solve}.
   */
  default boolean servesConstraints() {
    return false;
  }

  /** Whether it looks back at the solver's own lower steps, of which it needs at least one. */
  default boolean unrolls() {
    return false;
  }

  /**
   * Whether it takes a derivative from one lower step into the next, so that it must know all that
   * y does in a step ({@link LowerTrajectory#rule}).
   */
  default boolean chains() {
    return false;
  }

  /** Whether it takes y_0 for the last iterate of the step before, so that cold starts break it. */
  default boolean continues() {
    return false;
  }

  /**
   * Refuses an estimator that goes on from the step before, for lower steps that start cold.
   *
   * @throws UserError naming it
   */
  static void refuseContinuing(Hypergradient estimator) {
    if (estimator.continues()) {
      throw new UserError(
          "estimator '"
              + format(estimator)
              + "' goes on from the last step's lower iterates, but the lower steps start cold.",
          "a warm start, or the estimator without carry.");
    }
  }

  /**
   * Refuses an estimator that unrolls, for solvers that ask for a direction before any lower step.
   *
   * @throws UserError naming it
   */
  static void refuseUnrolling(Hypergradient estimator) {
    if (estimator.unrolls()) {
      throw new UserError(
          "estimator '"
              + format(estimator)
              + "' unrolls lower steps, but this solver asks for its direction before it makes any.",
          "an estimator that does not, 'cg' or 'neumann' say.");
    }
  }
}
