package org.bilevel4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightsTest {

  @Test
  void should_address_weights_over_a_set_by_block_id() {
    Weights w = Weights.over(BlockSet.of(9, 7, 2), Vec.of(0.25, 4));

    assertThat(w.at(2)).isEqualTo(0.25);
    assertThat(w.at(7)).isEqualTo(4);
    assertThat(w.times(-2).at(7)).isEqualTo(-8);
  }

  @Test
  void should_address_weights_by_block_id() {
    Weights w = Weights.of(Vec.of(1, 2, 3)).times(2);

    assertThat(w.at(2)).isEqualTo(6);
    assertThat(Weights.mean(BlockSet.of(5, 0, 4)).at(4)).isEqualTo(0.5);
  }
}
