package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.PairedComparison;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final String WORST = "test.loss.worst";

  private static final Map<String, String> DECLARED =
      Map.of("measures.lower", WORST, "measures.higher", "test.accuracy.worst");

  private static Arm arm(String label, String metric, double... values) {
    List<SeedRun> runs = new ArrayList<>();
    for (int s = 0; s < values.length; s++) {
      boolean bad = Double.isNaN(values[s]);
      runs.add(
          new SeedRun(
              s + 1,
              new Series(Map.of(Series.STEP, new double[] {0})),
              Optional.of(
                  new SeedRun.End(
                      bad ? "DIVERGED" : "FINISHED",
                      1,
                      1,
                      1,
                      Map.of(metric, values[s]),
                      "",
                      List.of()))));
    }
    return new Arm(label, label, runs);
  }

  private static Findings of(Arm... arms) {
    return Findings.of(new ResultSet("t", List.of(arms), "", DECLARED));
  }

  private static double[] around(double centre) {
    double[] v = new double[10];
    for (int i = 0; i < v.length; i++) {
      v[i] = centre + 0.001 * i * i;
    }
    return v;
  }

  @Test
  void should_name_the_winner_when_it_beats_every_other_arm() {
    Findings f =
        of(arm("a", WORST, around(3)), arm("b", WORST, around(1)), arm("c", WORST, around(2)));

    assertThat(f.comparisons()).hasSize(3);
    assertThat(f.conclusion(WORST)).isEqualTo("b is lowest");
  }

  @Test
  void should_name_the_reference_when_it_wins() {
    assertThat(
            of(arm("min-avg", WORST, around(1)), arm("morbit", WORST, around(2))).conclusion(WORST))
        .isEqualTo("min-avg is lowest");
  }

  @Test
  void should_name_all_leaders_when_the_best_two_cannot_be_told_apart() {
    double[] near = around(1);
    for (int i = 0; i < 10; i++) {
      near[i] += i % 2 == 0 ? 0.01 : -0.01;
    }
    Findings f = of(arm("a", WORST, around(3)), arm("b", WORST, around(1)), arm("c", WORST, near));

    assertThat(f.conclusion(WORST)).isEqualTo("No single winner; lowest: b, c");
  }

  @Test
  void should_show_nothing_when_arms_are_equal() {
    assertThat(of(arm("a", WORST, around(1)), arm("b", WORST, around(1))).conclusion(WORST))
        .isEqualTo("No difference shown");
  }

  @Test
  void should_prefer_high_values_when_the_metric_is_an_accuracy() {
    String metric = "test.accuracy.worst";

    assertThat(of(arm("a", metric, around(0.8)), arm("b", metric, around(0.9))).conclusion(metric))
        .isEqualTo("b is highest");
  }

  @Test
  void should_name_no_winner_when_nothing_says_which_way_is_better() {
    Findings f = of(arm("a", "test.size.worst", around(1)), arm("b", "test.size.worst", around(2)));

    assertThat(f.best("test.size.worst")).isEmpty();
    assertThat(f.conclusion("test.size.worst"))
        .isEqualTo("Not ranked: the folder does not say which way it is better");
    assertThat(f.comparisons().get(0).words()).isEqualTo("b is higher than a");
  }

  private static Arm perTask(String label, double shift, int tasks, int seeds) {
    List<SeedRun> runs = new ArrayList<>();
    for (int s = 1; s <= seeds; s++) {
      Map<String, Double> finals = new HashMap<>();
      finals.put(WORST, 1.0);
      for (int t = 0; t < tasks; t++) {
        boolean undefined = t == 3;
        double value = undefined ? Double.NaN : t + shift * (t + 1) + 0.1 * s;
        finals.put("test.loss.task." + t, value);
      }
      runs.add(
          new SeedRun(
              s,
              new Series(Map.of(Series.STEP, new double[] {0})),
              Optional.of(new SeedRun.End("FINISHED", 1, 1, 1, finals, "", List.of()))));
    }
    return new Arm(label, label, runs);
  }

  @Test
  void should_compare_over_tasks_apart_from_seeds() {
    Findings f = of(perTask("a", 0, 12, 2), perTask("b", 0.01, 12, 3));

    assertThat(f.comparisons().get(0).test()).isEmpty();
    PairedComparison tasks = f.overTasks().get(0);
    assertThat(tasks.metric()).isEqualTo("test.loss");
    assertThat(tasks.pairs()).as("without the task that has no value").isEqualTo(11);
    assertThat(tasks.medianDifference()).isCloseTo(0.07, within(1e-12));
    assertThat(tasks.verdict()).startsWith("b is higher than a").endsWith("11 tasks");
    assertThat(of(perTask("a", 0, 3, 9), perTask("b", 1, 3, 9)).overTasks().get(0).words())
        .isEqualTo("b and a were not tested: 3 pairs of tasks, a test takes 8");
    assertThat(of(arm("a", WORST, around(1)), arm("b", WORST, around(1))).overTasks()).isEmpty();
  }

  @Test
  void should_leave_a_pair_out_when_one_of_its_runs_diverged() {
    double[] broken = around(1);
    broken[4] = Double.NaN;

    Findings f = of(arm("a", WORST, around(2)), arm("b", WORST, broken));

    assertThat(f.comparisons().get(0).pairs()).isEqualTo(9);
    assertThat(f.cells(WORST).get(1).values().count()).isEqualTo(9);
  }

  @Test
  void should_compare_with_the_first_arm_when_there_are_more_than_three() {
    Findings f =
        of(
            arm("a", WORST, around(1)),
            arm("b", WORST, around(2)),
            arm("c", WORST, around(3)),
            arm("d", WORST, around(4)));

    assertThat(f.comparisons()).extracting(c -> c.right()).containsExactly("a", "a", "a");
    assertThat(f.conclusion(WORST)).isEqualTo("a is lowest");
  }
}
