package org.bilevel4j.cli.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bilevel4j.cli.TestCatalogues;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.ParamInfo;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever decides a run is part of its identity. */
class RunIdentityTest {
  /** Every key of an experiment that is not one below, and why it decides no run. */
  private static final Map<String, String> FREE =
      Map.of(
          "name", "names a folder",
          "title", "is for people",
          "notes", "are for people",
          "seeds", "every run has its own",
          "checkpoint.everySeconds", "saving changes nothing",
          "compare.baseline", "compares results",
          "compare.metrics", "compares results");

  @TempDir Path folder;

  private static Map<String, String> identity(Experiment e) {
    return RunJob.identity(e, e.arms().get(0), TestCatalogues.context(1, System::nanoTime))
        .with("run", e.spec(e.arms().get(0), 1, 1))
        .with("solver", e.arms().get(0).parameters())
        .toMap();
  }

  private Map<String, String> of(Entry<ApplicationFactory> application, String key, String value)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("e.yaml"),
            "application: "
                + application.name()
                + "\narms: [{label: a, solver: min-avg}]\n"
                + (key.isEmpty() ? "" : "parameters: {" + key + ": \"" + value + "\"}\n"));
    return identity(TestCatalogues.loader().load(file.toString(), List.of(), List.of()));
  }

  @Test
  void should_change_with_every_parameter_of_every_application() throws IOException {
    for (Entry<ApplicationFactory> application :
        Catalogue.load(ApplicationFactory.KIND).entries()) {
      Map<String, String> own = of(application, "", "");
      for (ParamInfo p : application.parameters()) {
        String value = other(application.component(), p);

        Map<String, String> changed = of(application, p.name(), value);

        assertThat(changed)
            .as("%s: %s = %s", application.name(), p.name(), value)
            .containsKey("application." + p.name())
            .doesNotContainEntry("application." + p.name(), p.value())
            .isNotEqualTo(own);
      }
    }
  }

  /** A value that the record takes and that is not its own. */
  private static String other(Object defaults, ParamInfo p) {
    Stream<String> choices =
        p.type().startsWith("one of ")
            ? Stream.of(p.type().substring("one of ".length()).split(", "))
            : Stream.of(
                "true",
                "false",
                "3",
                "2",
                "1",
                "4",
                "0.5",
                "0.25",
                "10",
                "1e-3",
                "1e-9",
                "[3]",
                "0-1",
                "A-B",
                "synthetic",
                "ce",
                "x");
    return choices
        .filter(v -> !v.equals(p.value()) && binds(defaults, p.name(), v).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no other value of " + p.name()));
  }

  private static Optional<Object> binds(Object defaults, String name, String value) {
    try {
      Object bound = Records.bind(defaults, Map.of(name, value), "test");
      return bound.equals(defaults) ? Optional.empty() : Optional.of(bound);
    } catch (UserError refused) {
      return Optional.empty();
    }
  }

  @Test
  void should_change_with_every_key_of_an_experiment_that_decides_a_run() {
    Map<String, String> own = identity(tiny());
    for (String set :
        List.of(
            "robust.alpha=0.06",
            "robust.oracle=finite-difference",
            "robust.stack=mean",
            "robust.storage=float32",
            "storage=float32",
            "robust.steps=49",
            "tasks=4",
            "steps=49",
            "oracle=finite-difference(step=1e-3)",
            "stop.samples=1000",
            "stop.seconds=1000",
            "stop.target=-1000",
            "stop.stall=1000",
            "stop.every=10",
            "stop.divergence=none",
            "watched=weighted",
            "evaluate.every=5",
            "evaluate.exactEvery=10",
            "evaluate.sets=[validation]",
            "evaluate.metrics=[tracked]",
            "returned=best",
            "averageTail=0.25")) {
      assertThat(identity(tiny(set))).as(set).isNotEqualTo(own);
    }
    for (String key : FREE.keySet()) {
      String value = key.equals("compare.metrics") ? "[test.loss.mean]" : "2";
      String set = key + "=" + (key.equals("compare.baseline") ? "robust" : value);
      assertThat(identity(tiny(set))).as(set).isEqualTo(own);
    }
  }

  private static Experiment tiny(String... sets) {
    return TestCatalogues.loader().load("tiny", List.of(), List.of(sets));
  }

  /** Components of the configuration that this test does not know may not be forgotten. */
  @Test
  void should_know_every_component_of_a_configuration() {
    Set<String> known =
        Set.of("name title application arms seeds steps oracle stop watched evaluate".split(" "));
    assertThat(Stream.of(Experiment.class.getRecordComponents()).map(c -> c.getName()))
        .filteredOn(c -> !known.contains(c))
        .containsExactlyInAnyOrder(
            "checkpointSeconds", "returned", "averageTail", "compare", "sweep", "notes");
    assertThat(Stream.of(Experiment.Arm.class.getRecordComponents()).map(c -> c.getName()))
        .containsExactlyInAnyOrder(
            "label",
            "solver",
            "application",
            "steps",
            "oracle",
            "stack",
            "storage",
            "auto",
            "point");
    assertThat(Stream.of(Experiment.Stop.class.getRecordComponents()).map(c -> c.getName()))
        .containsExactlyInAnyOrder("samples", "seconds", "target", "stall", "every", "divergence");
  }
}
