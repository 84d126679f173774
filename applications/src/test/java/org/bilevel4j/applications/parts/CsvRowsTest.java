package org.bilevel4j.applications.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.tensor.RowTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
  private static final String HEAD = "id,size,town,rent,sold\n";

  @TempDir Path folder;

  /** Twenty flats; rents are missing in every tenth row. */
  private static String flats() {
    StringBuilder text = new StringBuilder(HEAD);
    for (int r = 0; r < 20; r++) {
      String rent = r % 10 == 3 ? "" : Integer.toString(10 * r);
      String sold = r % 3 == 0 ? "yes" : "no";
      text.append("n%d,%d,%s,%s,%s\n".formatted(r, r * r, "abc".charAt(r % 3), rent, sold));
    }
    return text.toString();
  }

  private CsvRows read(String text, String target) throws IOException {
    Path file = Files.writeString(folder.resolve("flats.csv"), text);
    return CsvRows.read(file.toString(), target, CsvOptions.defaults().leaveOut("id"), Key.of(3));
  }

  private static double[][] all(RowTable rows, int input) {
    int n = rows.rows(0).count();
    Mat[] into =
        rows.inputs().stream()
            .map(i -> Mat.zeros(Precision.FLOAT64, n, i.width()))
            .toArray(Mat[]::new);
    rows.read(0, Draw.full(), IntStream.range(0, n).toArray(), 0, n, into, 0);
    double[][] out = new double[n][into[input].cols()];
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < out[r].length; j++) {
        out[r][j] = into[input].get(r, j);
      }
    }
    return out;
  }

  private static double mean(double[][] rows, int column, boolean squares) {
    return java.util.Arrays.stream(rows)
        .mapToDouble(row -> squares ? row[column] * row[column] : row[column])
        .average()
        .orElseThrow();
  }

  @Test
  void should_encode_all_columns_but_the_target_by_training_rows_alone() throws IOException {
    CsvRows rows = read(flats(), "rent");

    assertThat(rows.classes()).isFalse();
    assertThat(rows.features())
        .containsExactly("size", "town=a", "town=b", "town=c", "sold=no", "sold=yes");
    double[][] a = all(rows.train(), 0);
    double[][] b = all(rows.train(), 1);
    assertThat(a).hasDimensions(11, 6); // 60 % of the 18 rows whose rent is known
    assertThat(all(rows.validation(), 0)).hasDimensions(3, 6);
    assertThat(all(rows.test(), 0)).hasDimensions(4, 6);
    assertThat(mean(a, 0, false)).isCloseTo(0, within(1e-6));
    assertThat(mean(a, 0, true)).isCloseTo(1, within(1e-6));
    assertThat(mean(b, 0, false)).isCloseTo(0, within(1e-12));
    assertThat(mean(b, 0, true)).isCloseTo(1, within(1e-12));
    assertThat(rows.provenance()).containsKeys("data flats.csv", "target");
  }

  @Test
  void should_take_two_texts_for_classes_and_mark_missing_numbers() throws IOException {
    CsvRows rows = read(flats(), "sold");

    assertThat(rows.classes()).isTrue();
    assertThat(rows.features()).contains("rent", "rent is missing");
    double[][] a = all(rows.train(), 0);
    double[][] b = all(rows.train(), 1);
    int town = rows.features().indexOf("town=a"); // every third row, as sold
    for (int r = 0; r < a.length; r++) {
      assertThat(b[r][0]).isEqualTo(a[r][town] == 1 ? 1 : -1);
    }
  }

  @Test
  void should_cut_by_key() throws IOException {
    double[][] first = all(read(flats(), "rent").validation(), 0);
    double[][] again = all(read(flats(), "rent").validation(), 0);

    assertThat(first).isDeepEqualTo(again);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "town | target 'town' has 3 different texts.",
        "town_ | input column 'town_' is not known.",
      })
  void should_say_why_a_target_does_not_do(String target, String sentence) {
    assertThatThrownBy(() -> read(flats(), target))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void should_say_when_nothing_can_be_learned() {
    assertThatThrownBy(() -> read(HEAD + "1,2,a,3,no\n", "rent"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has 1 rows whose 'rent' is known");
    assertThatThrownBy(
            () ->
                CsvRows.sample(
                    CsvRowsTest.class, "none.csv", "rent", CsvOptions.defaults(), Key.of(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("resource none.csv is not beside");
  }
}
