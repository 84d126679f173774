package org.bilevel4j.oracles.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.api.Test;

class CsrRowsTest {

  @Test
  void should_multiply_by_entries_alone() {
    Mlp network = Mlp.of(true, Activation.TANH, 40, 9, 6);
    CsrRows rows = SparseSamples.rows(Key.of(3), 40, 3, 37, 11, 300);

    Embedding.Tape tape = network.tapeFor(rows, Kernels.plain(), Precision.FLOAT64);
    Embedding.Tape other = network.tapeFor(rows.dense(), Kernels.plain(), Precision.FLOAT64);

    assertThat(tape.sparseInput()).isPresent();
    assertThat(other.sparseInput()).isEmpty();
    tape.reserve(12);
    assertThat(tape.sparseInput().orElseThrow().matrix().entries())
        .isEqualTo(12 * rows.mostEntries())
        .isLessThan(12 * rows.columns());
  }

  @Test
  void should_hand_dense_rows_to_features_that_want_them() {
    RandomFourierFeatures features = RandomFourierFeatures.gaussian(40, 3, 0.5, Key.of(1));
    RowSource rows = SparseSamples.rows(Key.of(2), 40, 2, 10);

    assertThat(features.tapeFor(rows, Kernels.plain(), Precision.FLOAT32).sparseInput()).isEmpty();
  }

  @Test
  void should_refuse_tables_that_point_outside() {
    int[] starts = {0, 1};
    double[] one = {1};
    assertThatThrownBy(() -> new CsrRows(3, starts, new int[] {3}, one, one, new int[] {0}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new CsrRows(3, starts, new int[] {2}, one, one, new int[] {1}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new CsrRows(3, new int[] {0, 2}, new int[] {2}, one, one))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
