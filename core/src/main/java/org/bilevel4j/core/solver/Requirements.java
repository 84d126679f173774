package org.bilevel4j.core.solver;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.util.UserError;

/**
 * What a solver needs of a problem.
 *
 * @param calls the oracle calls it makes, wherever they arise
 * @param duals the dual sides it can serve
 * @param traits what else it can or cannot do
 */
public record Requirements(Set<OracleCall> calls, Set<DualSide.Kind> duals, Set<Trait> traits) {

  /** What a solver can do besides the plain unconstrained problem, or insists on. */
  public enum Trait {
    /** Projects x onto X. Without it, X must be the whole space. */
    UPPER_SET,
    /** Projects y onto Y_i. Without it, Y_i must be the whole space. */
    LOWER_SET,
    /** Handles functional constraints P(x,y) <= 0, Q(x,y) = 0. */
    LOWER_CONSTRAINTS,
    /** Works on blocks without a lower level. Without it, every d_i must be at least 1. */
    NO_LOWER_LEVEL,
    /** Insists on one block. */
    SINGLE_BLOCK,
    /** Insists on addressable rows. */
    FINITE_ROWS,
    /** Insists on blocks without a lower level. */
    ONLY_UPPER_LEVEL,
    /** Insists on lower variables of the dimension of x. */
    LOWER_DIM_IS_UPPER_DIM
  }

  /** Copies the sets. */
  public Requirements {
    calls = calls.isEmpty() ? Set.of() : Set.copyOf(calls);
    duals = Set.copyOf(duals);
    traits = Set.copyOf(traits);
  }

  /** A solver for these dual sides with these traits that makes these calls. */
  public static Requirements of(
      Set<DualSide.Kind> duals, Set<Trait> traits, Set<OracleCall> calls) {
    return new Requirements(calls, duals, traits);
  }

  /** A solver that makes the calls of its cost, for these dual sides, with these traits. */
  public static Requirements of(Cost cost, Set<DualSide.Kind> duals, Trait... traits) {
    return new Requirements(cost.calls().keySet(), duals, Set.of(traits));
  }

  /** These requirements and further calls. */
  public Requirements and(Set<OracleCall> more) {
    Set<OracleCall> both = EnumSet.noneOf(OracleCall.class);
    both.addAll(calls);
    both.addAll(more);
    return new Requirements(both, duals, traits);
  }

  /** Everything that does not fit, one clause each; empty when the solver fits the problem. */
  public List<String> misfits(BilevelProblem problem) {
    List<String> out = new ArrayList<>();
    for (OracleCall c : OracleCall.values()) {
      if (calls.contains(c) && c.arisesIn(problem) && !problem.offers().contains(c)) {
        out.add("needs " + c + ", which oracle '" + problem.oracleName() + "' does not offer");
      }
    }
    DualSide.Kind kind = problem.dualSide().kind();
    if (!duals.contains(kind)) {
      out.add("serves duals " + duals.stream().sorted().toList() + ", not " + kind);
    }
    boolean hasLower = false;
    boolean lacksLower = false;
    boolean constrainedLower = false;
    boolean unaddressed = false;
    boolean otherDim = false;
    for (int i = 0; i < problem.blocks(); i++) {
      int d = problem.lowerDims().of(i);
      hasLower |= d > 0;
      lacksLower |= d == 0;
      otherDim |= d != problem.upperDim();
      constrainedLower |= d > 0 && !problem.lowerSet(i).isAll();
      unaddressed |=
          problem.upperRows(i).kind() == Rows.Kind.STREAM
              || (d > 0 && problem.lowerRows(i).kind() == Rows.Kind.STREAM);
    }
    refuse(
        out,
        !traits.contains(Trait.UPPER_SET) && !problem.upperSet().isAll(),
        "does not project x onto an upper set");
    refuse(
        out,
        !traits.contains(Trait.LOWER_SET) && constrainedLower,
        "does not project y onto a lower set");
    refuse(
        out,
        !traits.contains(Trait.LOWER_CONSTRAINTS) && problem.lowerConstraints().isPresent(),
        "does not handle lower constraints");
    refuse(
        out,
        !traits.contains(Trait.NO_LOWER_LEVEL) && lacksLower,
        "needs a lower level in every block");
    refuse(
        out,
        traits.contains(Trait.ONLY_UPPER_LEVEL) && hasLower,
        "takes problems without a lower level only");
    refuse(
        out,
        traits.contains(Trait.SINGLE_BLOCK) && problem.blocks() > 1,
        "takes one block, not " + problem.blocks());
    refuse(
        out,
        traits.contains(Trait.FINITE_ROWS) && unaddressed,
        "needs addressable rows, not a stream");
    refuse(
        out,
        traits.contains(Trait.LOWER_DIM_IS_UPPER_DIM) && otherDim,
        "needs lower variables of the dimension of x");
    return out;
  }

  private static void refuse(List<String> out, boolean misfit, String clause) {
    if (misfit) {
      out.add(clause);
    }
  }

  /**
   * Refuses a problem that does not fit.
   *
   * @param solver its name
   * @throws UserError naming the solver, the problem, what is missing and what would fit
   */
  public void check(String solver, BilevelProblem problem) {
    List<String> misfits = misfits(problem);
    if (!misfits.isEmpty()) {
      throw new UserError(
          solver
              + " cannot solve '"
              + problem.name()
              + "': it "
              + String.join("; it ", misfits)
              + ".",
          SolverSuggestions.cure(this, problem));
    }
  }
}
