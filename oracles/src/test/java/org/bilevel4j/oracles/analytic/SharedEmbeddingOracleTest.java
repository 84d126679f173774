package org.bilevel4j.oracles.analytic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedEmbeddingOracleTest {
  private static final int[] LARGE = {1500, 9, 2300};

  static Iterable<String> names() {
    return Samples.names();
  }

  private static Draw draw(String tag, int size) {
    Key key = Samples.KEY.child(tag);
    return new Draw(key, key.child("stream"), 0, Batch.of(size));
  }

  /** Every answer of both levels at one place. */
  private static List<double[]> answers(
      SharedEmbeddingProblem problem, Oracle oracle, BlockSet set, Vec x, Blocks y, Draw draw) {
    List<double[]> all = new ArrayList<>();
    Weights w = Weights.of(Vec.of(0.2, 0.5, 0.3));
    LowerPoints g = oracle.lower(set, x, y, draw);
    UpperPoints f = oracle.upper(set, x, y, Dual.none(), draw);
    Blocks v = Samples.heads(problem, "v");
    all.add(g.values().toArray());
    all.add(g.gradY().flat().toArray());
    all.add(g.gradX(w).toArray());
    all.add(g.hvpYY(v).flat().toArray());
    all.add(g.crossXY(w, v).toArray());
    all.add(g.crossYX(Samples.gaussian(x.dim(), "u")).flat().toArray());
    all.add(g.hessianYY().flat().toArray());
    all.add(f.values().toArray());
    all.add(f.gradY().flat().toArray());
    all.add(f.gradX(w).toArray());
    return all;
  }

  static List<double[]> answers(SharedEmbeddingProblem problem, Workspace workspace, Draw draw) {
    BlockSet all = BlockSet.all(problem.blocks());
    Vec x = Samples.x(problem);
    Blocks y = Samples.heads(problem, "y");
    return answers(problem, problem.open(workspace), all, x, y, draw);
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_give_the_same_bits_on_any_number_of_threads(String name) {
    for (Precision precision : Precision.values()) {
      SharedEmbeddingProblem problem = Samples.problem(name, precision, LARGE);
      for (Draw draw : List.of(Draw.full(), draw("threads", 8), draw("threads", 100))) {
        List<double[]> one = answers(problem, Workspace.single(), draw);
        for (int threads = 2; threads <= 3; threads++) {
          try (WorkerTeam team = WorkerTeam.of(threads)) {
            List<double[]> many = answers(problem, new Workspace(team), draw);
            assertThat(many).usingElementComparator(Arrays::compare).isEqualTo(one);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_agree_in_both_precisions(String name) {
    List<double[]> wide =
        answers(Samples.problem(name, Precision.FLOAT64, LARGE), Workspace.single(), Draw.full());
    List<double[]> narrow =
        answers(Samples.problem(name, Precision.FLOAT32, LARGE), Workspace.single(), Draw.full());
    for (int a = 0; a < wide.size(); a++) {
      Vec error = Vec.of(narrow.get(a));
      error.axpy(-1, Vec.of(wide.get(a)));
      assertThat(error.norm()).isLessThan(3e-5 * Vec.of(wide.get(a)).norm()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_equal_sums_over_single_blocks_when_a_set_is_asked(String name) {
    SharedEmbeddingProblem problem = Samples.problem(name, Precision.FLOAT64);
    Vec x = Samples.x(problem);
    Blocks y = Samples.heads(problem, "y");
    Draw draw = draw("sums", 10);
    List<double[]> fused =
        answers(problem, problem.open(Workspace.single()), BlockSet.all(3), x, y, draw);
    Vec gradX = Vec.zeros(x.dim());
    Vec cross = Vec.zeros(x.dim());
    for (int i = 0; i < 3; i++) {
      List<double[]> one =
          answers(problem, problem.open(Workspace.single()), BlockSet.of(3, i), x, y, draw);
      gradX.axpy(1, Vec.of(one.get(2)));
      cross.axpy(1, Vec.of(one.get(4)));
      assertThat(fused.get(0)[i]).isEqualTo(one.get(0)[0], within(1e-13));
      assertThat(fused.get(7)[i]).isEqualTo(one.get(7)[0], within(1e-13));
    }
    assertThat(gradX.distance(Vec.of(fused.get(2)))).isLessThan(1e-12);
    assertThat(cross.distance(Vec.of(fused.get(4)))).isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_leave_out_tasks_without_weight(String name) {
    SharedEmbeddingProblem problem = Samples.problem(name, Precision.FLOAT64, 30, 900, 50, 1700, 8);
    BlockSet all = BlockSet.all(5);
    Vec x = Samples.x(problem);
    Blocks y = Samples.heads(problem, "y");
    for (Draw draw : List.of(Draw.full(), draw("weights", 8))) {
      LowerPoints g = problem.open(Workspace.single()).lower(all, x, y, draw);
      Blocks v = Samples.heads(problem, "v");
      Vec some = g.crossXY(Weights.of(Vec.of(0, 0.5, 0, 2, -1)), v);
      some.axpy(1, g.gradX(Weights.of(Vec.of(3, 0, 0, 1, 0))));
      Vec each = Vec.zeros(x.dim());
      for (int i = 0; i < 5; i++) {
        Vec one = Vec.zeros(5);
        one.set(i, 1);
        each.axpy(new double[] {0, 0.5, 0, 2, -1}[i], g.crossXY(Weights.of(one), v));
        each.axpy(new double[] {3, 0, 0, 1, 0}[i], g.gradX(Weights.of(one)));
      }
      assertThat(some.distance(each)).isLessThan(1e-12 * (1 + each.norm()));
      assertThat(g.gradX(Weights.constant(0)).norm()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_answer_like_a_fresh_oracle_when_places_and_draws_alternate(String name) {
    SharedEmbeddingProblem problem = Samples.problem(name, Precision.FLOAT64, LARGE);
    Oracle kept = problem.open(Workspace.single());
    BlockSet all = BlockSet.all(3);
    Blocks y = Samples.heads(problem, "y");
    Vec x = Samples.x(problem);
    Vec other = x.copy();
    other.set(0, other.get(0) + 0.25);
    for (int round = 0; round < 6; round++) {
      x.set(1, x.get(1) + 1e-9); // in place: content decides, not the object
      y.flat().scale(0.9);
      Draw draw = round % 3 == 2 ? Draw.full() : draw("round" + round % 2, 8);
      for (Vec place : List.of(x, other, x)) {
        List<double[]> fresh =
            answers(problem, problem.open(Workspace.single()), all, place, y, draw);
        assertThat(answers(problem, kept, all, place, y, draw))
            .usingElementComparator(Arrays::compare)
            .isEqualTo(fresh);
      }
    }
  }

  @Test
  void should_answer_late_questions_when_their_pass_was_driven_out() {
    SharedEmbeddingProblem problem = Samples.problem("tanh-softmax", Precision.FLOAT64);
    Oracle oracle = problem.open(Workspace.single());
    BlockSet all = BlockSet.all(3);
    Blocks y = Samples.heads(problem, "y");
    Vec x = Samples.x(problem);
    LowerPoints early = oracle.lower(all, x, y, draw("early", 8));
    double[] before = early.gradY().flat().toArray();
    List<Vec> places = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      Vec place = x.copy();
      place.set(k, 3);
      places.add(place);
      oracle.lower(all, place, y, draw("late" + k, 8)).gradX(Weights.constant(1));
    }

    double[] late = early.gradX(Weights.constant(1)).toArray();

    Oracle fresh = problem.open(Workspace.single());
    LowerPoints again = fresh.lower(all, x, y, draw("early", 8));
    assertThat(again.gradY().flat().toArray()).containsExactly(before);
    assertThat(again.gradX(Weights.constant(1)).toArray()).containsExactly(late);
  }

  @Test
  void should_offer_all_calls_but_those_that_do_not_exist() {
    SharedEmbeddingProblem problem = Samples.problem("relu-softmax", Precision.FLOAT32);
    assertThat(problem.offers())
        .contains(OracleCall.LOWER_CROSS_YX, OracleCall.LOWER_HESSIAN)
        .doesNotContain(OracleCall.UPPER_GRAD_DUAL, OracleCall.LOWER_JACOBIAN);
  }

  @Test
  void should_stay_between_its_bounds_when_softmax_is_taken_twice() {
    SharedEmbeddingProblem problem = Samples.problem("softplus-double-softmax", Precision.FLOAT64);
    Blocks y = Samples.heads(problem, "y");
    y.flat().scale(100);
    Vec losses =
        problem
            .open(Workspace.single())
            .upper(BlockSet.all(3), Samples.x(problem), y, Dual.none(), Draw.full())
            .values();
    double low = Math.log(Math.E + 2) - 1; // three classes
    for (int i = 0; i < 3; i++) {
      assertThat(losses.get(i)).isBetween(low, low + 1);
    }
  }
}
