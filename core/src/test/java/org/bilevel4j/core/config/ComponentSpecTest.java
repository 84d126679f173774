package org.bilevel4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentSpecTest {
  private record Pair(double a, int b) {}

  private record None() {}

  private static ComponentSpec parse(String text) {
    return ComponentSpec.parse("thing", text, "thing(a=1)");
  }

  @Test
  void should_read_a_name_with_and_without_parameters() {
    assertThat(parse(" one ")).isEqualTo(new ComponentSpec("one", Map.of()));
    assertThat(parse("one()")).isEqualTo(new ComponentSpec("one", Map.of()));
    assertThat(parse("one( a = 1, b=other(x=2, y=3), c=[4, 5])"))
        .isEqualTo(
            new ComponentSpec("one", Map.of("a", "1", "b", "other(x=2, y=3)", "c", "[4, 5]")));
  }

  @Test
  void should_make_a_list_whole_that_was_cut_inside_brackets() {
    assertThat(ComponentSpec.whole(List.of("one", "two(a=1", "b=[3", "4])", "three()")))
        .containsExactly("one", "two(a=1, b=[3, 4])", "three()");
    assertThat(ComponentSpec.whole(List.of())).isEmpty();
  }

  @Test
  void should_write_what_it_reads() {
    assertThat(ComponentSpec.format("one", new Pair(0.5, 2))).isEqualTo("one(a=0.5, b=2)");
    assertThat(ComponentSpec.format("one", new None())).isEqualTo("one");
    assertThat(parse(ComponentSpec.format("one", new Pair(0.5, 2))).values())
        .isEqualTo(Map.of("a", "0.5", "b", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one(a=1 | thing 'one(a=1' lacks its closing bracket.",
        "one(a) | one: 'a' is not of the form key=value.",
        "one(a=1, a=2) | one: parameter 'a' is given twice."
      })
  void should_say_what_is_wrong_with_the_form(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
