package org.bilevel4j.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;

class EntrantTest {

  private static Entrant shell(String script, Map<String, String> environment) {
    return new Entrant("other", List.of("sh", "-c", script), environment);
  }

  @Test
  void should_read_the_last_line_that_is_json() {
    Entrant e = shell("echo hello; echo '{\"a\": 1}'; echo '{\"a\": 2}'; echo bye", Map.of());
    assertThat(e.run().path("a").asInt()).isEqualTo(2);
  }

  @Test
  void should_hand_over_the_environment_asked_for() {
    Entrant e =
        shell("echo \"{\\\"c\\\": \\\"$OPENBLAS_CORETYPE\\\"}\"", Map.of("OPENBLAS_CORETYPE", "X"));
    assertThat(e.run().path("c").asText()).isEqualTo("X");
  }

  @Test
  void should_say_what_a_failed_program_said() {
    assertThatThrownBy(() -> shell("echo no such module >&2; exit 3", Map.of()).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("code 3")
        .hasMessageContaining("no such module");
  }

  @Test
  void should_refuse_a_program_that_prints_no_numbers() {
    assertThatThrownBy(() -> shell("true", Map.of()).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it said nothing");
  }

  @Test
  void should_name_a_program_that_is_not_there() {
    assertThatThrownBy(() -> new Entrant("other", List.of("/no/such"), Map.of()).run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("/no/such could not be started");
  }
}
