package org.bilevel4j.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.junit.jupiter.api.Test;

/**
 * The two constrained lower levels worked out by hand (docs/ALGORITHMS.md, closed form 8), term by
 * term: g = |y - (x,-x)|^2/2 and f = |y - (2,2)|^2/2.
 */
class ConstrainedExamplesTest {
  private static final Vec UNIT = Vec.of(1, 0, 0, 1);
  private static final QuadraticForm F =
      QuadraticForm.of(1, 2, 0, Map.of("yy", UNIT, "y", Vec.of(-2, -2)), 4);
  private static final AffineConstraints BOUNDED =
      AffineConstraints.of(1, 2, Map.of("y", Vec.of(-1, 0, 0, -1)), Map.of());
  private static final AffineConstraints SUMMED =
      AffineConstraints.of(1, 2, Map.of(), Map.of("y", Vec.of(1, 1), "c", Vec.of(1)));

  private static QuadraticSolution solution(QuadraticForm f, AffineConstraints constraints) {
    QuadraticForm g = QuadraticForm.of(1, 2, 0, Map.of("yy", UNIT, "xy", Vec.of(-1, 1)), 0);
    QuadraticBlock block = new QuadraticBlock(f, g).withConstraints(constraints);
    return new QuadraticSolution(
        QuadraticProblem.of("example", 1, DualSide.Kind.NONE, List.of(block)));
  }

  /** dy/dx: the hypergradients of f = y_1 and of f = y_2. */
  private static double[] derivative(AffineConstraints constraints, double x) {
    double[] d = new double[2];
    for (int j = 0; j < 2; j++) {
      Vec unit = Vec.zeros(2);
      unit.set(j, 1);
      QuadraticForm entry = QuadraticForm.of(1, 2, 0, Map.of("y", unit), 0);
      d[j] = solution(entry, constraints).gradients(Vec.of(x)).get(0).get(0);
    }
    return d;
  }

  private static double[] quotient(AffineConstraints constraints, double x) {
    QuadraticSolution solution = solution(F, constraints);
    Vec plus = solution.lower(Vec.of(x + 0.125)).at(0).copy();
    plus.axpy(-1, solution.lower(Vec.of(x - 0.125)).at(0));
    plus.scale(4);
    return plus.toArray();
  }

  private static Vec gradY(AffineConstraints constraints, double x) {
    Vec gradient = Vec.zeros(2);
    Vec y = solution(F, constraints).lower(Vec.of(x)).at(0);
    F.addGradY(1, Vec.of(x), y, Vec.zeros(0), gradient);
    return gradient;
  }

  @Test
  void should_move_the_free_variable_alone_when_the_other_rests_on_its_bound() {
    double[] d = derivative(BOUNDED, 1);
    Vec gradY = gradY(BOUNDED, 1);

    assertThat(d).containsExactly(1, 0);
    assertThat(quotient(BOUNDED, 1)).containsExactly(d, within(1e-14));
    assertThat(gradY.toArray()).containsExactly(-1, -2);
    double composed = gradY.dot(Vec.of(d)); // grad_x f = 0
    assertThat(composed).isEqualTo(-1);
    assertThat(solution(F, BOUNDED).gradients(Vec.of(1)).get(0).get(0)).isEqualTo(composed);
  }

  @Test
  void should_move_along_the_plane_of_an_equality() {
    double[] d = derivative(SUMMED, 0.25);
    Vec gradY = gradY(SUMMED, 0.25);

    assertThat(d).containsExactly(1, -1);
    assertThat(quotient(SUMMED, 0.25)).containsExactly(d, within(1e-14));
    assertThat(gradY.toArray()).containsExactly(-1.25, -1.75);
    double composed = gradY.dot(Vec.of(d)); // grad_x f = 0
    assertThat(composed).isEqualTo(0.5);
    assertThat(solution(F, SUMMED).gradients(Vec.of(0.25)).get(0).get(0)).isEqualTo(composed);
  }
}
