package org.bilevel4j.datasets.csv;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.SourceFile;
import org.jspecify.annotations.Nullable;

/** The second walk: fills the columns whose types and length the first one found. */
final class CsvFill implements CellVisitor {
  private static final int LINE_BYTES = 4;
  private static final int NUMBER_BYTES = 8;
  private static final int CODE_BYTES = 4;
  private static final int LABEL_BYTES = 1;
  private static final int COLUMN_BYTES = 100;

  private final CsvHeader header;
  private final @Nullable ColumnFill[] fills;
  private final int[] lines;

  /**
   * Makes room for the columns.
   *
   * @param survey what the first walk found; its header's roles are decided
   * @param limits bounds of memory and categories
   */
  CsvFill(CsvSurvey survey, CsvLimits limits) {
    this.header = survey.header();
    checkMemory(survey, limits);
    this.lines = new int[survey.rows()];
    this.fills = new ColumnFill[header.columns()];
    for (int c = 0; c < fills.length; c++) {
      fills[c] = fill(c, survey.rows(), limits, survey.errors());
    }
  }

  private static void checkMemory(CsvSurvey survey, CsvLimits limits) {
    CsvHeader header = survey.header();
    long rowBytes = LINE_BYTES;
    for (int c = 0; c < header.columns(); c++) {
      rowBytes +=
          switch (header.role(c)) {
            case LEFT_OUT -> 0;
            case INPUT, NUMERIC -> NUMBER_BYTES;
            case CATEGORICAL, CLASSES, KEPT -> CODE_BYTES;
            case LABEL -> header.positive(c).isEmpty() ? LABEL_BYTES : CODE_BYTES;
          };
    }
    long bytes = rowBytes * survey.rows() + (long) COLUMN_BYTES * header.columns();
    if (bytes > limits.memoryBytes()) {
      throw survey
          .errors()
          .inFile(
              "has "
                  + survey.rows()
                  + " rows of "
                  + header.columns()
                  + " columns, which take "
                  + bytes
                  + " bytes of memory, must be at most "
                  + limits.memoryBytes()
                  + ".",
              "Java must be given more memory (-Xmx), or columns must be left out.");
    }
  }

  private @Nullable ColumnFill fill(int column, int rows, CsvLimits limits, CsvErrors errors) {
    String name = header.name(column);
    ColumnFill.Complaint complaint =
        (line, what, cure) -> errors.inCell(line, column, name, what, cure);
    String positive = header.positive(column);
    return switch (header.role(column)) {
      case LEFT_OUT -> null;
      case INPUT, NUMERIC -> new ColumnFill.Numbers(name, rows, complaint);
      case CATEGORICAL -> new ColumnFill.Categories(name, rows, limits.categories(), complaint);
      case CLASSES, KEPT -> new ColumnFill.Categories(name, rows, rows, complaint);
      case LABEL ->
          positive.isEmpty()
              ? new BinaryFill(name, rows, complaint)
              : new ColumnFill.Positive(name, positive, rows);
    };
  }

  @Override
  public void cell(int row, int column, char[] text, int from, int to, long line) {
    ColumnFill fill = fills[column];
    if (fill != null && row < lines.length) {
      fill.cell(row, text, from, to, line);
    }
  }

  @Override
  public void row(int row, long line) {
    if (row < lines.length) {
      lines[row] = (int) Math.min(line, Integer.MAX_VALUE);
    }
  }

  /** The table, after the last row. */
  ColumnTable table(String name, SourceFile source) {
    List<InputColumn> inputs = new ArrayList<>();
    List<CategoricalColumn> labels = new ArrayList<>();
    List<CategoricalColumn> kept = new ArrayList<>();
    for (int c = 0; c < fills.length; c++) {
      ColumnFill fill = fills[c];
      if (fill == null) {
        continue;
      }
      InputColumn column = fill.column();
      ColumnRole role = header.role(c);
      if (role == ColumnRole.LABEL || role == ColumnRole.CLASSES) {
        labels.add((CategoricalColumn) column);
      } else if (role == ColumnRole.KEPT) {
        kept.add((CategoricalColumn) column);
      } else {
        inputs.add(column);
      }
      fills[c] = null; // large dictionaries go as soon as they are sorted
    }
    DataOrigin origin = new DataOrigin(name, "not stated", "", List.of(source));
    return new ColumnTable(
        name, lines.length, inputs, labels, kept, origin, header.remarks(), lines);
  }
}
