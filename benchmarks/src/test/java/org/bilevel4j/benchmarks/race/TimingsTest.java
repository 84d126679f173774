package org.bilevel4j.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsTest {

  @Test
  void should_take_the_middle_of_an_odd_number() {
    assertThat(Timings.of(List.of(3.0, 1.0, 2.5))).isEqualTo(new Timings(2.5, 1, 3));
  }

  @Test
  void should_take_the_mean_of_two_in_the_middle() {
    assertThat(Timings.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Timings(2.5, 1, 4));
  }

  @Test
  void should_refuse_nothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> Timings.of(List.of()));
  }

  @Test
  void should_print_the_digits_asked_for() {
    assertThat(new Timings(1.234, 1, 2).text(2)).isEqualTo("1.23 [1.00, 2.00]");
  }
}
