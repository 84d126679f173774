package org.bilevel4j.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.check.CheckInput;
import org.junit.jupiter.api.Test;

class GradientDifferenceOracleTest {
  private static final EnumSet<OracleCall> GRADIENTS =
      EnumSet.range(OracleCall.UPPER_VALUE, OracleCall.LOWER_GRAD_Y);

  private final HandModel model = new HandModel(new DualSide.None());
  private final HandProblem hand = new HandProblem(model);
  private final GradientDifferenceOracle differences =
      GradientDifferenceOracle.of(new HandProblem(model, null, GRADIENTS));

  private LowerPoints lower(BilevelProblem problem, BlockSet set, int seed) {
    CheckInput input = CheckInput.random(model, Key.of(seed), 3, Batch.of(4), Batch.of(3));
    return problem.open(Workspace.single()).lower(set, input.x(), input.y(), input.lower());
  }

  @Test
  void should_reach_its_stated_accuracy() {
    for (BlockSet set : new BlockSet[] {BlockSet.all(3), BlockSet.of(3, 0, 2)}) {
      for (int seed = 0; seed < 20; seed++) {
        LowerPoints a = lower(differences, set, seed);
        LowerPoints b = lower(hand, set, seed);
        Blocks v = Blocks.zeros(set, model.lowerDims());
        for (int j = 0; j < v.flat().dim(); j++) {
          v.flat().set(j, Math.sin(j + seed));
        }
        Vec u = Vec.of(0.3, -0.2, 0.9, 0.4, -0.7, 0.1);
        Weights w = Weights.of(Vec.of(0.5, -1, 0.25));

        double accuracy = differences.accuracy().second();
        assertThat(a.hvpYY(v).flat().distance(b.hvpYY(v).flat())).isLessThan(accuracy);
        assertThat(a.crossXY(w, v).distance(b.crossXY(w, v))).isLessThan(accuracy);
        assertThat(a.crossYX(u).flat().distance(b.crossYX(u).flat())).isLessThan(accuracy);
        assertThat(a.hessianYY().flat().distance(b.hessianYY().flat())).isLessThan(accuracy);
        assertThat(a.jacobianXY().flat().distance(b.jacobianXY().flat())).isLessThan(accuracy);
      }
    }
    assertThat(differences.accuracy().second()).isLessThan(1e-9);
  }

  @Test
  void should_say_what_is_differenced() {
    assertThat(differences.oracleName())
        .isEqualTo(
            "by hand with differenced lower_hvp, lower_cross_xy, lower_cross_yx, lower_hessian,"
                + " lower_jacobian");
    assertThat(differences.offers())
        .containsAll(differences.differenced())
        .contains(OracleCall.UPPER_VALUE, OracleCall.LOWER_GRAD_Y);
    assertThat(GradientDifferenceOracle.of(hand).oracleName()).isEqualTo("by hand");
    assertThat(GradientDifferenceOracle.of(hand).differenced()).isEmpty();
  }

  @Test
  void should_pass_on_products_that_the_problem_has() {
    // GIVEN a problem with products along y of its own
    EnumSet<OracleCall> own = EnumSet.copyOf(GRADIENTS);
    own.add(OracleCall.LOWER_HVP);
    GradientDifferenceOracle problem =
        GradientDifferenceOracle.of(new HandProblem(model, null, own));
    BlockSet set = BlockSet.all(3);
    Blocks v = Blocks.packed(set, model.lowerDims(), Vec.of(1, 2, 3, 4, 5, 6, 7, 8));

    // THEN they are passed on bit for bit
    assertThat(lower(problem, set, 1).hvpYY(v).flat().toArray())
        .isEqualTo(lower(hand, set, 1).hvpYY(v).flat().toArray());
    assertThat(problem.differenced()).doesNotContain(OracleCall.LOWER_HVP);
    assertThat(problem.oracleName()).startsWith("by hand with differenced lower_cross_xy");
  }

  @Test
  void should_make_all_second_derivatives_when_it_is_chosen() {
    // GIVEN a problem with every derivative of its own
    OracleFactory factory = new GradientDifferenceOracle.Factory();
    BilevelProblem chosen = factory.over(hand);
    BlockSet set = BlockSet.all(3);
    Blocks v = Blocks.packed(set, model.lowerDims(), Vec.of(1, 2, 3, 4, 5, 6, 7, 8));

    // THEN products are those of differences, and gradients its own
    assertThat(lower(chosen, set, 1).hvpYY(v).flat().toArray())
        .isEqualTo(lower(differences, set, 1).hvpYY(v).flat().toArray())
        .isNotEqualTo(lower(hand, set, 1).hvpYY(v).flat().toArray());
    assertThat(lower(chosen, set, 1).gradY().flat().toArray())
        .isEqualTo(lower(hand, set, 1).gradY().flat().toArray());
    assertThat(chosen.oracleName()).isEqualTo(differences.oracleName());
    assertThat(chosen.offers()).isEqualTo(hand.offers());
  }

  @Test
  void should_refuse_a_problem_without_gradients_when_it_is_chosen() {
    OracleFactory factory = new GradientDifferenceOracle.Factory();
    BilevelProblem lacking = new HandProblem(model, null, EnumSet.of(OracleCall.LOWER_GRAD_Y));

    assertThatThrownBy(() -> factory.over(lacking))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'gradient-difference' is made from LOWER_GRAD_X");
  }

  @Test
  void should_offer_no_product_with_x_where_gradients_in_x_are_missing() {
    EnumSet<OracleCall> own = EnumSet.copyOf(GRADIENTS);
    own.remove(OracleCall.LOWER_GRAD_X);
    GradientDifferenceOracle problem =
        GradientDifferenceOracle.of(new HandProblem(model, null, own));

    assertThat(problem.offers())
        .doesNotContain(OracleCall.LOWER_CROSS_XY)
        .contains(OracleCall.LOWER_CROSS_YX);
  }
}
