package org.bilevel4j.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.bilevel4j.cli.Main;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VersionCommandTest {

  @Test
  void should_print_program_and_java_version_when_asked_for_the_version() {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out));

    int exitCode = line.execute("version");

    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .containsPattern("Bilevel4J \\d+\\.\\d+\\.\\d+")
        .contains("Java " + System.getProperty("java.version"));
  }

  @Test
  void should_exit_with_two_when_the_command_is_unknown() {
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(err));

    assertThat(line.execute("frobnicate")).isEqualTo(2);
    assertThat(err.toString()).contains("frobnicate");
  }
}
