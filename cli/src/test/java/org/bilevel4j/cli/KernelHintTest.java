package org.bilevel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that lands on plain kernels unasked, here Java without the launcher's options. */
class KernelHintTest {
  private static final String HINT = "plain Java kernels are in use";

  @TempDir private Path folder;

  private record Ended(int code, String err) {}

  private Ended start(List<String> options, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    // as on a machine without a BLAS
    command.add("-Ddev.ludovic.netlib.blas.nativeLibPath=" + folder.resolve("none"));
    command.addAll(options);
    command.add("org.bilevel4j.cli.Main");
    command.addAll(List.of(words));
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("BILEVEL4J_KERNELS");
    builder.redirectOutput(folder.resolve("out.txt").toFile()).redirectError(err.toFile());
    int code = builder.start().waitFor();
    return new Ended(code, Files.readString(err));
  }

  private static void assertSaidOnce(Ended ended) {
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err().split(HINT, -1)).as(ended.err()).hasSize(2);
    assertThat(ended.err()).contains("Hint: start with the launcher");
  }

  @Test
  void should_say_once_how_to_get_faster_kernels_whatever_the_command() throws Exception {
    assertSaidOnce(start(List.of(), "check", "robust-hpo-letter", "--set=tasks=2"));

    String[] run = {
      "run",
      "robust-hpo-letter",
      "--set=tasks=2",
      "--set=steps=4",
      "--set=evaluate.metrics=[tracked]",
      "--seeds=2",
      "--out=out"
    };
    assertSaidOnce(start(List.of(), run));
    assertThat(folder.resolve("out/log.txt")).content().contains(HINT);
  }

  @Test
  void should_be_silent_when_plain_kernels_are_asked_for() throws Exception {
    Ended ended = start(List.of(), "check", "robust-hpo-letter", "--set=tasks=2", "--kernel=plain");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).doesNotContain(HINT);
  }
}
