package org.bilevel4j.datasets.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final DataOrigin NOWHERE = new DataOrigin("t", "none", "", List.of());

  private final Features floats = new FloatFeatures(2, 3, new float[] {1, 2, 3, 4, 5, 6});
  private final Features bytes =
      new ByteFeatures(2, 3, new byte[] {0, 51, (byte) 255, 1, 2, (byte) 128}, 255);

  private final SparseFeatures sparse =
      new SparseFeatures(3, new int[] {0, 2, 3}, new int[] {0, 2, 1}, new float[] {4, -1, 0.5f});

  @Test
  void should_hold_sparse_rows_by_their_entries() {
    assertThat(sparse.rows()).isEqualTo(2);
    assertThat(sparse.entries()).isEqualTo(3);
    assertThat(sparse.mostEntries()).isEqualTo(2);
    float[] row = {9, 9, 9, 9, 9};
    sparse.copyRow(0, row, 1);
    assertThat(row).containsExactly(9, 4, 0, -1, 9);
    assertThat(sparse.at(0, 1)).isZero();
    assertThat(sparse.column(sparse.start(1))).isEqualTo(1);
    assertThat(sparse.value(sparse.end(1) - 1)).isEqualTo(0.5f);
    assertThat(sparse.ones()).isFalse();
  }

  @Test
  void should_build_sparse_rows_and_hold_no_value_where_all_are_one() {
    SparseBuilder builder = new SparseBuilder("t");
    for (int r = 0; r < 100; r++) {
      for (int c = 0; c < r % 7; c++) {
        builder.add(c, 1);
        builder.add(c + 50, 0);
      }
      builder.endRow();
    }
    SparseFeatures built = builder.build(57);
    assertThat(built.rows()).isEqualTo(100);
    assertThat(built.ones()).isTrue();
    assertThat(built.values()).isNull();
    assertThat(built.at(13, 5)).isEqualTo(1);
    assertThat(built.at(13, 6)).isZero();
    assertThat(built.end(99)).isEqualTo(built.entries());
  }

  @Test
  void should_refuse_entries_that_make_no_rows() {
    float[] ones = {1, 1};
    assertThatThrownBy(() -> new SparseFeatures(3, new int[] {0, 2}, new int[] {1, 1}, ones))
        .hasMessage("column in row 0 is 1, must be 2 to 2.");
    assertThatThrownBy(() -> new SparseFeatures(3, new int[] {0, 2}, new int[] {1, 3}, null))
        .hasMessage("column in row 0 is 3, must be 2 to 2.");
    assertThatThrownBy(() -> new SparseFeatures(3, new int[] {0, 1}, new int[] {1, 2}, null))
        .isInstanceOf(IllegalArgumentException.class);
    float[] bad = {1, Float.NaN};
    assertThatThrownBy(() -> new SparseFeatures(3, new int[] {0, 2}, new int[] {0, 1}, bad))
        .hasMessage("feature in row 0, column 1 is NaN.");
  }

  @Test
  void should_scale_unsigned_bytes() {
    double[] row = new double[4];
    bytes.copyRow(0, row, 1);
    assertThat(row).containsExactly(0, 0, 0.2, 1);
    bytes.copyRow(1, row, 1);
    assertThat(row).containsExactly(0, 1 / 255.0, 2 / 255.0, 128 / 255.0);
    assertThat(bytes.at(1, 2)).isEqualTo((float) (128 / 255.0));
    assertThat(((ByteFeatures) bytes).byteAt(0, 2)).isEqualTo(255);
  }

  @Test
  void should_gather_rows_in_the_order_asked_and_agree_in_all_forms() {
    for (Features f : List.of(floats, bytes, sparse)) {
      float[] single = new float[10];
      double[] wide = new double[10];
      f.gather(new int[] {1, 0, 1}, single, 1);
      f.gather(new int[] {1, 0, 1}, wide, 1);
      float[] all = f.toFloats();
      for (int k = 0; k < 9; k++) {
        int row = new int[] {1, 0, 1}[k / 3];
        assertThat(single[1 + k]).isEqualTo(f.at(row, k % 3)).isEqualTo(all[row * 3 + k % 3]);
        assertThat((float) wide[1 + k]).isEqualTo(single[1 + k]);
      }
      assertThat(single[0]).isZero();
    }
  }

  @Test
  void should_convert_to_floats_once() {
    assertThat(floats.inFloats()).isSameAs(floats);
    assertThat(bytes.inFloats().values()).isEqualTo(bytes.toFloats());
    assertThat(bytes.inFloats().rows()).isEqualTo(2);
    assertThat(sparse.inFloats().values()).containsExactly(4, 0, -1, 0, 0.5f, 0);
  }

  @Test
  void should_refuse_places_outside() {
    for (Features f : List.of(floats, bytes, sparse)) {
      assertThatThrownBy(() -> f.at(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> f.at(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> f.copyRow(-1, new float[3], 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void should_refuse_shapes_that_do_not_fit_and_numbers_that_are_not_finite() {
    assertThatThrownBy(() -> new FloatFeatures(2, 2, new float[3]))
        .hasMessage("3 numbers do not fill 2 rows of 2 columns.");
    assertThatThrownBy(() -> new FloatFeatures(2, 2, new float[] {0, 0, 0, Float.NaN}))
        .hasMessage("feature in row 1, column 1 is NaN.");
    assertThatThrownBy(() -> new ByteFeatures(1, 1, new byte[1], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void should_refuse_labels_that_do_not_fit() {
    List<String> classes = List.of("a", "b");
    assertThatThrownBy(() -> new LabelledTable("t", floats, new int[1], classes, NOWHERE))
        .hasMessage("t: 1 labels for 2 rows.");
    assertThatThrownBy(() -> new LabelledTable("t", floats, new int[] {0, 2}, classes, NOWHERE))
        .hasMessageContaining("label of row 1 is 2");
  }

  @Test
  void should_find_rows_of_a_class_in_a_range() {
    Features six = new FloatFeatures(6, 1, new float[6]);
    int[] labels = {0, 1, 1, 0, 1, 0};
    LabelledTable table = new LabelledTable("t", six, labels, List.of("a", "b"), NOWHERE);
    assertThat(table.rowsOfClass(1, 0, 6)).containsExactly(1, 2, 4);
    assertThat(table.rowsOfClass(1, 2, 4)).containsExactly(2);
    assertThat(table.classCounts()).containsExactly(3, 3);
    table.labels()[0] = 1;
    assertThat(table.label(0)).as("the copy does not write through").isZero();
  }

  @Test
  void should_name_columns_so_that_names_sort_as_columns() {
    for (int cols : new int[] {16, 784, 1001, 10_000}) {
      Features f = new FloatFeatures(1, cols, new float[cols]);
      LabelledTable table = new LabelledTable("t", f, new int[1], List.of("a"), NOWHERE);
      assertThat(IntStream.range(0, cols).mapToObj(table::featureName)).isSorted();
    }
    LabelledTable table = new LabelledTable("t", floats, new int[2], List.of("a"), NOWHERE);
    assertThat(table.featureName(2)).isEqualTo("p002");
  }
}
