package org.bilevel4j.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.check.CheckInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteDifferenceOracleTest {

  static Stream<DualSide> sides() {
    return Stream.of(new DualSide.None(), HandModel.perBlock(), new DualSide.Shared(2));
  }

  /** Every answer of an oracle at one point, first derivatives and second. */
  private record Answers(List<Vec> values, List<Vec> first, List<Vec> second) {
    static Answers of(BilevelProblem problem, Workspace workspace, BlockSet set, Key key) {
      CheckInput all = CheckInput.random(problem, key, 3, Batch.of(4), Batch.of(3));
      Oracle oracle = problem.open(workspace);
      UpperPoints f = oracle.upper(set, all.x(), all.y(), all.dual(), all.upper());
      LowerPoints g = oracle.lower(set, all.x(), all.y(), all.lower());
      Answers out = new Answers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      Weights w = Weights.of(Vec.of(0.5, -1, 2));
      out.values.add(f.values());
      out.values.add(g.values());
      out.first.addAll(List.of(f.gradY().flat(), f.gradX(w), g.gradY().flat(), g.gradX(w)));
      if (all.dual() instanceof Dual.PerBlock) {
        out.first.add(f.gradDual().flat());
      } else if (all.dual() instanceof Dual.Shared) {
        Vec sum = Vec.zeros(2);
        f.addGradSharedDual(w, sum);
        out.first.add(sum);
      }
      Blocks v = Blocks.zeros(set, problem.lowerDims());
      Rng rng = key.child("v").rng();
      for (int j = 0; j < v.flat().dim(); j++) {
        v.flat().set(j, rng.uniform(-1, 1));
      }
      Vec u = Vec.of(0.3, -0.2, 0.9, 0.4, -0.7, 0.1);
      out.second.addAll(
          List.of(
              g.hvpYY(v).flat(),
              g.crossXY(w, v),
              g.crossYX(u).flat(),
              g.hessianYY().flat(),
              g.jacobianXY().flat()));
      return out;
    }
  }

  private static double distance(List<Vec> a, List<Vec> b) {
    assertThat(a).hasSameSizeAs(b);
    double worst = 0;
    for (int n = 0; n < a.size(); n++) {
      for (int j = 0; j < a.get(n).dim(); j++) {
        worst = Math.max(worst, Math.abs(a.get(n).get(j) - b.get(n).get(j)));
      }
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("sides")
  void should_reach_its_stated_accuracy(DualSide side) {
    HandModel model = new HandModel(side);
    FiniteDifferenceOracle differences = FiniteDifferenceOracle.of(model);
    HandProblem hand = new HandProblem(model);
    for (BlockSet set : List.of(BlockSet.all(3), BlockSet.of(3, 1), BlockSet.of(3, 0, 2))) {
      for (int seed = 0; seed < 20; seed++) {
        Key key = Key.of(seed);
        Answers a = Answers.of(differences, Workspace.single(), set, key);
        Answers b = Answers.of(hand, Workspace.single(), set, key);

        assertThat(distance(a.values(), b.values())).isZero();
        assertThat(distance(a.first(), b.first())).isLessThan(differences.firstAccuracy());
        assertThat(distance(a.second(), b.second())).isLessThan(differences.secondAccuracy());
      }
    }
    assertThat(differences.firstAccuracy()).isLessThan(1e-9);
    assertThat(differences.secondAccuracy()).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void should_give_the_same_bits_on_any_number_of_threads(DualSide side) {
    FiniteDifferenceOracle problem = FiniteDifferenceOracle.of(new HandModel(side));
    for (BlockSet set : List.of(BlockSet.all(3), BlockSet.of(3, 2))) {
      Answers one = Answers.of(problem, Workspace.single(), set, Key.of(1));
      for (int threads : new int[] {2, 3}) {
        try (WorkerTeam team = WorkerTeam.of(threads)) {
          Answers many = Answers.of(problem, new Workspace(team), set, Key.of(1));
          assertThat(distance(one.first(), many.first())).isZero();
          assertThat(distance(one.second(), many.second())).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sides")
  void should_give_the_same_bits_from_the_values_of_a_problem(DualSide side) {
    HandModel model = new HandModel(side);
    double scale = FiniteDifferenceOracle.DEFAULT_SCALE;
    BilevelProblem values =
        new HandProblem(model, null, EnumSet.of(OracleCall.UPPER_VALUE, OracleCall.LOWER_VALUE));
    BilevelProblem problem = FiniteDifferenceOracle.ofValues(values, scale);
    for (BlockSet set : List.of(BlockSet.all(3), BlockSet.of(3, 0, 2))) {
      Key key = Key.of(4);
      Answers a = Answers.of(FiniteDifferenceOracle.of(model), Workspace.single(), set, key);
      for (int threads : new int[] {1, 3}) {
        try (WorkerTeam team = WorkerTeam.of(threads)) {
          Answers b = Answers.of(problem, new Workspace(team), set, key);
          assertThat(distance(a.values(), b.values())).isZero();
          assertThat(distance(a.first(), b.first())).isZero();
          assertThat(distance(a.second(), b.second())).isZero();
        }
      }
    }
    assertThat(problem.offers()).isEqualTo(FiniteDifferenceOracle.of(model).offers());
  }

  @Test
  void should_refuse_a_problem_that_answers_no_values() {
    BilevelProblem lacking =
        new HandProblem(
            new HandModel(new DualSide.None()), null, EnumSet.of(OracleCall.LOWER_VALUE));

    assertThatThrownBy(() -> new FiniteDifferenceOracle.Factory().over(lacking))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "oracle 'finite-difference' is made from UPPER_VALUE, which oracle 'by hand' of 'hand'"
                + " does not offer.");
  }

  @Test
  void should_offer_gradients_of_the_dual_only_where_there_is_one() {
    assertThat(FiniteDifferenceOracle.of(new HandModel(new DualSide.Simplex())).offers())
        .doesNotContain(OracleCall.UPPER_GRAD_DUAL)
        .hasSize(OracleCall.values().length - 1);
    assertThat(FiniteDifferenceOracle.of(new HandModel(HandModel.perBlock())).offers())
        .containsExactlyInAnyOrder(OracleCall.values());
  }

  @Test
  void should_take_the_shape_of_the_model() {
    HandModel model = new HandModel(HandModel.perBlock());
    FiniteDifferenceOracle problem = FiniteDifferenceOracle.of(model, 1e-4);

    assertThat(problem.name()).isEqualTo("hand");
    assertThat(problem.oracleName()).isEqualTo("finite-difference");
    assertThat(problem.localParts().to(2)).isEqualTo(6);
    assertThat(problem.dualSide()).isSameAs(model.dualSide());
    assertThat(problem.provenance()).containsEntry("finite-difference.scale", "1.0E-4");
  }

  @Test
  void should_difference_losses_of_a_whole_stratified_batch() {
    // GIVEN the squared pairwise loss of scores row * y + x over positives and negatives
    PairModel model = new PairModel();
    FiniteDifferenceOracle problem = FiniteDifferenceOracle.of(model);
    Vec x = Vec.of(0.5);
    Blocks y = Blocks.packed(BlockSet.all(1), model.lowerDims(), Vec.of(0.3));
    Draw draw = new Draw(Key.of(3), Key.of(3), 0, Batch.parse("2+3"));

    // WHEN differenced on the same draw
    UpperPoints f =
        problem.open(Workspace.single()).upper(BlockSet.all(1), x, y, Dual.none(), draw);

    // THEN f = mean over pairs of (1 - (p - n) y x)^2, with p, n the drawn rows
    int[] rows = draw.rows(0, model.upperRows(0));
    double gradX = 0;
    double gradY = 0;
    for (int a = 0; a < 2; a++) {
      for (int b = 2; b < 5; b++) {
        double gap = PairModel.FEATURE[rows[a]] - PairModel.FEATURE[rows[b]];
        double rest = 1 - gap * 0.3 * 0.5;
        gradX += -2 * rest * gap * 0.3 / 6;
        gradY += -2 * rest * gap * 0.5 / 6;
      }
    }
    assertThat(f.gradX(Weights.constant(1)).get(0)).isCloseTo(gradX, within(1e-9));
    assertThat(f.gradY().flat().get(0)).isCloseTo(gradY, within(1e-9));
  }

  @Test
  void should_refuse_a_stream_without_samples() {
    assertThatThrownBy(() -> FiniteDifferenceOracle.of(new StreamExamples.WithoutSamples()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("finite-difference: block 0 of 'stream' is a stream")
        .hasMessageContaining("Hint: implement StreamModel");
  }

  @Test
  void should_draw_the_same_samples_at_both_ends_and_at_two_points() {
    // GIVEN g = mean over samples s of (y - s)^2 / 2, so that grad_y g = y - mean of the samples
    FiniteDifferenceOracle problem = FiniteDifferenceOracle.of(new StreamExamples.Means());
    Oracle oracle = problem.open(Workspace.single());
    BlockSet all = BlockSet.all(1);
    Vec x = Vec.of(0.0);
    Draw draw = new Draw(Key.of(8), Key.of(8), 0, Batch.of(5));

    double[] slopes = new double[2];
    for (int n = 0; n < 2; n++) {
      Blocks y = Blocks.packed(all, problem.lowerDims(), Vec.of(n));
      slopes[n] = oracle.lower(all, x, y, draw).gradY().flat().get(0);
    }

    Rng rng = draw.key(0).rng();
    double mean = 0;
    for (int r = 0; r < 5; r++) {
      mean += rng.nextGaussian() / 5;
    }
    assertThat(slopes[0]).isCloseTo(-mean, within(1e-9));
    assertThat(slopes[1]).isCloseTo(1 - mean, within(1e-9));
  }

  @Test
  void should_take_the_grid_for_a_full_draw_of_a_stream() {
    FiniteDifferenceOracle problem = FiniteDifferenceOracle.of(new StreamExamples.Means());
    BlockSet all = BlockSet.all(1);
    Blocks y = Blocks.zeros(all, problem.lowerDims());

    LowerPoints g = problem.open(Workspace.single()).lower(all, Vec.of(0), y, Draw.full());

    assertThat(g.gradY().flat().get(0)).isCloseTo(-1.5, within(1e-9)); // grid 0, 1, 2, 3
  }

  @Test
  void should_ask_two_losses_per_coordinate_of_x_that_a_block_sees() {
    // GIVEN three blocks with a shared part of 3 and a local part of 1 each
    CountingModel model = new CountingModel(new HandModel(new DualSide.None()));
    Oracle oracle = FiniteDifferenceOracle.of(model).open(Workspace.single());
    CheckInput input = CheckInput.random(model, Key.of(0), 3, Batch.full(), Batch.full());
    UpperPoints f = oracle.upper(input.set(), input.x(), input.y(), input.dual(), input.upper());

    f.gradX(Weights.constant(1));
    assertThat(model.takeUpper()).isEqualTo(2 * (3 * 3 + 3));

    f.gradX(Weights.of(Vec.of(0, 1, 0)));
    assertThat(model.takeUpper()).isEqualTo(2 * (3 + 1));

    f.values();
    f.values();
    f.gradY();
    f.gradY();
    assertThat(model.takeUpper()).isEqualTo(3 + 2 * (2 + 3 + 3));
  }

  @Test
  void should_answer_zero_along_the_zero_vector() {
    HandModel model = new HandModel(new DualSide.None());
    CheckInput input = CheckInput.random(model, Key.of(0), 3, Batch.full(), Batch.full());
    LowerPoints g =
        FiniteDifferenceOracle.of(model)
            .open(Workspace.single())
            .lower(input.set(), input.x(), input.y(), input.lower());
    Blocks zero = Blocks.zeros(input.set(), model.lowerDims());

    assertThat(g.hvpYY(zero).flat().norm()).isZero();
    assertThat(g.crossXY(Weights.constant(1), zero).norm()).isZero();
    assertThat(g.crossYX(Vec.zeros(6)).flat().norm()).isZero();
  }

  @Test
  void should_refuse_a_scale_out_of_range() {
    HandModel model = new HandModel(new DualSide.None());

    assertThatThrownBy(() -> FiniteDifferenceOracle.of(model, 0.5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("scale of finite differences is 0.5");
  }
}
