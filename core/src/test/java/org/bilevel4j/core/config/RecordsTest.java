package org.bilevel4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {
  enum Colour {
    DEEP_RED,
    BLUE
  }

  record Inner(@Param("how hard") double pull, boolean on) {}

  record Sample(
      @Param(value = "step size", symbol = "alpha", range = "at least 0") Schedule alpha,
      @Param(value = "rows", range = "at least 1") int rows,
      long seed,
      Batch batch,
      Colour colour,
      String note,
      List<Integer> widths,
      OptionalInt limit,
      Inner inner) {
    Sample {
      Args.atLeast(1, rows, "rows");
    }
  }

  private static final Sample DEFAULTS =
      new Sample(
          Schedule.constant(0.1),
          3,
          7,
          Batch.of(8),
          Colour.BLUE,
          "",
          List.of(80, 10),
          OptionalInt.empty(),
          new Inner(0.5, false));

  private static Sample bind(Map<String, ?> values) {
    return Records.bind(DEFAULTS, values, "sample");
  }

  @Test
  void should_keep_defaults_when_nothing_is_set() {
    assertThat(bind(Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void should_take_values_of_the_types_of_the_components() {
    Sample s =
        bind(
            Map.of(
                "alpha",
                Schedule.power(0.2, 0.6),
                "rows",
                5,
                "colour",
                Colour.DEEP_RED,
                "widths",
                List.of(1, 2),
                "inner",
                new Inner(3, true)));

    assertThat(s)
        .isEqualTo(
            new Sample(
                Schedule.power(0.2, 0.6),
                5,
                7,
                Batch.of(8),
                Colour.DEEP_RED,
                "",
                List.of(1, 2),
                OptionalInt.empty(),
                new Inner(3, true)));
  }

  @Test
  void should_read_texts_as_the_command_line_gives_them() {
    Sample s =
        bind(
            Map.of(
                "alpha", "0.2 * k^-0.6",
                "rows", "5",
                "batch", "4 distinct",
                "colour", "deep-red",
                "widths", "[1, 2,3]",
                "limit", "9",
                "inner.pull", "3",
                "inner.on", "true"));

    assertThat(s.alpha()).isEqualTo(Schedule.power(0.2, 0.6));
    assertThat(s.rows()).isEqualTo(5);
    assertThat(s.batch()).isEqualTo(Batch.parse("4 distinct"));
    assertThat(s.colour()).isEqualTo(Colour.DEEP_RED);
    assertThat(s.widths()).containsExactly(1, 2, 3);
    assertThat(s.limit()).hasValue(9);
    assertThat(s.inner()).isEqualTo(new Inner(3, true));
    assertThat(s.seed()).isEqualTo(7);
  }

  @Test
  void should_read_values_as_yaml_gives_them() {
    Sample s =
        bind(
            Map.of(
                "alpha", 1,
                "rows", 5,
                "widths", List.of(4),
                "note", 12,
                "inner", Map.of("pull", 0.25)));

    assertThat(s.alpha()).isEqualTo(Schedule.constant(1));
    assertThat(s.rows()).isEqualTo(5);
    assertThat(s.widths()).containsExactly(4);
    assertThat(s.note()).isEqualTo("12");
    assertThat(s.inner()).isEqualTo(new Inner(0.25, false));
  }

  @Test
  void should_read_back_what_it_writes() {
    Sample s = bind(Map.of("alpha", "1 to 10 over 0.2", "colour", "DEEP_RED", "limit", 4));

    assertThat(bind(Records.toMap(s))).isEqualTo(s);
  }

  @Test
  void should_describe_every_component() {
    List<ParamInfo> all = Records.describe(DEFAULTS);

    assertThat(all)
        .contains(
            new ParamInfo("alpha", "a schedule", "0.1", "step size", "alpha", "at least 0"),
            new ParamInfo("colour", "one of deep-red, blue", "blue", "", "", ""),
            new ParamInfo("inner.pull", "a number", "0.5", "how hard", "", ""));
    assertThat(all).extracting(ParamInfo::name).endsWith("limit", "inner.pull", "inner.on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alfa | 1 | sample: parameter 'alfa' is not known | Hint: alpha?",
        "inner.pul | 1 | sample.inner: parameter 'pul' is not known | Hint: pull?",
        "rows | 0 | sample: rows is 0, must be at least 1. | ",
        "rows | 2.5 | sample: rows = '2.5' cannot be read, must be a whole number (at least 1) | ",
        "alpha | fast | sample: alpha: schedule 'fast' cannot be read | Hint: a number",
        "colour | blu | sample: colour: value 'blu' is not known | Hint: blue?",
        "inner | 3 | sample: inner = '3' is not a group of parameters | ",
        "inner.on | yes | sample.inner: on = 'yes' cannot be read, must be true or false | ",
        "inner.pull | NaN | sample.inner: pull = 'NaN' cannot be read, must be a number | ",
        "inner.pull | 1d | sample.inner: pull = '1d' cannot be read, must be a number | ",
        "batch | -3 | sample: batch: batch size is -3, must be at least 1 | ",
        "widths | 1;2 | sample: widths = '1;2' cannot be read, must be a list | ",
      })
  void should_name_key_value_and_bound_of_what_it_refuses(
      String key, String value, String message, String cure) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .hasMessageContaining(cure == null ? "" : cure);
  }

  @Test
  void should_change_a_part_of_a_value_that_is_a_record() {
    Sample half = bind(Map.of("alpha.value", 0.5));

    assertThat(half.alpha()).isEqualTo(Schedule.constant(0.5));
  }

  @Test
  void should_refuse_a_value_and_a_part_of_it() {
    Map<String, Object> partLast = new LinkedHashMap<>();
    partLast.put("alpha", 1);
    partLast.put("alpha.value", 2);
    Map<String, Object> partFirst = new LinkedHashMap<>();
    partFirst.put("alpha.value", 2);
    partFirst.put("alpha", 1);

    for (Map<String, Object> both : List.of(partFirst, partLast)) {
      assertThatThrownBy(() -> bind(both))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'alpha' and a part of it are both set");
    }
  }

  @Test
  void should_refuse_a_group_for_a_plain_component() {
    assertThatThrownBy(() -> bind(Map.of("rows.many", 3)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("rows");
  }
}
