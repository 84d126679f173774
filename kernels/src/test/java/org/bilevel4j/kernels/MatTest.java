package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatTest {

  private static Mat counting(Precision precision, int rows, int cols) {
    Mat m = Mat.zeros(precision, rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        m.set(i, j, 10 * i + j);
      }
    }
    return m;
  }

  @Test
  void should_share_storage_between_a_matrix_and_its_ranges() {
    Mat m = counting(Precision.FLOAT64, 4, 3);
    Mat part = m.rowRange(1, 3).colRange(1, 3);
    assertThat(part.get(1, 1)).isEqualTo(22);
    part.set(0, 0, -1);
    assertThat(m.get(1, 1)).isEqualTo(-1);
    assertThat(part.packed()).isFalse();
    assertThat(m.rowRange(4, 4).rows()).isZero();
  }

  @Test
  void should_reshape_within_capacity_and_refuse_beyond() {
    Mat m = Mat.zeros(Precision.FLOAT32, 4, 5);
    float[] storage = m.floats();
    assertThat(m.reshape(3, 6).stride()).isEqualTo(6);
    assertThat(m.floats()).isSameAs(storage);
    assertThat(Mat.reuse(m, Precision.FLOAT32, 2, 10)).isSameAs(m);
    assertThat(Mat.reuse(m, Precision.FLOAT64, 2, 10)).isNotSameAs(m);
    assertThat(Mat.reuse(m, Precision.FLOAT32, 3, 10).rows()).isEqualTo(3);
    assertThatThrownBy(() -> m.reshape(3, 7))
        .hasMessageContaining("21")
        .hasMessageContaining("Hint:");
    assertThatThrownBy(() -> counting(Precision.FLOAT64, 4, 3).rowRange(0, 2).reshape(3, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void should_refuse_windows_and_places_outside() {
    assertThatThrownBy(() -> Mat.wrap(new double[10], 1, 2, 5, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Mat.wrap(new double[10], 0, 2, 5, 4))
        .isInstanceOf(IllegalArgumentException.class);
    Mat m = counting(Precision.FLOAT64, 2, 2);
    assertThatThrownBy(() -> m.get(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(m::floats).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> m.rowRange(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void should_load_store_and_convert_with_strides() {
    for (Precision precision : Precision.values()) {
      Mat m = Mat.zeros(precision, 2, 3);
      Transfer.load(new double[] {9, 1, 2, 3, 9, 4, 5, 6}, 1, 4, m);
      assertThat(m.get(1, 2)).isEqualTo(6);
      float[] floats = new float[8];
      Transfer.store(m, floats, 0, 5);
      assertThat(floats).containsExactly(1, 2, 3, 0, 0, 4, 5, 6);
      double[] doubles = new double[6];
      Transfer.store(m, doubles, 0, 3);
      Transfer.addTo(2, m, doubles, 0, 3);
      assertThat(doubles).containsExactly(3, 6, 9, 12, 15, 18);
      assertThat(Samples.bits(m.copy(Precision.FLOAT64))).isEqualTo(Samples.bits(m));
    }
  }

  @Test
  void should_gather_rows_by_id_from_every_kind_of_table() {
    int[] ids = {7, 2, 0};
    for (Precision precision : Precision.values()) {
      Mat to = Mat.zeros(precision, 2, 2);
      Transfer.gather(new float[] {1, 2, 3, 4, 5, 6}, ids, 1, to);
      assertThat(Samples.bits(to)).isEqualTo(Samples.bits(Mat.of(new double[][] {{5, 6}, {1, 2}})));
      Transfer.gather(new double[] {1, 2, 3, 4, 5, 7}, ids, 1, to);
      assertThat(to.get(0, 1)).isEqualTo(7);
      Transfer.gather(new byte[] {0, 1, 2, 3, 4, (byte) 255}, ids, 1, 0.5, 1, to);
      assertThat(to.get(0, 1)).isEqualTo(128.5);
      assertThat(to.get(1, 0)).isEqualTo(1);
      Transfer.gather(counting(Precision.FLOAT64, 3, 2), ids, 1, to);
      assertThat(to.get(0, 1)).isEqualTo(21);
      assertThatThrownBy(() -> Transfer.gather(new float[6], ids, 0, to))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
