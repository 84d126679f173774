package org.bilevel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  @TempDir private Path folder;

  private record Answer(int code, String out, String err) {}

  private static Answer type(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine(words).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(words);
    return new Answer(code, out.toString(), err.toString());
  }

  @Test
  void should_run_and_report_when_an_experiment_is_named() throws IOException {
    Path out = folder.resolve("out");

    Answer answer = type("run", "tiny", "--seeds", "2", "--threads", "2", "--out", out.toString());

    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains("robust", "mean", "2 completed", "report.html");
    for (String file :
        new String[] {"experiment.yaml", "provenance.json", "log.txt", "summary.csv"}) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
    assertThat(Files.readString(out.resolve("provenance.json")))
        .contains("bilevel4j run tiny --seeds 2 --threads 2 --out out")
        .containsPattern("\"libraries\" : \\{\\s+\"tribuo\" : \"4\\.3")
        .containsPattern("\"guice\" : \"\\d")
        .containsPattern("\"lower\" : \"[^\"]*test.loss.worst,[^\"]*,test.loss,")
        .doesNotContain("absent")
        .doesNotContain(folder.toString());
    assertThat(Files.readString(out.resolve("log.txt"))).contains("robust, seed 1: COMPLETED");
    assertThat(out.resolve("report.html")).content().contains("robust");
  }

  @Test
  void should_say_and_store_the_step_sizes_it_chose() throws IOException {
    Path out = folder.resolve("auto");

    Answer answer =
        type("run", "tiny", "--set=stepSizes=auto", "--seeds=1", "--out=" + out.toString());

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains("robust: auto: beta = ", "1/L_g with L_g = ", "robust: auto: gamma = ");
    assertThat(Files.readString(out.resolve("experiment.yaml"))).doesNotContain("auto");
    assertThat(Files.readString(out.resolve("provenance.json"))).contains("auto: beta = ");
    assertThat(Files.readString(out.resolve("report.html"))).contains("auto: beta = ");
    assertThat(type("run", "--resume", out.toString()).code()).isZero();
  }

  @Test
  void should_choose_steps_for_a_problem_from_a_file() throws IOException {
    Path problem =
        Files.writeString(
            folder.resolve("p.json"),
            "{\"upperDim\": 1, \"blocks\": [{\"lowerDim\": 1, \"f\": {\"xx\": [[1]], \"yy\": [[1]],"
                + " \"y\": [-1]}, \"g\": {\"yy\": [[4]], \"xy\": [[-4]]}}]}");

    String one =
        type("solve", problem.toString(), "--solver=soba", "--steps=9", "--set=rho=auto").out();
    String all =
        type("solve", problem.toString(), "--solver=soba", "--steps=9", "--set=stepSizes=auto")
            .out();

    assertThat(one)
        .contains("soba: auto: rho = 0.25 * k^-0.5, 1/L_g with L_g = 4")
        .doesNotContain("gamma = 0.05,");
    assertThat(all)
        .contains(
            "soba: auto: rho = 0.25", "soba: auto: gamma = 0.05 * k^-0.5, 0.1/L_F with L_F = 2");
    Answer refused = type("solve", problem.toString(), "--solver=morbit-sampled", "--steps=9");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("serves duals [SIMPLEX], not NONE", "Hint: solver ", "(fitting as they are)");
  }

  @Test
  void should_fail_when_a_solver_diverges_though_it_stays_finite() throws IOException {
    Path problem =
        Files.writeString(
            folder.resolve("p.json"),
            "{\"upperDim\": 1, \"blocks\": [{\"lowerDim\": 1, \"f\": {\"xx\": [[1]], \"yy\": [[1]],"
                + " \"y\": [-1]}, \"g\": {\"yy\": [[1]], \"xy\": [[-1]]}}]}");

    Answer answer =
        type("solve", problem.toString(), "--solver=soba", "--steps=300", "--set=gamma=3");

    assertThat(answer.out()).contains("outcome   diverged: soba diverged: an entry of its iterate");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void should_solve_by_differences_when_an_oracle_is_named() throws IOException {
    Path problem =
        Files.writeString(
            folder.resolve("p.json"),
            "{\"upperDim\": 1, \"blocks\": [{\"lowerDim\": 1, \"f\": {\"xx\": [[1]], \"yy\": [[1]],"
                + " \"y\": [-1]}, \"g\": {\"yy\": [[1]], \"xy\": [[-1]]}}]}");
    String[] words = {"solve", problem.toString(), "--solver=soba", "--steps=9"};
    Path report = folder.resolve("report");

    Answer own = type(words);
    Answer made =
        type(words[0], words[1], words[2], words[3], "--oracle=finite-difference(step=1e-3)");
    Answer kept =
        type(words[0], words[1], words[2], words[3], "--oracle=own", "--report=" + report);

    assertThat(own.out()).doesNotContain("differences of losses");
    assertThat(made.out()).contains("every derivative is made of differences of losses");
    assertThat(kept.code()).as(kept.err()).isZero();
    assertThat(report.resolve("experiment.yaml")).content().contains("oracle: analytic");
    assertThat(type(words[0], words[1], words[2], words[3], "--oracle=x").err())
        .contains("oracle 'x' is not known", "analytic", "finite-difference");
    assertThat(type("list", "oracles").out())
        .contains("analytic", "finite-difference", "gradient-difference");
    assertThat(type("describe", "finite-difference").out())
        .contains("every derivative from differences", "step", "1e-6 to 0.1", "error");
  }

  @Test
  void should_check_and_run_by_the_oracle_that_is_named() {
    Answer checked = type("check", "robust-hpo-letter", "--set=tasks=2", "--oracle=autodiff");

    assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
    assertThat(checked.out()).contains("oracle 'autodiff'", "operations");
    assertThat(type("check", "quadratic", "--oracle=autodif").err()).contains("autodiff");

    Path out = folder.resolve("run");
    Answer run =
        type(
            "run",
            "robust-sinusoid",
            "--preset=quick",
            "--oracle=autodiff",
            "--seeds=1",
            "--set=steps=3",
            "--out=" + out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out.resolve("experiment.yaml")).content().contains("oracle: autodiff");
  }

  @Test
  void should_warn_when_a_step_is_longer_than_the_curvature_allows() {
    Answer answer =
        type("run", "tiny", "--set=robust.beta=3", "--seeds=1", "--out=" + folder.resolve("long"));

    assertThat(answer.out()).contains("robust: beta = 3 is ", "times 1/L_g at the start");
  }

  @Test
  void should_change_nothing_when_a_finished_folder_is_resumed() throws IOException {
    Path out = folder.resolve("out");
    type("run", "tiny", "--seeds", "1", "--out", out.toString());
    String before = Files.readString(out.resolve("runs/robust/1/result.json"));

    Answer answer = type("run", "--resume", out.toString());

    assertThat(answer.code()).isZero();
    assertThat(Files.readString(out.resolve("runs/robust/1/result.json"))).isEqualTo(before);
    assertThat(type("report", out.toString()).out()).contains("report.html");
  }

  @Test
  void should_tune_and_run_what_was_found() throws IOException {
    Path out = folder.resolve("tuned");

    Answer answer =
        type(
            ("tune tiny --candidates 3 --rungs 2 --seeds 1 --set steps=20 --out " + out)
                .split(" "));

    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains("robust", "mean", "tuned.yaml");
    String tuned = out.resolve("tuned.yaml").toString();
    assertThat(Files.readString(Path.of(tuned))).contains("extends: tiny", "quick");
    assertThat(out.resolve("scores.csv")).content().contains("robust");
    assertThat(type("tune", "--resume", out.toString()).out()).isEqualTo(answer.out());
    assertThat(type("tune", "--quiet", "--resume", out.toString()).out())
        .isEqualToIgnoringNewLines("Step sizes: " + tuned);
    String[] run = {"run", "tiny", "--seeds", "1", "--preset", tuned, "--out", folder + "/r"};
    assertThat(type(run).code()).isZero();
  }

  @Test
  void should_name_arms_without_step_sizes_when_tuning_finds_none() {
    Answer answer =
        type(
            ("tune tiny --quiet --candidates 1 --rungs 1 --seeds 1 --set steps=20"
                    + " --set mean.alpha=1e200 --set mean.beta=1e200 --out "
                    + folder.resolve("wild"))
                .split(" "));

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).startsWith("No candidate stayed finite: mean.\nHint: ");
    assertThat(answer.out().lines()).hasSize(1);
  }

  @Test
  void should_say_once_that_seeds_are_too_few_and_fit_the_terminal() {
    Path out = folder.resolve("few");
    Answer answer = type("run", "tiny", "--seeds=2", "--out=" + out);

    assertThat(answer.out()).containsOnlyOnce("no difference can be shown");
    assertThat(out.resolve("report.html")).content().contains("no difference can be shown");
    assertThat(type("report", out.toString()).out().lines()).anyMatch(line -> line.length() > 80);
    System.setProperty("bilevel4j.columns", "80");
    try {
      assertThat(type("report", out.toString()).out().lines())
          .allMatch(line -> line.length() <= 80 || line.startsWith("Report: "))
          .anyMatch(line -> line.matches("worst validation loss  +mean +[0-9.]+ .*"));
    } finally {
      System.clearProperty("bilevel4j.columns");
    }
    assertThat(type("report", out.toString()).out()).containsOnlyOnce("no difference can be shown");
  }

  @Test
  void should_check_derivatives() {
    Answer answer = type("check", "tiny", "--set", "tasks=2");

    assertThat(answer.out()).contains("checks passed");
    assertThat(answer.code()).isZero();
  }

  @Test
  void should_fail_when_all_runs_diverged() {
    Answer answer =
        type(
            "run",
            "tiny",
            "--seeds=1",
            "--set=robust.alpha=1e200",
            "--set=robust.beta=1e200",
            "--set=mean.alpha=1e200",
            "--set=mean.beta=1e200",
            "--out=" + folder.resolve("wild"));

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).contains("1 diverged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run | no experiment is named",
        "run tiyn | experiment 'tiyn' is not known.",
        "run nofile.yaml | file 'nofile.yaml' does not exist.",
        "run tiny --set steps=-1 --out never | steps = '-1' must be at least 1.",
        "run tiny --set robust.lowerBatch=64,distinct --out never | robust",
        "run tiny --seeds 0 --out never | --seeds is 0, must be at least 1.",
        "run tiny --seeds some | some",
        "run tiny --threads 0 | --threads is 0, must be at least 1.",
        "run tiny --data nowhere | --data nowhere is not a folder.",
        "run tiny --kernel fast | fast",
        "run tiny --preset fast | preset 'fast' is not known.",
        "run tiny --resume nowhere | --resume takes the experiment as it is",
        "run --resume nowhere | nowhere is not a folder",
        "run tiny --out /dev/null/x | cannot be written",
        "run tiny --speed 3 | --speed",
        "tune | no experiment is named",
        "tune tiny --metric test.loss.worst | is not one of the validation set",
        "tune tiny --metric validation.los.worst --out never | metric 'validation.los.worst'",
        "tune tiny --candidates 0 | --candidates is 0, must be at least 1.",
        "tune --resume nowhere | nowhere is not a folder",
        "check | APPLICATION",
        "check tinny | application 'tinny' is not known.",
        "check tiny --set tasks | must read key=value",
        "check tiny --set tusks=3 | parameter 'tusks' is not known.",
        "report nowhere | nowhere is not a folder.",
        "report | DIR",
        "list solver | kind 'solver' is not known.",
        "describe | NAME",
        "describe morbitt | Hint: morbit?",
        "data lettr | data set 'lettr' is not known.",
        "new | KIND",
        "new solver | NAME",
        "new solvr mine never | new: 'solvr' must be solver, metric, application or plugin.",
        "new solver soba never | the name 'soba' is taken.",
        "new solver Soba never | the name 'soba' is taken.",
        "new solver MaSoba never | the name 'ma-soba' is taken.",
        "new metric Tracked never | the name 'tracked' is taken.",
        "new plugin Morbit never | the name 'morbit' is taken.",
        "new solver tiny never | the name 'tiny' is taken.",
        "new application Quadratic never | the name 'quadratic' is taken.",
        "new plugin my_valley never | name 'my_valley' must be",
        "new solver mine never | never has no pom.xml",
        "lst | command 'lst' is not known."
      })
  void should_say_one_sentence_and_exit_with_two_when_input_is_bad(String words, String part) {
    Answer answer = type(words.split(" "));

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).startsWith("bilevel4j: ").contains(part).doesNotContain("\tat ");
    assertThat(answer.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(Path.of("never")).doesNotExist();
  }

  @Test
  void should_say_next_steps_with_the_name_in_the_catalogue() {
    Answer answer = type("new", "plugin", "DeepValley", folder.resolve("p").toString());

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("wrote ", "./bilevel4j run deep-valley");
    assertThat(answer.out().lines().filter(l -> l.startsWith("  ")))
        .noneMatch(l -> l.contains("DeepValley"));
  }

  @Test
  void should_show_the_trace_when_debugging() {
    assertThat(type("run", "tiyn", "--debug").err()).contains("\tat ");
  }

  @Test
  void should_show_what_each_solver_can_do_within_a_hundred_columns() {
    String solvers = type("list", "solvers").out();

    assertThat(solvers.lines()).allMatch(line -> line.length() <= 100);
    assertThat(solvers)
        .containsPattern("morbit +1\\.\\.X\\.\\.\\.S +simplex ")
        .containsPattern("memcs +\\.BFX\\.\\.\\.S +none block shared ")
        .contains("1 single loop, B block sampling, F Hessian-free");
    assertThat(type("describe", "fosl").out())
        .contains("single loop, block sampling, Hessian-free, upper set", "reconstruction");
  }

  @Test
  void should_describe_by_name_before_alias_and_name_a_few_when_it_is_unknown() {
    assertThat(type("describe", "letter").out())
        .startsWith("data set letter")
        .contains("licence", "robust-hpo-letter")
        .doesNotContain("application robust-hpo-letter");
    assertThat(type("describe", "sinusoid").out()).contains("sinusoid");

    Answer unknown = type("describe", "zzzzzzzzzzzz");

    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("name 'zzzzzzzzzzzz' is not known.", "Hint: one of: ");
    assertThat(unknown.err().split(",")).hasSize(5);
  }

  @Test
  void should_list_and_describe_what_is_there() {
    assertThat(type("list").out())
        .contains("experiments", "tiny", "morbit", "min-avg", "neumann", "letter", "tracked");
    assertThat(type("list", "applications").out()).contains("Tiny quadratic tasks");
    assertThat(type("describe", "morbit").out())
        .contains("Gu, Lu, Ram, Weng", "alpha", "step size of x", "lower_hvp");
    assertThat(type("describe", "tiny").out())
        .contains("application tiny", "number of tasks", "experiment tiny", "bilevel4j run tiny");
    assertThat(type("describe", "neumann").out()).contains("terms");
    assertThat(type("describe", "exact").code()).isZero();
    assertThat(type("list", "estimators").out()).contains("forward", "value-function", "tracking");
    assertThat(type("describe", "value-function").out())
        .contains("O(1/sigma)", "gradients and values");
    assertThat(type("data", "letter").out()).contains("letter: verified");
  }
}
