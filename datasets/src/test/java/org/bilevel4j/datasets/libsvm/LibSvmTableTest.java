package org.bilevel4j.datasets.libsvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.SharedData;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibSvmTableTest {
  @TempDir Path folder;

  private LibSvmTable table(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("t.libsvm"), text);
    return LibSvmTable.read(file, 5);
  }

  @Test
  void should_deal_the_rows_of_a_file_to_tasks() throws IOException {
    LibSvmTable table = table("+1 1:0.5 3:2\n-1\n-1 5:1\n+1 2:-1 3:1 4:1\n");

    int[][] dealt = table.deal(2, 0, 3);

    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.entries()).isEqualTo(6);
    assertThat(table.columns()).isEqualTo(5);
    assertThat(dealt).isDeepEqualTo(new int[][] {{0, 2}, {1}});
    assertThat(table.dense(5)[3]).containsExactly(0, -1, 1, 1, 0);
    assertThat(table.targets()).containsExactly(1, 0, 0, 1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "+1 2:1 2:3, line 1 ('+1 2:1 2:3'): '2:3' needs a column from 3 to 5.",
        "+1 6:1, '6:1' needs a column from 1 to 5.",
        "+1 0:1, '0:1' needs a column from 1 to 5.",
        "+1 7, '7' needs a column from 1 to 5.",
        "yes 1:1, 'yes' is not a number.",
        "+1 1:NaN, 'NaN' is not finite."
      })
  void should_name_file_and_line_of_what_does_not_fit(String line, String message) {
    assertThatThrownBy(() -> table(line + "\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("t.libsvm")
        .hasMessageContaining(message);
  }

  @Test
  void should_make_a_table_whose_larger_label_is_positive() throws IOException {
    LabelledTable table = table("2.0 1:0.5 3:2\n\n1\n 1\t5:1 \n").table("t");
    assertThat(table.labelColumns().get(0).categories()).containsExactly("1", "2");
    assertThat(table.labels()).containsExactly(1, 0, 0);
    assertThat(((SparseFeatures) table.features()).entries()).isEqualTo(3);
    assertThat(table.features().at(2, 4)).isEqualTo(1);
    assertThat(table.origin().files().get(0).bytes()).isEqualTo(25);
  }

  @Test
  void should_refuse_a_file_without_rows() {
    assertThatThrownBy(() -> table("\n \n")).hasMessageContaining("has no rows");
  }

  @ParameterizedTest
  @CsvSource({
    "a9a, 32561, 123, 7841",
    "a9a.t, 16281, 122, 3846",
    "w8a, 49749, 300, 1479",
    "ijcnn1, 49990, 22, 4853",
    "ijcnn1.t, 91701, 22, 8712"
  })
  void should_read_the_sets_of_the_collection(String set, int rows, int columns, int positives) {
    Path file = SharedData.require("binary").resolve("binary").resolve(set + ".libsvm.gz");
    LibSvmTable table = LibSvmTable.read(file);
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.columns()).isEqualTo(columns);
    assertThat(Arrays.stream(table.targets()).sum()).isEqualTo(positives);
  }
}
