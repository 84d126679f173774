package org.bilevel4j.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bilevel4j.cli.TestCatalogues;
import org.bilevel4j.cli.tiny.TinyTasks;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.GradientDifferenceOracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentLoaderTest {
  private static final String GOOD =
      """
      application: tiny
      arms:
        - solver: morbit
      """;

  private final ExperimentLoader loader = TestCatalogues.loader();
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Experiment load(String text, String... sets) throws IOException {
    return loader.load(file("e.yaml", text).toString(), List.of(), List.of(sets));
  }

  private String refusal(String text, String... sets) {
    UserError error =
        assertThatExceptionOfType(UserError.class).isThrownBy(() -> load(text, sets)).actual();
    return String.valueOf(error.getMessage()).replace(folder + "/", "");
  }

  @Test
  void should_fill_in_defaults_when_keys_are_absent() throws IOException {
    Experiment e = load(GOOD);

    assertThat(e.name()).isEqualTo("e");
    assertThat(e.seeds()).containsExactly(1L);
    assertThat(e.returned()).isEqualTo(ReturnedIterate.LAST);
    assertThat(e.arms()).singleElement().satisfies(a -> assertThat(a.label()).isEqualTo("morbit"));
    assertThat(e.application()).isEqualTo(new TinyTasks(3, 40, 0.5));
  }

  @Test
  void should_leave_step_sizes_to_be_chosen_when_they_are_auto() throws IOException {
    Experiment one =
        load(GOOD, "morbit.alpha=auto", "morbit.estimator.step=auto", "morbit.beta=0.25");
    Experiment all = load(GOOD, "stepSizes=auto", "morbit.beta=0.25");

    assertThat(one.arms().get(0).auto()).containsExactlyInAnyOrder("alpha", "estimator.step");
    assertThat(Records.toMap(one.arms().get(0).parameters())).containsEntry("beta", "0.25");
    assertThat(all.arms().get(0).auto())
        .containsExactly("alpha", "beta", "gamma", "estimator.step");
    assertThat(load(GOOD, "morbit.stepSizes=auto").arms().get(0).auto())
        .isEqualTo(all.arms().get(0).auto());
    assertThat(refusal(GOOD, "morbit.lowerSteps=auto"))
        .contains("'lowerSteps' is no step size, so it cannot be auto.")
        .contains("alpha, beta, gamma, estimator.step");
    assertThat(refusal(GOOD, "stepSizes=long")).contains("stepSizes").contains("auto");
  }

  @Test
  void should_switch_how_derivatives_are_made_by_one_key() throws IOException {
    Experiment own = load(GOOD);
    Experiment all = load(GOOD, "oracle=finite-difference(step=1e-3)");
    Experiment one = load(GOOD, "morbit.oracle=gradient-difference");

    assertThat(Entry.of(own.arms().get(0).oracle()).text()).isEqualTo("analytic");
    assertThat(Entry.of(all.oracle()).text()).isEqualTo("finite-difference(step=0.001)");
    assertThat(all.arms().get(0).oracle()).isEqualTo(all.oracle());
    assertThat(Entry.of(one.oracle()).text()).isEqualTo("analytic");
    assertThat(one.arms().get(0).oracle()).isInstanceOf(GradientDifferenceOracle.Factory.class);
    for (Experiment e : List.of(own, all, one)) {
      Experiment again = load(ExperimentWriter.write(e));
      assertThat(again.oracle()).isEqualTo(e.oracle());
      assertThat(again.arms().get(0).oracle()).isEqualTo(e.arms().get(0).oracle());
    }
    assertThat(refusal(GOOD, "oracle=finite-diference"))
        .contains(": oracle 'finite-diference' is not known", "Hint: finite-difference?");
    assertThat(refusal(GOOD + "oracle: gradient-difference(size=1)\n"))
        .contains("e.yaml, line 4", "'size' is not known", "step");
  }

  @Test
  void should_apply_the_own_preset_when_none_is_asked_for() {
    assertThat(loader.load("tiny", List.of(), List.of()).steps()).isEqualTo(50);
    assertThat(loader.load("tiny", List.of("paper"), List.of()).steps()).isEqualTo(70);
  }

  @Test
  void should_merge_arms_by_label_when_a_preset_changes_one() {
    Experiment e = loader.load("tiny", List.of("paper"), List.of());

    assertThat(Records.toMap(e.arms().get(0).parameters()))
        .containsEntry("lambda.pull", "3")
        .containsEntry("alpha", "0.05");
    assertThat(e.arms()).extracting(Experiment.Arm::label).containsExactly("robust", "mean");
  }

  @Test
  void should_understand_short_keys_when_they_mean_one_thing() {
    Experiment e =
        loader.load(
            "tiny",
            List.of(),
            List.of(
                "steps=9",
                "tasks=4",
                "robust.alpha=0.5",
                "arms.mean.parameters.beta=0.2 * k^-0.4",
                "mean.steps=5",
                "robust.application.rows=10",
                "seeds=[3, 5]",
                "stop.samples=1e6",
                "robust.lambda.floor=0.1"));

    assertThat(e.steps()).isEqualTo(9);
    assertThat(e.seeds()).containsExactly(3L, 5L);
    assertThat(e.stop().samples()).hasValue(1_000_000);
    assertThat(e.application()).isEqualTo(new TinyTasks(4, 40, 0.5));
    assertThat(e.arms().get(0).application()).isEqualTo(new TinyTasks(4, 10, 0.5));
    assertThat(e.arms().get(1).steps()).isEqualTo(5);
    assertThat(Records.toMap(e.arms().get(0).parameters()))
        .containsEntry("alpha", "0.5")
        .containsEntry("lambda.floor", "0.1");
    assertThat(Records.toMap(e.arms().get(1).parameters())).containsEntry("beta", "0.2 * k^-0.4");
  }

  @Test
  void should_read_back_the_same_experiment_when_it_was_written() throws IOException {
    Experiment e =
        loader.load(
            "tiny",
            List.of("paper"),
            List.of(
                "robust.application.rows=10",
                "stop.stall=3",
                "stop.target=0.5",
                "evaluate.sets=[test]",
                "compare.metrics=[test.loss.worst]",
                "notes=a: b # c"));

    Path written = file("again.yaml", ExperimentWriter.write(e));

    assertThat(loader.load(written.toString(), List.of(), List.of())).isEqualTo(e);
  }

  @Test
  void should_put_own_keys_over_the_base_when_a_file_extends_an_experiment() throws IOException {
    String text =
        """
        extends: tiny
        preset: paper
        arms:
          robust: {parameters: {alpha: 0.7}}
        """;
    Path file = file("tuned.yaml", text);

    Experiment asFile = loader.load(file.toString(), List.of(), List.of());
    Experiment asPreset = loader.load("tiny", List.of(file.toString()), List.of());

    assertThat(asFile.steps()).isEqualTo(70);
    assertThat(Records.toMap(asFile.arms().get(0).parameters()))
        .containsEntry("alpha", "0.7")
        .containsEntry("lambda.pull", "3");
    assertThat(asPreset.arms()).isEqualTo(asFile.arms());
    assertThat(loader.load(file.toString(), List.of("quick"), List.of()).steps()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps=0 | --set steps=0: steps = '0' must be at least 1.",
        "steps=ten | --set steps=ten: steps = 'ten' must be a whole number, at least 1.",
        "steps=1.5 | steps = '1.5' must be a whole number",
        "steps | --set steps: must read key=value.",
        "stepps=3 | key 'stepps' is not known.",
        "seeds=0 | seeds = '0' must be at least 1.",
        "seeds=[] | seeds is an empty list",
        "seeds=[1, 1] | seed 1 is there twice.",
        "seeds=[-1] | seeds = '-1' must be at least 0.",
        "seeds=100000 | must be at most 10000.",
        "evaluate.every=0 | every = '0' must be at least 1.",
        "evaluate.evry=5 | key 'evry' is not known.",
        "checkpoint.everySeconds=-1 | must be a finite number, at least 0",
        "averageTail=2 | must be a number between 1.0E-9 and 1.0.",
        "returned=first | must be one of last, random, best, average.",
        "compare.baseline=none | is no arm, must be one of morbit.",
        "application=tinny | application 'tinny' is not known.",
        "morbit.solver=morbitt | solver 'morbitt' is not known.",
        "morbit.alhpa=1 | morbit: parameter 'alhpa' is not known.",
        "morbit.alpha=-1 | --set morbit.alpha=-1: morbit: alpha",
        "morbit.lowerBatch=-8 | --set morbit.lowerBatch=-8: morbit: lowerBatch",
        "morbit.lowerSteps=0 | lowerSteps is 0, must be at least 1.",
        "tasks=none | --set tasks=none: tiny: tasks = 'none' cannot be read",
        "tasks=0 | --set tasks=0: tiny: tasks is 0, must be at least 1.",
        "noise=NaN | tiny: noise",
        "parameters=3 | parameters = '3' must be a group of keys.",
        "arms.morbit=3 | arm 'morbit' must be a group of keys.",
        "arms.other.parameters.alpha=3 | arm 'other' names no solver.",
        "name=a/b | name = 'a/b' must be letters",
        "stop.seconds=0 | must be a finite number, at least 0.001",
        "notes=[a] | notes = a list must be a text.",
        "evaluate.sets=[[a]] | sets: an entry is a list, must be a text."
      })
  void should_name_key_value_and_bound_when_a_setting_is_wrong(String set, String expected) {
    assertThat(refusal(GOOD, set)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application: tiny\\nstepz: 3 | e.yaml, line 2: key 'stepz' is not known.",
        "application: tiny\\nsteps: 3\\nsteps: 4 | e.yaml, line 3: key 'steps' is there already",
        "application: tiny | e.yaml, line 1: the experiment has no arms.",
        "steps: 3 | the key 'application' is missing.",
        "- a | the file must hold keys with values",
        "'' | e.yaml is empty.",
        "a: [1 | not YAML",
        "a: &x 3\\nb: *x | anchors and aliases are not supported",
        "steps: 3\\n---\\nsteps: 4 | a second document begins",
        "arms: [3] | an arm is a group of keys, not '3'.",
        "arms: [{steps: 3}] | the arm has neither 'label' nor 'solver'.",
        "arms: [{solver: morbit}, {solver: morbit}] | arm 'morbit' is there twice.",
        "application: tiny\\narms: [{solver: morbit, label: A b}, {solver: morbit, label: a-B}] |"
            + " arms 'A b' and 'a-B' would share the folder a-b.",
        "extends: tinny | experiment 'tinny' is not known.",
        "extends: tiny\\npresets: {} | has no presets of its own.",
        "preset: nothing | preset 'nothing' is not known: the experiment has none.",
        "presets: 3\\npreset: a | presets must be a group",
        "application: tiny\\nsteps: 5\\narms:\\n  - solver: morbit\\n    parameters:\\n      alpha:"
            + " 1\\n      bta: 2 | e.yaml, line 7: morbit: parameter 'bta' is not known."
      })
  void should_name_file_and_line_when_a_file_is_wrong(String text, String expected) {
    assertThat(refusal(text.replace("\\n", "\n"))).contains(expected);
  }

  @Test
  void should_load_every_experiment_with_every_preset_when_shipped() {
    assertThat(ExperimentLibrary.load().titles())
        .containsKeys("robust-hpo-letter", "robust-sinusoid", "figure-2b");
    ExperimentLibrary.load()
        .titles()
        .forEach(
            (name, title) -> {
              assertThat(title).as(name).isNotBlank();
              assertThat(loader.presets(name)).as(name).contains("quick", "paper");
              for (String preset : loader.presets(name)) {
                Experiment e = loader.load(name, List.of(preset), List.of());
                assertThat(e.arms()).as(name + " " + preset).isNotEmpty();
              }
            });
  }

  @Test
  void should_suggest_the_nearest_preset_when_one_is_unknown() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> loader.load("tiny", List.of("papre"), List.of()))
        .withMessageContaining("preset 'papre' is not known.")
        .withMessageContaining("Hint: paper?");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> loader.load("nofile.yaml", List.of(), List.of()))
        .withMessageContaining("file 'nofile.yaml' does not exist.");
  }

  @Test
  void should_read_and_write_how_an_arm_stacks_blocks() throws IOException {
    String arms = GOOD + "  - {label: mean, solver: ttsa, stack: mean}\n";
    Experiment e = load(arms + "  - {label: fixed, solver: ttsa, stack: [0.25, 0.75]}\n");

    assertThat(e.arms().stream().map(a -> a.stack().toString()))
        .containsExactly("none", "mean", "0.25, 0.75");
    assertThat(load(ExperimentWriter.write(e)).arms()).isEqualTo(e.arms());
    assertThat(refusal(arms + "  - {label: sum, solver: ttsa, stack: sum}\n"))
        .startsWith("e.yaml, line 5")
        .contains("stack = 'sum' must be 'none', 'mean', or one weight per block");
  }

  private static final String SWEEP =
      """
      application: tiny
      arms:
        - solver: morbit
      sweep:
        axis: horizon K
        measure: mean stationarity
        expected: -0.4
        points:
          - {at: 100, steps: 100}
          - {at: 1000, steps: 1000, parameters: {alpha: 0.5}}
      """;

  @Test
  void should_make_an_arm_per_point_when_there_is_a_sweep() throws IOException {
    Experiment e = load(SWEEP);

    assertThat(e.arms())
        .extracting(Experiment.Arm::label, Experiment.Arm::steps)
        .containsExactly(tuple("morbit at 100", 100L), tuple("morbit at 1000", 1000L));
    assertThat(e.arms().get(1).point()).contains(new Experiment.Point("morbit", 1000));
    assertThat(Records.toMap(e.arms().get(1).parameters())).containsEntry("alpha", "0.5");
    assertThat(Records.toMap(e.arms().get(0).parameters()).get("alpha")).isNotEqualTo("0.5");
  }

  @Test
  void should_read_a_sweep_again_when_it_was_written() throws IOException {
    Experiment e = load(SWEEP);

    Experiment again = load(ExperimentWriter.write(e));

    assertThat(again.arms()).isEqualTo(e.arms());
    assertThat(again.sweep()).isEqualTo(e.sweep()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mean stationarity|average stationarity|e.yaml, line 6: measure 'average' is not known",
        "mean stationarity|steps stationarity|must read steps COLUMN THRESHOLD",
        "{at: 100, steps: 100}|{steps: 100}|a point of a sweep is a group of keys with 'at'"
      })
  void should_refuse_a_sweep_that_cannot_be_read(String good, String bad, String message) {
    assertThat(refusal(SWEEP.replace(good, bad))).contains(message);
  }
}
