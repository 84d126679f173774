package org.bilevel4j.datasets.csv;

import org.bilevel4j.core.util.Args;

/**
 * Bounds on what a file may be, so that a wrong or hostile one is refused before it fills memory.
 *
 * @param bytes unpacked length of the file in bytes, at least 1
 * @param columns number of columns, at least 1
 * @param cellCharacters length of one cell, at least 1
 * @param categories number of categories of one input column, at least 1
 * @param memoryBytes bytes that the columns may take, at least 1
 */
public record CsvLimits(
    long bytes, int columns, int cellCharacters, int categories, long memoryBytes) {
  /** Checks the bounds. */
  public CsvLimits {
    Args.atLeast(1, bytes, "csv: limit of bytes");
    Args.atLeast(1, columns, "csv: limit of columns");
    Args.atLeast(1, cellCharacters, "csv: limit of a cell's characters");
    Args.atLeast(1, categories, "csv: limit of categories");
    Args.atLeast(1, memoryBytes, "csv: limit of memory");
  }

  /**
   * 2 GiB, a million columns, a million characters in a cell, 1,000 categories in a column, and two
   * thirds of the memory that this JVM may use.
   */
  public static CsvLimits defaults() {
    return new CsvLimits(
        1L << 31, 1_000_000, 1_000_000, 1_000, Runtime.getRuntime().maxMemory() / 3 * 2);
  }

  /** The same with another limit of unpacked bytes. */
  public CsvLimits withBytes(long bytes) {
    return new CsvLimits(bytes, columns, cellCharacters, categories, memoryBytes);
  }

  /** The same with another limit of columns. */
  public CsvLimits withColumns(int columns) {
    return new CsvLimits(bytes, columns, cellCharacters, categories, memoryBytes);
  }

  /** The same with another limit of a cell's characters. */
  public CsvLimits withCellCharacters(int cellCharacters) {
    return new CsvLimits(bytes, columns, cellCharacters, categories, memoryBytes);
  }

  /** The same with another limit of categories in one input column. */
  public CsvLimits withCategories(int categories) {
    return new CsvLimits(bytes, columns, cellCharacters, categories, memoryBytes);
  }

  /** The same with another limit of memory for the columns. */
  public CsvLimits withMemoryBytes(long memoryBytes) {
    return new CsvLimits(bytes, columns, cellCharacters, categories, memoryBytes);
  }
}
