package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The programs in examples run with Java alone and end well. */
class ExamplesIT {

  private static String run(String file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.home().resolve("examples").resolve(file).toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void should_compare_solvers() throws Exception {
    assertThat(run("CompareSolvers.java"))
        .contains("Soba", "MaSoba", "Amigo", "COMPLETED")
        .doesNotContain("DIVERGED", "NaN");
  }

  @Test
  void should_solve_a_problem_of_ones_own() throws Exception {
    assertThat(run("OwnProblem.java"))
        .contains("derivatives are right", "all 5000 steps made")
        .doesNotContain("NaN");
  }
}
