package org.bilevel4j.datasets.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.CellNumber;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.NumericColumn;

/** Takes the cells of one column. */
interface ColumnFill {
  /** One cell that is not missing; the arguments are those of {@link CellVisitor}. */
  void cell(int row, char[] text, int from, int to, long line);

  /** The column, after the last row. */
  InputColumn column();

  /** Makes an error about a cell. */
  @FunctionalInterface
  interface Complaint {
    UserError at(long line, String what, String cure);
  }

  /** A column of numbers. */
  final class Numbers implements ColumnFill {
    private final String name;
    private final double[] values;
    private final Complaint complaint;

    Numbers(String name, int rows, Complaint complaint) {
      this.name = name;
      this.values = new double[rows];
      this.complaint = complaint;
      Arrays.fill(values, Double.NaN);
    }

    @Override
    public void cell(int row, char[] text, int from, int to, long line) {
      values[row] = CellNumber.parse(text, from, to);
      if (Double.isNaN(values[row])) {
        throw complaint.at(
            line,
            "found '"
                + CsvErrors.shown(new String(text, from, to - from))
                + "', must be a finite number.",
            "the text stands for a missing cell, which can be declared.");
      }
    }

    @Override
    public NumericColumn column() {
      return new NumericColumn(name, values);
    }
  }

  /** A column of categories; the dictionary is sorted at the end. */
  final class Categories implements ColumnFill {
    private final String name;
    private final int most;
    private final int[] codes;
    private final Map<String, Integer> dictionary = new HashMap<>();
    private final Complaint complaint;

    Categories(String name, int rows, int most, Complaint complaint) {
      this.name = name;
      this.most = most;
      this.codes = new int[rows];
      this.complaint = complaint;
      Arrays.fill(codes, CategoricalColumn.MISSING);
    }

    @Override
    public void cell(int row, char[] text, int from, int to, long line) {
      String category = new String(text, from, to - from);
      codes[row] = dictionary.computeIfAbsent(category, c -> dictionary.size());
      if (dictionary.size() > most) {
        throw complaint.at(
            line,
            "'"
                + CsvErrors.shown(category)
                + "' is the category number "
                + dictionary.size()
                + ", must be at most "
                + most
                + ", the limit.",
            "the column is an identifier and must be left out; a larger limit can be set.");
      }
    }

    @Override
    public CategoricalColumn column() {
      List<String> sorted = new ArrayList<>(dictionary.keySet());
      sorted.sort(null);
      int[] place = new int[sorted.size()];
      for (int k = 0; k < place.length; k++) {
        place[dictionary.getOrDefault(sorted.get(k), 0)] = k;
      }
      for (int r = 0; r < codes.length; r++) {
        codes[r] = codes[r] == CategoricalColumn.MISSING ? codes[r] : place[codes[r]];
      }
      return new CategoricalColumn(name, sorted, codes);
    }
  }

  /** A binary label with one text as the positive class. */
  final class Positive implements ColumnFill {
    private final String name;
    private final String positive;
    private final int[] codes;

    Positive(String name, String positive, int rows) {
      this.name = name;
      this.positive = positive;
      this.codes = new int[rows];
      Arrays.fill(codes, CategoricalColumn.MISSING);
    }

    @Override
    public void cell(int row, char[] text, int from, int to, long line) {
      codes[row] = positive.contentEquals(new String(text, from, to - from)) ? 1 : 0;
    }

    @Override
    public CategoricalColumn column() {
      return new CategoricalColumn(name, List.of("not " + positive, positive), codes);
    }
  }
}
