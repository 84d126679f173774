package org.bilevel4j.core.solver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleCall;

/** What would fit a problem that some solver does not fit. */
final class SolverSuggestions {
  private static final int MOST = 5;

  /** What differences of grad_y g can make. */
  private static final Set<OracleCall> OF_GRAD_Y =
      EnumSet.of(
          OracleCall.LOWER_HVP,
          OracleCall.LOWER_CROSS_YX,
          OracleCall.LOWER_HESSIAN,
          OracleCall.LOWER_JACOBIAN);

  private SolverSuggestions() {}

  /** The solvers of the class path that fit with their defaults, the most alike first. */
  static List<String> solvers(Requirements wanted, BilevelProblem problem) {
    record Candidate(String name, double likeness) {}
    List<Candidate> fitting = new ArrayList<>();
    for (Entry<Solver<?>> e : Catalogue.load(Solver.KIND).entries()) {
      Requirements needs = e.component().requirements();
      if (needs.misfits(problem).isEmpty()) {
        fitting.add(new Candidate(e.name(), likeness(wanted, needs)));
      }
    }
    return fitting.stream()
        .sorted(Comparator.comparingDouble(Candidate::likeness).reversed())
        .map(Candidate::name)
        .limit(MOST)
        .toList();
  }

  /** The share of needs that two solvers have in common. */
  private static double likeness(Requirements a, Requirements b) {
    Set<Object> common = all(a);
    common.retainAll(all(b));
    Set<Object> either = all(a);
    either.addAll(all(b));
    return either.isEmpty() ? 1 : (double) common.size() / either.size();
  }

  private static Set<Object> all(Requirements r) {
    Set<Object> all = new HashSet<>(r.calls());
    all.addAll(r.duals());
    all.addAll(r.traits());
    return all;
  }

  /** What a user can do, in words that follow "Hint:". */
  static String cure(Requirements wanted, BilevelProblem problem) {
    List<String> ways = new ArrayList<>();
    List<String> solvers = solvers(wanted, problem);
    if (!solvers.isEmpty()) {
      ways.add("solver " + String.join(", ", solvers) + " (fitting as they are)");
    }
    Set<OracleCall> missing =
        wanted.calls().stream()
            .filter(c -> c.arisesIn(problem) && !problem.offers().contains(c))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(OracleCall.class)));
    if (!missing.isEmpty()) {
      ways.add(oracle(missing, problem));
    }
    if (wanted.traits().contains(Requirements.Trait.SINGLE_BLOCK) && problem.blocks() > 1) {
      ways.add("the blocks stacked into one ('stack: mean' of an arm)");
    }
    return ways.isEmpty()
        ? "another form of the problem: no solver of the class path fits this one."
        : String.join("; or ", ways) + ".";
  }

  /** The key that makes what is missing; its values are names of oracles. */
  private static String oracle(Set<OracleCall> missing, BilevelProblem problem) {
    if (missing.stream().allMatch(c -> canBeMade(c, problem))) {
      return "'oracle: gradient-difference', which makes " + names(missing) + " of gradients";
    }
    boolean hasLosses =
        EnumSet.of(OracleCall.UPPER_VALUE, OracleCall.LOWER_VALUE).stream()
            .allMatch(c -> !c.arisesIn(problem) || problem.offers().contains(c));
    return hasLosses
        ? "'oracle: finite-difference', which makes " + names(missing) + " of losses"
        : "an oracle that offers " + names(missing);
  }

  private static boolean canBeMade(OracleCall call, BilevelProblem problem) {
    Set<OracleCall> offers = problem.offers();
    return call == OracleCall.LOWER_CROSS_XY
        ? offers.contains(OracleCall.LOWER_GRAD_X)
        : OF_GRAD_Y.contains(call) && offers.contains(OracleCall.LOWER_GRAD_Y);
  }

  private static String names(Set<OracleCall> calls) {
    return calls.stream().map(OracleCall::name).collect(Collectors.joining(", "));
  }
}
