package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and a request to end, through the launcher: the folder goes on to the same bits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalIT {
  private static final String EXPERIMENT =
      """
      title: Stopped on the way
      application: robust-hpo-letter
      parameters: {tasks: 3, frequencies: 16}
      arms:
        - solver: morbit
          parameters: {alpha: 0.05, beta: 0.3, gamma: 0.02, lowerBatch: 8 epochs, upperBatch: 8}
      steps: 12000
      evaluate: {every: 100, metrics: [tracked, weights]}
      # so that nothing but the signal saves anything
      checkpoint: {everySeconds: 1000}
      """;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  void runUndisturbed() throws Exception {
    Answer whole = start(shared).run("run", "signal.yaml", "--out=whole");
    assertThat(whole.code()).as(whole.err()).isZero();
  }

  private static Launcher start(Path folder) throws IOException {
    Files.writeString(folder.resolve("signal.yaml"), EXPERIMENT);
    return Launcher.in(folder);
  }

  @ParameterizedTest
  @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
  void should_leave_a_folder_that_goes_on_to_the_same_bits(String signal, int number, int code)
      throws Exception {
    assumeThat(isIgnored(number)).as("whoever started the tests ignores " + signal).isFalse();
    Launcher launcher = start(folder);
    Path checkpoint = folder.resolve("stopped/runs/morbit/1/checkpoint.bin");
    Path result = folder.resolve("stopped/runs/morbit/1/result.json");

    // WHEN it is asked to end after its first steps
    Process process = launcher.start("run", "signal.yaml", "--out=stopped");
    try {
      awaitSteps(process);
      assertThat(checkpoint).doesNotExist();
      ask(process, signal);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }

    // THEN it says how to go on, and going on ends where nobody disturbed the run
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(launcher.printed("err.txt"))
        .contains("Stopping; saving what was computed ...")
        .containsPattern("Saved. Go on with:\n  \\S*bilevel4j run --resume stopped\n");
    assertThat(checkpoint).exists();
    assertThat(result).doesNotExist();
    Answer end = launcher.run("run", "--resume=stopped");
    assertThat(end.code()).as(end.err()).isZero();
    assertThat(result).exists();
    assertThat(Results.of(folder.resolve("stopped")))
        .isEqualTo(Results.of(shared.resolve("whole")));
  }

  /** Waits for a measurement after the first one, which is taken before any step. */
  private void awaitSteps(Process process) throws IOException, InterruptedException {
    Path log = folder.resolve("stopped/runs/morbit/1/metrics.csv");
    while (!Files.exists(log) || Files.readAllLines(log).size() < 3) {
      assertThat(process.waitFor(2, TimeUnit.MILLISECONDS)).as("ended too soon").isFalse();
    }
  }

  private static void ask(Process process, String signal) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor())
        .isZero();
  }

  /** Processes started from here ignore what this one was told to ignore, as nohup does. */
  private static boolean isIgnored(int number) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String mask = lines.filter(l -> l.startsWith("SigIgn:")).findFirst().orElseThrow();
      return new BigInteger(mask.substring("SigIgn:".length()).strip(), 16).testBit(number - 1);
    }
  }
}
