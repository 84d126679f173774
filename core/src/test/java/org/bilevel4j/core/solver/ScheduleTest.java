package org.bilevel4j.core.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bilevel4j.core.util.Names;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void should_read_what_it_prints() {
    for (String text :
        new String[] {
          "0.01",
          "0.2 * k^-0.6",
          "0.2 * K^-0.4",
          "0.01 / (1 + k/3000)",
          "1 to 10 over 0.2",
          "0.01 on plateau(factor=0.5, patience=10, every=100)",
          "0.01 on plateau(factor=0.5, patience=10, every=100, watched=weighted)",
          "0.2 * k^-0.6 on plateau(factor=0.5, patience=0, every=1)"
        }) {
      assertThat(Schedule.parse(text)).hasToString(text);
      assertThat(Schedule.parse(Schedule.parse(text).toString())).isEqualTo(Schedule.parse(text));
    }
  }

  @Test
  void should_refuse_what_is_no_schedule() {
    for (String text : new String[] {"fast", "", "-1", "NaN", "0.1 * q^2", "1 to x over 2"}) {
      assertThatThrownBy(() -> Schedule.parse(text))
          .isInstanceOf(org.bilevel4j.core.util.UserError.class);
    }
  }

  @Test
  void should_name_the_nearest_known_names() {
    assertThat(Names.nearest("mobit", List.of("morbit", "min-avg", "ttsa")))
        .containsExactly("morbit");
    assertThat(Names.unknown("solver", "xyz", List.of("morbit", "ttsa")).getMessage())
        .contains("solver 'xyz' is not known")
        .contains("one of: morbit, ttsa");
  }
}
