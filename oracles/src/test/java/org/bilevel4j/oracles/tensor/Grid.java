package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * A matrix of numbers of some field.
 *
 * @param e row-major
 */
record Grid<T>(int rows, int cols, List<T> e) {
  /** An entry from its row and column. */
  interface Entry<T> {
    T at(int r, int c);
  }

  static <T> Grid<T> of(int rows, int cols, Entry<T> entry) {
    List<T> e = new ArrayList<>(rows * cols);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        e.add(entry.at(r, c));
      }
    }
    return new Grid<>(rows, cols, e);
  }

  T at(int r, int c) {
    return e.get(r * cols + c);
  }

  /** An entry where sides of length 1 are repeated. */
  T repeated(int r, int c) {
    return at(rows == 1 ? 0 : r, cols == 1 ? 0 : c);
  }

  Grid<T> transposed() {
    return of(cols, rows, (r, c) -> at(c, r));
  }
}
