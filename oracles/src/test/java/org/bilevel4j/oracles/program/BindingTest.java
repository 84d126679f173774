package org.bilevel4j.oracles.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Shape;
import org.junit.jupiter.api.Test;

class BindingTest {
  @Test
  void should_hold_more_rows_than_a_square_of_them_could_have_elements() {
    Binding b = Binding.of(new int[] {100_000, 3}, 2, Binding.none());
    Shape rows = new Shape(Dim.ROWS, Dim.of(22), true);
    assertThat(b.elements(rows)).isEqualTo(22 * 100_003);
    assertThat(b.start(rows, 1)).isEqualTo(2_200_000);
    assertThatThrownBy(() -> b.elements(new Shape(Dim.ROWS, Dim.ROWS, true)))
        .isInstanceOf(ArithmeticException.class);
  }
}
