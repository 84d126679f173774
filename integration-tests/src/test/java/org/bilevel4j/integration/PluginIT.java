package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A jar of a third party, put on the class path: its solver, oracle, application, data set, metric
 * and experiment are there like our own, and a broken jar is named.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginIT {
  private static final String SOLVER = "org/example/valley/Glide.java";
  private static final String VALLEY = "org/example/valley/Valley.java";
  private static final String MODULE = "org/example/valley/ValleyModule.java";

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private Path jar = Path.of("");

  @BeforeAll
  void build() throws Exception {
    jar = PluginJar.build(PluginJar.sources(), shared.resolve("valley.jar"));
  }

  /** A jar of the same sources, some of them changed. */
  private Path jar(String name, Map<String, String> files) throws Exception {
    Path sources = PluginJar.changed(PluginJar.sources(), folder.resolve(name + "-src"), files);
    return PluginJar.build(sources, folder.resolve(name + ".jar"));
  }

  private static String source(String file) throws Exception {
    return Files.readString(PluginJar.sources().resolve(file));
  }

  private Answer launch(Path plugin, String... words) throws Exception {
    return Launcher.in(folder).withPlugins(plugin).run(words);
  }

  private static void assertRefused(Answer answer, String... parts) {
    assertThat(answer.code()).as(answer.err()).isEqualTo(2);
    assertThat(answer.err()).startsWith("bilevel4j: ").contains(parts).doesNotContain("\tat ");
    assertThat(answer.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void should_list_what_the_jar_adds_beside_our_own() throws Exception {
    Answer answer = launch(jar, "list");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .containsPattern("valley +Somebody else's valley")
        .containsPattern("valley +The place between numbers")
        .containsPattern("glide +1[.]{6}S +simplex +descent of somebody else")
        .containsPattern("altitudes +Heights of hills")
        .containsPattern("long-steps +differences of somebody else")
        .containsPattern("shade +shadow of somebody else")
        .contains("morbit", "robust-hpo-letter", "fashion-mnist");
  }

  @Test
  void should_describe_what_the_jar_adds() throws Exception {
    assertThat(launch(jar, "describe", "glide").out())
        .contains(
            "descent of somebody else",
            "Somebody Else, 2026",
            "stride",
            "step size of x",
            "lower_cross_xy");
    assertThat(launch(jar, "describe", "valley").out())
        .contains("f_i = (y - i)^2 / 2", "number of hills", "bilevel4j run valley");
    assertThat(launch(jar, "describe", "long-steps").out())
        .contains("differences of somebody else", "none where gradients are linear", "length");
    assertThat(launch(jar, "describe", "shade").out()).contains("shadow of somebody else");
  }

  @Test
  void should_run_our_solver_by_its_oracle_and_measure_by_its_metric() throws Exception {
    Answer answer =
        launch(
            jar,
            "run",
            "valley",
            "--set=oracle=long-steps(length=0.02)",
            "--set=glide.oracle=analytic",
            "--seeds=1",
            "--out=out");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("morbit: lower_hvp", "differences of lower gradients, relative step 0.02");
    assertThat(folder.resolve("out/experiment.yaml"))
        .content()
        .contains("oracle: long-steps(length=0.02)", "oracle: analytic");
    assertThat(folder.resolve("out/runs/morbit/1/result.json")).content().contains("shade.length");
  }

  @Test
  void should_run_its_experiment_with_its_solver_and_ours() throws Exception {
    Answer answer = launch(jar, "run", "valley", "--set=hills=4", "--threads=2", "--out=out");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("glide", "morbit", "2 completed");
    assertThat(folder.resolve("out/report.html")).content().contains("Somebody else's valley");
    // glide ends between 0 and 3, where the worst of (x - i)^2 / 2 is 1.125
    assertThat(Files.readString(folder.resolve("out/runs/glide/1/result.json")))
        .containsPattern("\"validation.loss.worst\" : 1\\.12[45]");
  }

  @Test
  void should_name_both_when_the_jar_takes_a_name_of_ours() throws Exception {
    Path taken = jar("taken", Map.of(SOLVER, source(SOLVER).replace("\"glide\"", "\"morbit\"")));

    assertRefused(
        launch(taken, "list"),
        "solver 'morbit' is offered twice: by",
        "org.bilevel4j.solvers.robust.Morbit",
        "bilevel4j-solvers",
        "org.example.valley.Glide",
        "taken.jar",
        "Hint: take one of the jars off the class path.");
  }

  @Test
  void should_name_both_when_the_jar_takes_the_name_of_an_experiment() throws Exception {
    Path taken =
        jar(
            "taken",
            Map.of("META-INF/bilevel4j/experiments", "experiments/other/robust-hpo-letter.yaml\n"));
    Path sources = folder.resolve("taken-src");
    Files.createDirectories(sources.resolve("experiments/other"));
    Files.copy(
        sources.resolve("experiments/valley.yaml"),
        sources.resolve("experiments/other/robust-hpo-letter.yaml"));
    PluginJar.build(sources, taken);

    assertRefused(
        launch(taken, "list", "experiments"),
        "experiment 'robust-hpo-letter' is offered twice",
        "bilevel4j-applications",
        "taken.jar");
  }

  @Test
  void should_name_the_module_when_it_breaks() throws Exception {
    String broken =
        source(MODULE)
            .replace(
                "Contributions.add(binder, new",
                "if (true) throw new IllegalStateException(\"no licence\");\n"
                    + "    Contributions.add(binder, new");

    assertRefused(
        launch(jar("broken", Map.of(MODULE, broken)), "list"),
        "org.example.valley.ValleyModule",
        "broken.jar",
        "no licence");
  }

  @Test
  void should_name_jar_and_file_when_its_data_are_missing() throws Exception {
    String reading =
        source(VALLEY)
            .replace(
                "    List<QuadraticBlock> blocks",
                "    try {\n"
                    + "      java.nio.file.Files.readString(Path.of(\"heights.csv\"));\n"
                    + "    } catch (java.io.IOException e) {\n"
                    + "      throw new java.io.UncheckedIOException(e);\n"
                    + "    }\n"
                    + "    List<QuadraticBlock> blocks");

    assertRefused(
        launch(jar("reading", Map.of(VALLEY, reading)), "run", "valley", "--out=out"),
        "plug-in org.example.valley.Valley (reading.jar): file heights.csv does not exist.");
  }

  @Test
  void should_name_the_jar_when_it_refuses_a_value() throws Exception {
    String refusing =
        source(VALLEY)
            .replace(
                "    List<QuadraticBlock> blocks",
                "    if (hills > 9) {\n"
                    + "      throw new IllegalArgumentException(\"too many hills: \" + hills);\n"
                    + "    }\n"
                    + "    List<QuadraticBlock> blocks");

    assertRefused(
        launch(
            jar("refusing", Map.of(VALLEY, refusing)),
            "run",
            "valley",
            "--set=hills=10",
            "--out=out"),
        "refusing.jar",
        "too many hills: 10.");
  }

  @Test
  void should_name_the_class_when_the_jar_lacks_it() throws Exception {
    Path lacking =
        jar(
            "lacking",
            Map.of(
                "META-INF/services/org.bilevel4j.core.catalogue.Component", "org.example.Gone\n"));

    assertRefused(launch(lacking, "list"), "org.example.Gone", "plug-in");
  }

  @Test
  void should_name_the_experiment_when_the_jar_lacks_it() throws Exception {
    Path lacking = jar("lacking", Map.of("experiments/valley.yaml", ""));

    assertRefused(
        launch(lacking, "list", "experiments"), "experiments/valley.yaml", "not on the class path");
  }
}
