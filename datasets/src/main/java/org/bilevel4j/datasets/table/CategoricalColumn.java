package org.bilevel4j.datasets.table;

import java.util.Arrays;
import java.util.List;

/** A column of categories, held as codes into a dictionary; also a column of class labels. */
public final class CategoricalColumn implements InputColumn {
  /** Code of a missing cell. */
  public static final int MISSING = -1;

  private static final int SMALL = Byte.MAX_VALUE;

  private final String name;
  private final List<String> categories;
  private final byte[] small;
  private final int[] large;

  /**
   * A column of codes, which are held as bytes where there are at most {@value #SMALL} categories.
   *
   * @param name name of the column
   * @param categories the dictionary, each text once; copied
   * @param codes one a row, 0 <= code < categories.size(), or {@link #MISSING}; the caller must not
   *     touch them again
   * @throws IllegalArgumentException if a code is out of range
   */
  public CategoricalColumn(String name, List<String> categories, int[] codes) {
    boolean asBytes = categories.size() <= SMALL;
    this.name = name;
    this.categories = List.copyOf(categories);
    this.small = asBytes ? new byte[codes.length] : new byte[0];
    this.large = asBytes ? new int[0] : codes;
    for (int r = 0; r < codes.length; r++) {
      check(r, codes[r]);
      if (asBytes) {
        small[r] = (byte) codes[r];
      }
    }
  }

  /**
   * A column of at most {@value #SMALL} categories. Takes the array over; the caller must not touch
   * it again.
   *
   * @param name name of the column
   * @param categories the dictionary, each text once; copied
   * @param codes one a row, 0 <= code < categories.size(), or {@link #MISSING}; kept, not copied
   * @throws IllegalArgumentException if a code is out of range or there are too many categories
   */
  public CategoricalColumn(String name, List<String> categories, byte[] codes) {
    if (categories.size() > SMALL) {
      throw new IllegalArgumentException(name + ": " + categories.size() + " categories in bytes");
    }
    this.name = name;
    this.categories = List.copyOf(categories);
    this.small = codes;
    this.large = new int[0];
    for (int r = 0; r < codes.length; r++) {
      check(r, codes[r]);
    }
  }

  private void check(int row, int code) {
    if (code < MISSING || code >= categories.size()) {
      throw new IllegalArgumentException(
          name + ": label of row " + row + " is " + code + ", classes " + categories.size());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return categories.size() <= SMALL ? small.length : large.length;
  }

  @Override
  public boolean isMissing(int row) {
    return code(row) == MISSING;
  }

  /** The dictionary in the order of the codes. */
  public List<String> categories() {
    return categories;
  }

  /** Code of the cell of a row, {@link #MISSING} where it is missing. */
  public int code(int row) {
    return categories.size() <= SMALL ? small[row] : large[row];
  }

  /** All codes, a copy. */
  public int[] codes() {
    int[] codes = new int[rows()];
    Arrays.setAll(codes, this::code);
    return codes;
  }

  /** Rows of each category, in dictionary order; missing cells are in none. */
  public int[] counts() {
    int[] counts = new int[categories.size()];
    for (int r = 0; r < rows(); r++) {
      if (!isMissing(r)) {
        counts[code(r)]++;
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
      if (code(r) == code) {
        found[n++] = r;
      }
    }
    return Arrays.copyOf(found, n);
  }

  /** Rows of each category, each ascending, in dictionary order; last the rows without one. */
  public int[][] rowsByCode() {
    int[] counts = Arrays.copyOf(counts(), categories.size() + 1);
    counts[categories.size()] = rows() - Arrays.stream(counts).sum();
    int[][] rows = new int[counts.length][];
    Arrays.setAll(rows, c -> new int[counts[c]]);
    int[] filled = new int[counts.length];
    for (int r = 0; r < rows(); r++) {
      int c = isMissing(r) ? categories.size() : code(r);
      rows[c][filled[c]++] = r;
    }
    return rows;
  }

  /** The cells of some rows, in the order given, as a column with the same dictionary. */
  public CategoricalColumn rows(int[] some) {
    int[] codes = new int[some.length];
    Arrays.setAll(codes, k -> code(some[k]));
    return new CategoricalColumn(name, categories, codes);
  }

  /**
   * The binary column "this category or another one": code 1 for the category, 0 for all others,
   * missing where this column is. It bears the category's name.
   */
  public CategoricalColumn oneVersusRest(int category) {
    byte[] binary = new byte[rows()];
    for (int r = 0; r < binary.length; r++) {
      binary[r] = (byte) (isMissing(r) ? MISSING : code(r) == category ? 1 : 0);
    }
    String chosen = categories.get(category);
    return new CategoricalColumn(chosen, List.of("not " + chosen, chosen), binary);
  }
}
