package org.bilevel4j.applications.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import org.bilevel4j.applications.Slopes;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuadraticTest {
  private Application application(Map<String, Object> set) {
    return Entry.of(new QuadraticProblems()).with(set).create(Optional.empty(), 1);
  }

  private QuadraticProblem problem(Map<String, Object> set) {
    return (QuadraticProblem) application(set).problem();
  }

  @Test
  void should_be_found_as_a_service() {
    assertThat(Catalogue.load(ApplicationFactory.KIND).names()).contains("quadratic");
  }

  @ParameterizedTest
  @EnumSource(DualSide.Kind.class)
  void should_have_right_derivatives_on_rows_and_in_full(DualSide.Kind kind) {
    BilevelProblem problem = problem(Map.of("dual", kind, "dualDim", 2, "lowerNoise", 0.02));
    Slopes.check(problem, Batch.of(8));
    Slopes.check(problem, Batch.full());
  }

  @ParameterizedTest
  @EnumSource(DualSide.Kind.class)
  void should_know_a_point_where_the_objective_is_least(DualSide.Kind kind) {
    KnownOptimum known = application(Map.of("dual", kind)).known().orElseThrow();
    Vec best = known.minimiser();

    assertThat(known.gap(best)).isZero();
    for (int j = 0; j < best.dim(); j++) {
      for (double step : new double[] {-1e-3, 1e-3}) {
        Vec moved = best.copy();
        moved.add(j, step);
        assertThat(known.gap(moved)).isPositive();
      }
    }
    if (kind != DualSide.Kind.SIMPLEX) {
      assertThat(known.gradientNorm(best, Optional.empty())).isLessThan(1e-13);
    }
    assertThat(known.worstGap(best).isPresent()).isEqualTo(kind != DualSide.Kind.SHARED);
  }

  @Test
  void should_pose_the_same_problem_whatever_the_dual_and_without_the_lower_level() {
    Application robust = application(Map.of("dual", "simplex"));
    Application mean = application(Map.of("dual", "none"));
    Application dual = application(Map.of("dual", "per-block"));
    Application single = application(Map.of("dual", "per-block", "lowerLevel", false));
    Vec zero = Vec.zeros(5);

    assertThat(robust.problem().blocks()).isEqualTo(8);
    assertThat(known(mean).worstGap(zero)).isEqualTo(known(robust).worstGap(zero));
    assertThat(known(single).minimiser().distance(known(dual).minimiser())).isLessThan(1e-13);
    assertThat(single.problem().lowerDims().max()).isZero();
  }

  private static KnownOptimum known(Application a) {
    return a.known().orElseThrow();
  }

  @Test
  void should_judge_blocks_by_their_upper_losses_at_the_best_alpha() {
    Application a = application(Map.of("dual", "per-block", "blocks", 3));
    QuadraticSolution solution = new QuadraticSolution((QuadraticProblem) a.problem());
    Vec x = Vec.of(1, -1, 0.5, 0, 2);
    Blocks y = solution.lower(x);

    double[] losses = a.evaluationSets().get(0).measure(x, y, Workspace.single())[0];

    assertThat(losses).containsExactly(solution.values(x).toArray(), within(1e-12));
    assertThat(a.blockNames()).containsExactly("block 1", "block 2", "block 3");
  }

  @Test
  void should_follow_the_runs_seed_only_when_it_has_none_of_its_own() {
    Vec x = Vec.of(1, 1, 1, 1, 1);
    double one = known(application(Map.of())).gap(x);
    double again = known(new QuadraticProblems().create(Optional.empty(), 7)).gap(x);

    assertThat(again).isEqualTo(one);
    assertThat(known(application(Map.of("problemSeed", 2))).gap(x)).isNotEqualTo(one);
    ApplicationFactory own = new QuadraticProblems().with("problemSeed", 0);
    assertThat(known(own.create(Optional.empty(), 1)).gap(x)).isEqualTo(one);
    assertThat(known(own.create(Optional.empty(), 7)).gap(x)).isNotEqualTo(one);
  }

  @Test
  void should_keep_lower_curvatures_within_its_condition_number() {
    QuadraticProblem p = problem(Map.of("condition", 50, "lowerDim", 12, "blocks", 1));
    Rng rng = Key.of(5).rng();
    double least = 1;
    for (int tries = 0; tries < 500; tries++) {
      Vec v = Vec.zeros(12);
      for (int j = 0; j < 12; j++) {
        v.set(j, rng.nextGaussian());
      }
      Vec product = Vec.zeros(12);
      p.block(0).g().addHessianYY(1, v, product);
      double curvature = v.dot(product) / v.normSquared();
      assertThat(curvature).isBetween(1.0 / 50, 1.0);
      least = Math.min(least, curvature);
    }
    assertThat(least).isLessThan(0.4); // and they spread
  }

  @ParameterizedTest
  @CsvSource({
    "blocks,0,blocks is 0",
    "upperDim,0,upperDim is 0",
    "lowerDim,0,lowerDim is 0",
    "condition,0.5,condition is 0.5",
    "coupling,-1,coupling is -1",
    "rows,1,rows of the noise is 1",
    "upperNoise,-1,upper noise is -1"
  })
  void should_refuse_numbers_out_of_range(String key, String value, String message) {
    assertThatThrownBy(() -> application(Map.of(key, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
