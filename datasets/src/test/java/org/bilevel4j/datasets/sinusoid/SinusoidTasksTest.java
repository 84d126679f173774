package org.bilevel4j.datasets.sinusoid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bilevel4j.datasets.Broken.sentence;

import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.DataFinder;
import org.junit.jupiter.api.Test;

class SinusoidTasksTest {
  @Test
  void should_draw_twenty_tasks_within_the_ranges() {
    for (long seed = 0; seed < 50; seed++) {
      SinusoidTasks drawn = SinusoidTasks.draw(SinusoidDesign.paper20(), Key.of(seed));
      assertThat(drawn.tasks()).hasSize(20).doesNotHaveDuplicates();
      assertThat(drawn.unseen()).hasSize(20).doesNotContainAnyElementsOf(drawn.tasks());
      for (SinusoidTask task : drawn.tasks()) {
        assertThat(task.amplitude()).isBetween(0.1, 5.0);
        assertThat(task.frequency()).isBetween(1.0, 3.0);
        assertThat(task.phase()).isBetween(0.0, Math.PI);
      }
    }
    assertThat(SinusoidDesign.script20().unseen()).isEqualTo(10);
  }

  @Test
  void should_draw_two_easy_tasks_and_a_hard_one() {
    SinusoidTasks drawn = SinusoidTasks.draw(SinusoidDesign.paper3(), Key.of(1));
    for (List<SinusoidTask> tasks : List.of(drawn.tasks(), drawn.unseen())) {
      assertThat(tasks).hasSize(3);
      assertThat(tasks.get(0).amplitude()).isBetween(0.1, 1.05);
      assertThat(tasks.get(1).amplitude()).isBetween(0.1, 1.05);
      assertThat(tasks.get(2).amplitude()).isBetween(4.95, 5.0);
    }
  }

  @Test
  void should_change_nothing_but_the_frequency_when_it_is_left_out() {
    SinusoidDesign with = SinusoidDesign.paper20();
    SinusoidTasks drawn = SinusoidTasks.draw(with, Key.of(1));
    SinusoidTasks without = SinusoidTasks.draw(with.withoutFrequency(), Key.of(1));
    for (int i = 0; i < 20; i++) {
      SinusoidTask task = drawn.tasks().get(i);
      assertThat(without.tasks().get(i))
          .isEqualTo(new SinusoidTask(task.amplitude(), 1, task.phase()));
    }
  }

  @Test
  void should_stream_the_same_samples_for_a_key() {
    SinusoidTasks drawn = SinusoidTasks.draw(SinusoidDesign.paper20(), Key.of(1));
    SinusoidTask task = drawn.tasks().get(7);
    double[] x = new double[12];
    double[] y = new double[12];
    drawn.sample(task, Key.of(3).child(4), x, y, 1, 10);
    double[] x2 = new double[10];
    double[] y2 = new double[10];
    drawn.sample(task, Key.of(3).child(4), x2, y2, 0, 10);
    assertThat(Arrays.copyOfRange(x, 1, 11)).isEqualTo(x2);
    assertThat(Arrays.copyOfRange(y, 1, 11)).isEqualTo(y2);
    assertThat(x[0]).isZero();
    assertThat(x[11]).isZero();
    for (int k = 0; k < 10; k++) {
      assertThat(x2[k]).isBetween(-5.0, 5.0);
      double exact = task.amplitude() * Math.sin(task.frequency() * x2[k] - task.phase());
      assertThat(y2[k]).isCloseTo(exact, within(1e-14));
    }
    drawn.sample(task, Key.of(3).child(5), x, y, 0, 10);
    assertThat(x[0]).isNotEqualTo(x2[0]);
  }

  @Test
  void should_spread_samples_evenly() {
    SinusoidTasks drawn = SinusoidTasks.draw(SinusoidDesign.paper20(), Key.of(1));
    int n = 20_000;
    double[] x = new double[n];
    drawn.sample(drawn.tasks().get(0), Key.of(9), x, new double[n], 0, n);
    // standard error of the mean of a uniform number on [-5, 5]: 10 / sqrt(12 n) = 0.0204
    assertThat(Arrays.stream(x).average().orElseThrow()).isCloseTo(0, within(0.1));
    double squares = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
    assertThat(squares).isCloseTo(100.0 / 12, within(0.3));
  }

  @Test
  void should_have_a_grid_of_a_hundred_equally_spaced_points() {
    SinusoidDesign design = SinusoidDesign.paper20();
    double[] grid = design.grid();
    assertThat(grid).hasSize(100).isSorted();
    assertThat(grid[0]).isEqualTo(-5);
    assertThat(grid[99]).isEqualTo(5);
    for (int k = 1; k < 100; k++) {
      assertThat(grid[k] - grid[k - 1]).isCloseTo(10.0 / 99, within(1e-14));
    }
    SinusoidTasks drawn = SinusoidTasks.draw(design, Key.of(1));
    SinusoidTask task = drawn.tasks().get(0);
    assertThat(drawn.onGrid(task)).isEqualTo(Arrays.stream(grid).map(task::at).toArray());
  }

  @Test
  void should_refuse_designs_without_sense() {
    assertThat(sentence(() -> new UniformRange(2, 1))).contains("[2.0, 1.0]");
    assertThat(sentence(() -> new UniformRange(0, Double.NaN))).contains("NaN");
    SinusoidDesign d = SinusoidDesign.paper20();
    assertThat(
            sentence(
                () ->
                    new SinusoidDesign(
                        List.of(), d.unseenGroups(), d.frequency(), d.phase(), d.x(), 100)))
        .isEqualTo("sinusoid: there are no tasks, must be one at least.");
    assertThat(
            sentence(
                () ->
                    new SinusoidDesign(d.groups(), List.of(), d.frequency(), d.phase(), d.x(), 1)))
        .isEqualTo("sinusoid: gridPoints is 1, must be at least 2.");
  }

  @Test
  void should_be_always_there() {
    assertThat(new SinusoidDataset().status(new DataFinder(List.of())).state().usable()).isTrue();
  }
}
