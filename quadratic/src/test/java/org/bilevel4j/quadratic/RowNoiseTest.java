package org.bilevel4j.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowNoiseTest {
  private static final int DX = 3;
  private static final int DY = 2;
  private static final Weights ONE = Weights.constant(1);
  private static final Draw THREE = new Draw(Key.of(1), Key.of(2), 0, Batch.of(3));

  private static RowNoise noise(int rows, int da) {
    return new RowNoise(Key.of(8), rows, 0.5, QuadraticForm.of(DX, DY, da, Map.of(), 0));
  }

  /** Every row once, in the order of an epoch. */
  private static List<RowNoise.Mean> rows(RowNoise noise, int rows) {
    List<RowNoise.Mean> all = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      Draw one = new Draw(Key.of(r), Key.of(77), r, Batch.parse("1 epochs"));
      all.add(noise.mean(0, one, Workspace.single()));
    }
    return all;
  }

  private static List<Double> numbers(RowNoise.Mean row, double sign) {
    List<Double> all = new ArrayList<>(List.of(sign * row.factor() + 0.0)); // no -0
    for (double entry : row.linear().toArray()) {
      all.add(sign * entry + 0.0);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"6, 0", "7, 1"})
  void should_pair_rows_of_opposite_perturbations_and_keep_an_odd_last_one_exact(
      int count, int exact) {
    List<RowNoise.Mean> rows = rows(noise(count, 2), count);

    List<List<Double>> perturbed = rows.stream().map(r -> numbers(r, 1)).toList();
    List<List<Double>> opposite = rows.stream().map(r -> numbers(r, -1)).toList();
    assertThat(perturbed).containsExactlyInAnyOrderElementsOf(opposite).doesNotHaveDuplicates();
    assertThat(perturbed.stream().filter(r -> r.stream().allMatch(n -> n == 0))).hasSize(exact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xx", "yy", "xy", "ax", "ay", "aa"})
  void should_perturb_every_quadratic_coefficient_by_the_same_size(String key) {
    RowNoise.Mean row = noise(6, 2).mean(0, THREE, Workspace.single());

    assertThat(row.pattern().dense(key).toArray()).isNotEmpty().containsAnyOf(1, -1);
    for (double sign : row.pattern().dense(key).toArray()) {
      assertThat(Math.abs(sign)).isEqualTo(1);
    }
    assertThat(row.factor()).isNotZero();
  }

  @Test
  void should_perturb_x_and_y_alike_with_and_without_a_dual() {
    RowNoise.Mean without = noise(6, 0).mean(0, THREE, Workspace.single());
    RowNoise.Mean with = noise(6, 2).mean(0, THREE, Workspace.single());

    for (String key : List.of("xx", "yy", "xy")) {
      assertThat(with.pattern().dense(key).toArray())
          .isEqualTo(without.pattern().dense(key).toArray());
    }
    assertThat(without.linearDual().dim()).isZero();
    assertThat(with.linearDual().norm()).isPositive();
  }

  private static QuadraticProblem problem(DualSide.Kind kind) {
    Rng rng = Key.of(3).rng();
    QuadraticBlock block = new RandomQuadratic(DX, DY, 2, 2, 0.5).block(rng, rng, rng);
    return QuadraticProblem.of("one", DX, kind, List.of(block)).withNoise(new Noise(6, 0.5, 0, 9));
  }

  private static UpperPoints at(QuadraticProblem p, Vec x, Vec y, Vec alpha) {
    BlockSet one = BlockSet.all(1);
    Blocks lower = Blocks.packed(one, p.lowerDims(), y);
    Dual dual =
        p.dualSide() instanceof DualSide.PerBlock side
            ? new Dual.PerBlock(Blocks.packed(one, side.dims(), alpha))
            : new Dual.Shared(alpha);
    return p.open(Workspace.single()).upper(one, x, lower, dual, THREE);
  }

  @ParameterizedTest
  @EnumSource(names = {"PER_BLOCK", "SHARED"})
  void should_differentiate_a_batch_in_x_y_and_alpha(DualSide.Kind kind) {
    QuadraticProblem p = problem(kind);
    Vec x = Vec.of(0.3, -1.2, 0.8);
    Vec y = Vec.of(1.1, -0.4);
    Vec alpha = Vec.of(0.7, -1.9);

    UpperPoints f = at(p, x, y, alpha);

    Vec gradDual = Vec.zeros(2);
    f.addGradSharedDual(ONE, gradDual);
    same(gradDual, p, alpha, x, y, alpha);
    same(f.gradX(ONE), p, x, x, y, alpha);
    same(f.gradY().at(0), p, y, x, y, alpha);
    if (kind == DualSide.Kind.PER_BLOCK) {
      assertThat(f.gradDual().at(0).toArray()).isEqualTo(gradDual.toArray());
    }
  }

  /** Central differences of a quadratic are exact but for round-off; {@code moved} is restored. */
  private static void same(Vec slope, QuadraticProblem p, Vec moved, Vec x, Vec y, Vec alpha) {
    for (int j = 0; j < moved.dim(); j++) {
      double here = moved.get(j);
      moved.set(j, here + 0.5);
      double plus = at(p, x, y, alpha).values().get(0);
      moved.set(j, here - 0.5);
      double minus = at(p, x, y, alpha).values().get(0);
      moved.set(j, here);
      assertThat(slope.get(j)).isCloseTo(plus - minus, within(1e-13));
    }
  }

  @Test
  void should_bend_the_loss_of_a_batch_in_alpha() {
    QuadraticProblem p = problem(DualSide.Kind.PER_BLOCK);
    Vec x = Vec.zeros(DX);
    Vec y = Vec.zeros(DY);

    double bend =
        at(p, x, y, Vec.of(1, 0)).values().get(0)
            + at(p, x, y, Vec.of(-1, 0)).values().get(0)
            - 2 * at(p, x, y, Vec.of(0, 0)).values().get(0);

    double exact = -1; // of -|alpha|^2/2
    RowNoise.Mean rows = p.upperNoise(0).mean(0, THREE, Workspace.single());
    double perturbed = exact - rows.factor() * rows.pattern().dense("aa").get(0);
    assertThat(bend).isCloseTo(perturbed, within(1e-13)).isNotCloseTo(exact, within(0.01));
  }
}
