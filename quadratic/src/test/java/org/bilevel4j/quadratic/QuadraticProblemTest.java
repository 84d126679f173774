package org.bilevel4j.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadraticProblemTest {
  private static final int DX = 3;
  private static final int DY = 2;
  private static final Weights ONE = Weights.constant(1);
  private final Rng rng = Key.of(4).rng();

  private Vec normal(int n) {
    Vec v = Vec.zeros(n);
    for (int j = 0; j < n; j++) {
      v.set(j, rng.nextGaussian());
    }
    return v;
  }

  private Vec symmetric(int d) {
    Vec m = normal(d * d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        m.set(i * d + j, m.get(j * d + i));
      }
      m.add(i * d + i, 4);
    }
    return m;
  }

  private QuadraticForm form(int da) {
    return QuadraticForm.of(
        DX,
        DY,
        da,
        Map.of(
            "xx", symmetric(DX),
            "x", normal(DX),
            "yy", symmetric(DY),
            "y", normal(DY),
            "xy", normal(DX * DY),
            "ax", normal(da * DX),
            "ay", normal(da * DY),
            "a", normal(da),
            "aa", symmetric(da)),
        0.7);
  }

  private QuadraticProblem problem(int m) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < m; i++) {
      blocks.add(new QuadraticBlock(form(1), form(0)));
    }
    return QuadraticProblem.of("test", DX, DualSide.Kind.PER_BLOCK, blocks);
  }

  private static Blocks filled(QuadraticProblem p, Vec flat) {
    return Blocks.packed(BlockSet.all(p.blocks()), p.lowerDims(), flat);
  }

  @Test
  void should_differentiate_itself() {
    QuadraticForm f = form(1);
    Vec x = normal(DX);
    Vec y = normal(DY);
    Vec a = normal(1);
    Vec gx = Vec.zeros(DX);
    Vec gy = Vec.zeros(DY);
    Vec ga = Vec.zeros(1);
    f.addGradX(1, x, y, a, gx);
    f.addGradY(1, x, y, a, gy);
    f.addGradDual(1, x, y, a, ga);
    for (int j = 0; j < DX; j++) {
      assertThat(gx.get(j)).isCloseTo(slope(f, x, x, y, a, j), within(1e-12));
    }
    for (int j = 0; j < DY; j++) {
      assertThat(gy.get(j)).isCloseTo(slope(f, y, x, y, a, j), within(1e-12));
    }
    assertThat(ga.get(0)).isCloseTo(slope(f, a, x, y, a, 0), within(1e-12));
  }

  /** Exact up to round-off for a quadratic. */
  private static double slope(QuadraticForm f, Vec moved, Vec x, Vec y, Vec a, int j) {
    moved.add(j, 0.5);
    double plus = f.value(x, y, a);
    moved.add(j, -1);
    double minus = f.value(x, y, a);
    moved.add(j, 0.5);
    return plus - minus;
  }

  @Test
  void should_answer_products_like_its_dense_matrices_also_with_noise() {
    QuadraticProblem p = problem(1).withNoise(new Noise(10, 0.3, 0.2, 1));
    Workspace w = Workspace.single();
    Oracle oracle = p.open(w);
    Draw draw = new Draw(Key.of(1), Key.of(2), 0, Batch.of(3));
    Vec x = normal(DX);
    Blocks y = filled(p, normal(DY));
    LowerPoints g = oracle.lower(BlockSet.all(1), x, y, draw);
    Blocks v = filled(p, normal(DY));
    Vec u = normal(DX);

    Vec hv = g.hvpYY(v).at(0);
    Vec jv = g.crossXY(ONE, v);
    Vec ju = g.crossYX(u).at(0);

    for (int i = 0; i < DY; i++) {
      Vec row = g.hessianYY().at(0).slice(i * DY, (i + 1) * DY);
      assertThat(hv.get(i)).isCloseTo(row.dot(v.at(0)), within(1e-12));
    }
    for (int i = 0; i < DX; i++) {
      Vec row = g.jacobianXY().at(0).slice(i * DY, (i + 1) * DY);
      assertThat(jv.get(i)).isCloseTo(row.dot(v.at(0)), within(1e-12));
    }
    assertThat(jv.dot(u)).isCloseTo(ju.dot(v.at(0)), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"6", "7"})
  void should_average_rows_to_the_exact_losses(int rows) {
    QuadraticProblem exact = problem(2);
    QuadraticProblem noisy = exact.withNoise(new Noise(rows, 0.5, 0.3, 9));
    Vec x = normal(DX);
    Blocks y = filled(exact, normal(2 * DY));
    Dual dual = new Dual.PerBlock(Blocks.packed(BlockSet.all(2), dualDims(), normal(2)));
    double[] f = new double[2];
    Vec gradX = Vec.zeros(DX);
    Vec gradDual = Vec.zeros(2);
    for (int r = 0; r < rows; r++) { // batches of one by epochs: every row once
      Draw draw = new Draw(Key.of(r), Key.of(77), r, Batch.parse("1 epochs"));
      UpperPoints at = noisy.open(Workspace.single()).upper(BlockSet.all(2), x, y, dual, draw);
      f[0] += at.values().get(0) / rows;
      f[1] += at.values().get(1) / rows;
      gradX.axpy(1.0 / rows, at.gradX(ONE));
      gradDual.axpy(1.0 / rows, at.gradDual().flat());
    }

    UpperPoints full =
        exact.open(Workspace.single()).upper(BlockSet.all(2), x, y, dual, Draw.full());
    assertThat(f[0]).isCloseTo(full.values().get(0), within(1e-12));
    assertThat(f[1]).isCloseTo(full.values().get(1), within(1e-12));
    assertThat(gradX.distance(full.gradX(ONE))).isLessThan(1e-12);
    assertThat(gradDual.distance(full.gradDual().flat())).isLessThan(1e-12);
    assertThat(
            noisy
                .open(Workspace.single())
                .upper(BlockSet.all(2), x, y, dual, Draw.full())
                .values()
                .toArray())
        .isEqualTo(full.values().toArray());
  }

  private static org.bilevel4j.core.math.Dims dualDims() {
    return org.bilevel4j.core.math.Dims.uniform(2, 1);
  }

  @Test
  void should_see_shared_and_own_part_of_x_only() {
    // GIVEN two blocks that share one entry of x and have two of their own
    List<QuadraticBlock> blocks = List.of(plain(), plain());
    LocalParts parts = LocalParts.of(1, 2, 2);
    QuadraticProblem local =
        QuadraticProblem.withLocalParts("local", DualSide.Kind.NONE, blocks, parts);
    Vec x = normal(5);
    BlockSet second = BlockSet.of(2, 1);
    Blocks y = Blocks.zeros(second, local.lowerDims());
    // WHEN the second block is asked
    Oracle oracle = local.open(Workspace.single());
    UpperPoints f = oracle.upper(second, x, y, Dual.none(), Draw.full());
    // THEN its answers are those at (x_0, x_3, x_4)
    Vec seen = Vec.of(x.get(0), x.get(3), x.get(4));
    QuadraticForm form = blocks.get(1).f();
    Vec grad = Vec.zeros(3);
    form.addGradX(1, seen, y.at(1), Vec.zeros(0), grad);
    assertThat(f.values().get(0)).isEqualTo(form.value(seen, y.at(1), Vec.zeros(0)));
    assertThat(f.gradX(ONE).toArray()).containsExactly(grad.get(0), 0, 0, grad.get(1), grad.get(2));
    assertThat(oracle.lower(second, x, y, Draw.full()).jacobianXY().at(1).slice(2, 6).toArray())
        .containsOnly(0);
  }

  private QuadraticBlock plain() {
    return new QuadraticBlock(form(0), form(0));
  }

  @Test
  void should_have_no_gradient_at_the_minimiser() {
    QuadraticProblem p = problem(3);
    QuadraticSolution solution = new QuadraticSolution(p);
    Vec mean = Vec.of(1.0 / 3, 1.0 / 3, 1.0 / 3);

    Vec x = solution.meanMinimiser();

    assertThat(solution.gradient(x, mean).norm()).isLessThan(1e-10);
    Vec far = x.copy();
    far.add(0, 1e-3);
    double slope =
        (solution.values(far).dot(mean) - solution.values(x).dot(mean)) / 1e-3; // second order
    assertThat(slope).isCloseTo(0, within(0.1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yz | 1 | entry of a quadratic form 'yz' is not known",
        "yy | 1 2 3 | entry 'yy' of a quadratic form has 3 numbers, must have 2 by 2",
        "yy | 1 2 3 4 | entry 'yy' of a quadratic form is not symmetric",
        "y | 1 NaN | entry 'y' of a quadratic form is not finite",
      })
  void should_refuse_a_form_that_does_not_fit(String key, String numbers, String message) {
    double[] entries =
        java.util.Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThatThrownBy(() -> QuadraticForm.of(DX, DY, 0, Map.of(key, Vec.of(entries)), 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
