package org.bilevel4j.datasets.table;

import java.util.Arrays;
import java.util.List;

/** A column of categories, held as codes into a dictionary; also a column of class labels. */
public final class CategoricalColumn implements InputColumn {
  /** Code of a missing cell. */
  public static final int MISSING = -1;

  private final String name;
  private final List<String> categories;
  private final int[] codes;

  /**
   * Takes the array over; the caller must not touch it again.
   *
   * @param name name of the column
   * @param categories the dictionary, each text once; copied
   * @param codes one a row, 0 <= code < categories.size(), or {@link #MISSING}; kept, not copied
   * @throws IllegalArgumentException if a code is out of range
   */
  public CategoricalColumn(String name, List<String> categories, int[] codes) {
    for (int r = 0; r < codes.length; r++) {
      if (codes[r] < MISSING || codes[r] >= categories.size()) {
        throw new IllegalArgumentException(
            name + ": label of row " + r + " is " + codes[r] + ", classes " + categories.size());
      }
    }
    this.name = name;
    this.categories = List.copyOf(categories);
    this.codes = codes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return codes.length;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  /** The dictionary in the order of the codes. */
  public List<String> categories() {
    return categories;
  }

  /** Code of the cell of a row, {@link #MISSING} where it is missing. */
  public int code(int row) {
    return codes[row];
  }

  /** All codes, a copy. */
  public int[] codes() {
    return codes.clone();
  }

  /** Rows of each category, in dictionary order; missing cells are in none. */
  public int[] counts() {
    int[] counts = new int[categories.size()];
    for (int code : codes) {
      if (code != MISSING) {
        counts[code]++;
      }
    }
    return counts;
  }

  /**
   * Rows with one code within a range, ascending.
   *
   * @param code the code, or {@link #MISSING}
   * @param from first row of the range
   * @param to end of the range, exclusive, at most rows()
   */
  public int[] rowsOf(int code, int from, int to) {
    int[] found = new int[to - from];
    int n = 0;
    for (int r = from; r < to; r++) {
      if (codes[r] == code) {
        found[n++] = r;
      }
    }
    return Arrays.copyOf(found, n);
  }

  /** Rows of each category, each ascending, in dictionary order; last the rows without one. */
  public int[][] rowsByCode() {
    int[] counts = Arrays.copyOf(counts(), categories.size() + 1);
    counts[categories.size()] = codes.length - Arrays.stream(counts).sum();
    int[][] rows = new int[counts.length][];
    Arrays.setAll(rows, c -> new int[counts[c]]);
    int[] filled = new int[counts.length];
    for (int r = 0; r < codes.length; r++) {
      int c = codes[r] == MISSING ? categories.size() : codes[r];
      rows[c][filled[c]++] = r;
    }
    return rows;
  }

  /**
   * The binary column "this category or another one": code 1 for the category, 0 for all others,
   * missing where this column is. It bears the category's name.
   */
  public CategoricalColumn oneVersusRest(int category) {
    int[] binary = new int[codes.length];
    for (int r = 0; r < codes.length; r++) {
      binary[r] = codes[r] == MISSING ? MISSING : codes[r] == category ? 1 : 0;
    }
    String chosen = categories.get(category);
    return new CategoricalColumn(chosen, List.of("not " + chosen, chosen), binary);
  }
}
