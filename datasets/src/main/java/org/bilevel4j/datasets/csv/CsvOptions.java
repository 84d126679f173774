package org.bilevel4j.datasets.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bilevel4j.datasets.encode.ColumnEncoding;
import org.bilevel4j.datasets.encode.Encoding;

/**
 * How a CSV file is written and what its columns are for. Immutable; every method returns changed
 * options.
 *
 * @param separator what stands between cells
 * @param charset how characters are written as bytes
 * @param header names of the columns of a file without a header line; empty when the first line has
 *     the names
 * @param missing texts that stand for a missing cell
 * @param rules what columns are for, the last fitting rule counts
 * @param otherwise what a column is for that no rule names
 * @param detectLabels whether every column of 0 and 1 that no rule names is a label
 * @param limits bounds on what the file may be
 */
public record CsvOptions(
    Separator separator,
    Charset charset,
    List<String> header,
    Set<String> missing,
    List<ColumnRule> rules,
    ColumnRole otherwise,
    boolean detectLabels,
    CsvLimits limits) {
  /** Texts that stand for a missing cell unless others are declared. */
  public static final Set<String> USUAL_MISSING =
      Set.of("", "?", "NA", "N/A", "NaN", "nan", "null", "NULL");

  /** Copies the collections. */
  public CsvOptions {
    header = List.copyOf(header);
    missing = Set.copyOf(missing);
    rules = List.copyOf(rules);
  }

  /** UTF-8, a header line, separator and column types detected, no label columns. */
  public static CsvOptions defaults() {
    return new CsvOptions(
        Separator.DETECTED,
        StandardCharsets.UTF_8,
        List.of(),
        USUAL_MISSING,
        List.of(),
        ColumnRole.INPUT,
        false,
        CsvLimits.defaults());
  }

  /**
   * Options to read rows for an encoding that exists: its columns with their types, whatever their
   * order, and no other column. Rules for labels can be added.
   */
  public static CsvOptions inputsOf(Encoding encoding) {
    List<ColumnRule> rules = new ArrayList<>();
    for (ColumnEncoding column : encoding.columns()) {
      if (column instanceof ColumnEncoding.Numeric) {
        rules.add(new ColumnRule(column.column(), ColumnRole.NUMERIC, ""));
      } else if (column instanceof ColumnEncoding.OneHot) {
        rules.add(new ColumnRule(column.column(), ColumnRole.CATEGORICAL, ""));
      }
    }
    CsvOptions d = defaults();
    return new CsvOptions(
        d.separator, d.charset, d.header, d.missing, rules, ColumnRole.LEFT_OUT, false, d.limits);
  }

  /** Binary label columns, by name or pattern. */
  public CsvOptions labels(String... columns) {
    return with(ColumnRole.LABEL, columns);
  }

  /** A binary label column whose positive class is one text and whose other texts are negative. */
  public CsvOptions label(String column, String positive) {
    return plus(List.of(new ColumnRule(column, ColumnRole.LABEL, positive)));
  }

  /** Label columns in which each text is a class. */
  public CsvOptions classes(String... columns) {
    return with(ColumnRole.CLASSES, columns);
  }

  /** Columns that are not read, for instance identifiers. */
  public CsvOptions leaveOut(String... columns) {
    return with(ColumnRole.LEFT_OUT, columns);
  }

  /** Columns that are neither feature nor label but kept, for instance the name of the part. */
  public CsvOptions keep(String... columns) {
    return with(ColumnRole.KEPT, columns);
  }

  /** Features whose cells must be numbers. */
  public CsvOptions numeric(String... columns) {
    return with(ColumnRole.NUMERIC, columns);
  }

  /** Features whose cells are categories, also where they look like numbers. */
  public CsvOptions categorical(String... columns) {
    return with(ColumnRole.CATEGORICAL, columns);
  }

  /** Every column of 0 and 1 that no rule names becomes a label. */
  public CsvOptions withLabelsDetected() {
    return new CsvOptions(separator, charset, header, missing, rules, otherwise, true, limits);
  }

  /** The same with a declared separator. */
  public CsvOptions withSeparator(Separator separator) {
    return new CsvOptions(
        separator, charset, header, missing, rules, otherwise, detectLabels, limits);
  }

  /** The same with another encoding of characters. */
  public CsvOptions withCharset(Charset charset) {
    return new CsvOptions(
        separator, charset, header, missing, rules, otherwise, detectLabels, limits);
  }

  /** For a file without a header line: the names of its columns. */
  public CsvOptions withHeader(List<String> header) {
    return new CsvOptions(
        separator, charset, header, missing, rules, otherwise, detectLabels, limits);
  }

  /** The same with other texts for a missing cell. */
  public CsvOptions withMissing(Set<String> missing) {
    return new CsvOptions(
        separator, charset, header, missing, rules, otherwise, detectLabels, limits);
  }

  /** The same with other limits. */
  public CsvOptions withLimits(CsvLimits limits) {
    return new CsvOptions(
        separator, charset, header, missing, rules, otherwise, detectLabels, limits);
  }

  private CsvOptions with(ColumnRole role, String... columns) {
    List<ColumnRule> added = new ArrayList<>();
    for (String column : columns) {
      added.add(new ColumnRule(column, role, ""));
    }
    return plus(added);
  }

  private CsvOptions plus(List<ColumnRule> added) {
    List<ColumnRule> all = new ArrayList<>(rules);
    all.addAll(added);
    return new CsvOptions(
        separator, charset, header, missing, all, otherwise, detectLabels, limits);
  }
}
