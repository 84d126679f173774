package org.bilevel4j.datasets.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.datasets.Broken;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.NumericColumn;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random tables, written with random quoting, separator, line ends and packing, and read back. */
class CsvRoundTripTest {
  private static final int[] ALPHABET = "ab ,;\t\"\n\r'äß€\uD83D\uDE00=".codePoints().toArray();

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void should_read_back_what_was_written(long seed) throws IOException {
    // GIVEN
    Rng rng = Key.of(seed).rng();
    int rows = 1 + below(rng, 300);
    int columns = 2 + below(rng, 8);
    Separator separator = Separator.values()[1 + below(rng, 3)];
    String end = new String[] {"\n", "\r\n", "\r"}[below(rng, 3)];
    String[][] cells = new String[rows][columns];
    String[] names = new String[columns];
    for (int c = 0; c < columns; c++) {
      names[c] = c + text(rng);
      for (int r = 0; r < rows; r++) {
        cells[r][c] = rng.uniform(0, 1) < 0.2 ? "" : c % 2 == 0 ? number(rng) : "x" + text(rng);
      }
    }

    // WHEN
    StringBuilder out = new StringBuilder(rng.uniform(0, 1) < 0.5 ? "\uFEFF" : "");
    line(rng, names, separator, end, out);
    for (String[] row : cells) {
      line(rng, row, separator, end, out);
    }
    if (rng.uniform(0, 1) < 0.5) {
      out.setLength(out.length() - end.length());
    }
    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    Path path = Files.write(dir.resolve("t"), rng.uniform(0, 1) < 0.5 ? bytes : Broken.gz(bytes));
    CsvOptions options = CsvOptions.defaults().withSeparator(separator);
    ColumnTable table =
        CsvTables.read("t", path, options.withLimits(options.limits().withCategories(rows)));

    // THEN
    assertThat(table.rows()).as("seed %d", seed).isEqualTo(rows);
    for (int c = 0; c < columns; c++) {
      List<String> found = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (int r = 0; r < rows; r++) {
        found.add(cell(table, names[c], r));
        boolean number = table.input(names[c]) instanceof NumericColumn && !cells[r][c].isEmpty();
        expected.add(number ? "" + Double.parseDouble(cells[r][c]) : cells[r][c]);
      }
      assertThat(found).as("seed %d, column %d", seed, c).isEqualTo(expected);
    }
  }

  private static String cell(ColumnTable table, String column, int row) {
    if (table.input(column).isMissing(row)) {
      return "";
    }
    return table.input(column) instanceof NumericColumn numbers
        ? "" + numbers.value(row)
        : category((CategoricalColumn) table.input(column), row);
  }

  private static String category(CategoricalColumn column, int row) {
    return column.categories().get(column.code(row));
  }

  private static void line(
      Rng rng, String[] cells, Separator separator, String end, StringBuilder out) {
    for (int c = 0; c < cells.length; c++) {
      out.append(c == 0 ? "" : separator.character());
      boolean plain =
          cells[c].chars().noneMatch(x -> "\"\r\n".indexOf(x) >= 0 || x == separator.character())
              && cells[c].equals(cells[c].strip());
      out.append(
          plain && rng.uniform(0, 1) < 0.7 ? cells[c] : '"' + cells[c].replace("\"", "\"\"") + '"');
    }
    out.append(end);
  }

  private static String text(Rng rng) {
    StringBuilder text = new StringBuilder();
    for (int k = below(rng, 8); k > 0; k--) {
      text.appendCodePoint(ALPHABET[below(rng, ALPHABET.length)]);
    }
    return text.toString();
  }

  private static String number(Rng rng) {
    return switch (below(rng, 4)) {
      case 0 -> Integer.toString(below(rng, 1_000_000) - 500_000);
      case 1 -> Double.toString(rng.uniform(-1, 1) * Math.pow(10, below(rng, 600) - 300.0));
      case 2 -> "%.3f".formatted(rng.uniform(-100, 100));
      default -> "-." + below(rng, 100_000);
    };
  }

  private static int below(Rng rng, int bound) {
    return (int) rng.uniform(0, bound);
  }
}
