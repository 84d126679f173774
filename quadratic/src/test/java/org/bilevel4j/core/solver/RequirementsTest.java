package org.bilevel4j.core.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  private static final Requirements EVERYTHING =
      Requirements.of(
          EnumSet.allOf(Kind.class), Set.of(Trait.NO_LOWER_LEVEL), EnumSet.allOf(OracleCall.class));

  /** Offers these calls only. */
  private static final class Offering extends DelegatingShape implements BilevelProblem {
    private final QuadraticProblem problem;
    private final Set<OracleCall> offers;

    Offering(Kind kind, int lowerDim, int dualDim, Set<OracleCall> offers) {
      this(problem(kind, lowerDim, dualDim), offers);
    }

    private Offering(QuadraticProblem problem, Set<OracleCall> offers) {
      super(problem);
      this.problem = problem;
      this.offers = offers;
    }

    private static QuadraticProblem problem(Kind kind, int lowerDim, int dualDim) {
      QuadraticForm f = QuadraticForm.of(1, lowerDim, dualDim, Map.of(), 0);
      QuadraticForm g = QuadraticForm.of(1, lowerDim, 0, Map.of(), 0);
      return QuadraticProblem.of("p", 1, kind, List.of(new QuadraticBlock(f, g)));
    }

    @Override
    public Set<OracleCall> offers() {
      return offers;
    }

    @Override
    public String oracleName() {
      return "few";
    }

    @Override
    public Oracle open(Workspace workspace) {
      return problem.open(workspace);
    }
  }

  private static Set<OracleCall> allBut(OracleCall missing) {
    Set<OracleCall> calls = EnumSet.allOf(OracleCall.class);
    calls.remove(missing);
    return calls;
  }

  @Test
  void should_miss_the_gradient_in_alpha_only_where_there_is_an_alpha() {
    Set<OracleCall> offers = allBut(OracleCall.UPPER_GRAD_DUAL);

    assertThat(EVERYTHING.misfits(new Offering(Kind.NONE, 1, 0, offers))).isEmpty();
    assertThat(EVERYTHING.misfits(new Offering(Kind.SIMPLEX, 1, 0, offers))).isEmpty();
    assertThat(EVERYTHING.misfits(new Offering(Kind.SHARED, 1, 1, offers)))
        .containsExactly("needs UPPER_GRAD_DUAL, which oracle 'few' does not offer");
    assertThat(EVERYTHING.misfits(new Offering(Kind.PER_BLOCK, 1, 1, offers))).hasSize(1);
  }

  @Test
  void should_miss_lower_questions_only_where_there_is_a_lower_level() {
    Set<OracleCall> upper = EnumSet.of(OracleCall.UPPER_VALUE, OracleCall.UPPER_GRAD_X);

    assertThat(EVERYTHING.misfits(new Offering(Kind.NONE, 0, 0, upper))).isEmpty();
    assertThat(EVERYTHING.misfits(new Offering(Kind.NONE, 1, 0, upper)))
        .hasSize(OracleCall.values().length - 3) // those two, and the gradient in alpha
        .contains("needs UPPER_GRAD_Y, which oracle 'few' does not offer");
  }

  @Test
  void should_always_miss_what_every_problem_poses() {
    for (OracleCall c : List.of(OracleCall.UPPER_VALUE, OracleCall.UPPER_GRAD_X)) {
      assertThat(EVERYTHING.misfits(new Offering(Kind.NONE, 0, 0, allBut(c)))).hasSize(1);
    }
  }
}
