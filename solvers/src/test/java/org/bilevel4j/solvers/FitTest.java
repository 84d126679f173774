package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;

/** A refusal names what would fit. */
class FitTest {
  /** A problem whose oracle answers less. */
  private static final class Without extends DelegatingShape implements BilevelProblem {
    private final BilevelProblem inner;
    private final Set<OracleCall> offers;

    Without(BilevelProblem inner, OracleCall... missing) {
      super(inner);
      this.inner = inner;
      this.offers = EnumSet.complementOf(EnumSet.copyOf(List.of(missing)));
    }

    @Override
    public Set<OracleCall> offers() {
      return offers;
    }

    @Override
    public String oracleName() {
      return "first-order";
    }

    @Override
    public Oracle open(Workspace workspace) {
      return inner.open(workspace);
    }
  }

  private static UserError refusal(String solver, BilevelProblem problem) {
    return assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Runs.last(problem, solver, Map.of(), 1))
        .actual();
  }

  private static BilevelProblem random(Kind kind) {
    return ReferenceProblems.random(kind, 3, 3, 2, 1);
  }

  @Test
  void should_name_the_call_that_is_missing_and_the_oracle_that_makes_it() {
    UserError e = refusal("soba", new Without(random(Kind.NONE), OracleCall.LOWER_HVP));

    assertThat(e.sentence())
        .contains("soba cannot solve", "LOWER_HVP, which oracle 'first-order' does not offer.");
    assertThat(e.cure())
        .contains("'oracle: gradient-difference', which makes LOWER_HVP of gradients");
  }

  @Test
  void should_ask_for_an_oracle_when_differences_cannot_make_the_call() {
    UserError e = refusal("morbit", new Without(random(Kind.SIMPLEX), OracleCall.UPPER_VALUE));

    assertThat(e.cure()).contains("an oracle that offers UPPER_VALUE");
  }

  @Test
  void should_name_solvers_that_do_fit_the_most_alike_first() {
    BilevelProblem problem = random(Kind.PER_BLOCK);

    String cure = refusal("soba", problem).cure();

    assertThat(cure).startsWith("solver mmb-v2, ").endsWith("(fitting as they are).");
    String[] named = cure.substring("solver ".length(), cure.indexOf(" (")).split(", ");
    assertThat(named).hasSizeBetween(2, 5);
    assertThat(Arrays.stream(named))
        .allMatch(
            name ->
                Catalogue.load(Solver.KIND).names().contains(name)
                    && Runs.solver(name, Map.of()).requirements().misfits(problem).isEmpty());
  }

  @Test
  void should_name_the_oracle_alone_when_no_solver_fits() {
    UserError e = refusal("soba", new Without(random(Kind.NONE), OracleCall.UPPER_GRAD_X));

    assertThat(e.cure())
        .startsWith("'oracle: finite-difference', which makes UPPER_GRAD_X of losses")
        .doesNotContain("solver");
  }
}
