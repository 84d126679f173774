package org.bilevel4j.datasets.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bilevel4j.core.util.Names;

/** The names of a file's columns and what each is for. */
final class CsvHeader {
  /** Characters of a column's name. */
  static final int LONGEST_NAME = 1_000;

  private final List<String> names;
  private final long line;
  private final ColumnRole[] roles;
  private final String[] positives;
  private final boolean[] ruled;
  private final List<String> remarks = new ArrayList<>();

  private CsvHeader(List<String> names, long line, ColumnRole otherwise) {
    this.names = names;
    this.line = line;
    this.roles = new ColumnRole[names.size()];
    this.positives = new String[names.size()];
    this.ruled = new boolean[names.size()];
    Arrays.fill(roles, otherwise);
    Arrays.fill(positives, "");
  }

  /**
   * Applies the rules to the names.
   *
   * @param given names as the file has them
   * @param line line of the header
   */
  static CsvHeader of(List<String> given, long line, CsvOptions options, CsvErrors errors) {
    List<String> names = new ArrayList<>(given);
    CsvHeader header = new CsvHeader(names, line, options.otherwise());
    Map<String, Integer> places = new HashMap<>();
    for (int c = 0; c < names.size(); c++) {
      if (names.get(c).isEmpty()) {
        names.set(c, "#" + (c + 1));
        header.roles[c] = ColumnRole.LEFT_OUT;
        header.remarks.add("column " + (c + 1) + " has no name and is left out.");
      }
      Integer before = places.putIfAbsent(names.get(c), c);
      if (before != null) {
        throw errors.inLine(
            line,
            "columns "
                + (before + 1)
                + " and "
                + (c + 1)
                + " have the same name '"
                + CsvErrors.shown(names.get(c))
                + "'.",
            "the file has no header line; then the names must be declared.");
      }
    }
    for (ColumnRule rule : options.rules()) {
      header.apply(rule, places, errors);
    }
    return header;
  }

  private void apply(ColumnRule rule, Map<String, Integer> places, CsvErrors errors) {
    Integer exact = places.get(rule.columns());
    if (exact != null) {
      set(exact, rule);
      return;
    }
    boolean found = false;
    if (rule.columns().contains("*")) {
      Pattern pattern =
          Pattern.compile(
              "\\Q" + rule.columns().replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E",
              Pattern.DOTALL);
      for (int c = 0; c < names.size(); c++) {
        if (pattern.matcher(names.get(c)).matches()) {
          set(c, rule);
          found = true;
        }
      }
    }
    if (!found) {
      List<String> near = Names.nearest(rule.columns(), names);
      throw errors.inLine(
          line,
          "there is no column '" + CsvErrors.shown(rule.columns()) + "'.",
          near.isEmpty() ? "" : String.join(" or ", near) + "?");
    }
  }

  private void set(int column, ColumnRule rule) {
    roles[column] = rule.role();
    positives[column] = rule.positive();
    ruled[column] = true;
  }

  int columns() {
    return names.size();
  }

  String name(int column) {
    return names.get(column);
  }

  /** The line of the header, 1 where names were declared. */
  long line() {
    return line;
  }

  ColumnRole role(int column) {
    return roles[column];
  }

  /** Text of the positive class, empty for the usual words. */
  String positive(int column) {
    return positives[column];
  }

  /** Whether a rule names the column. */
  boolean isRuled(int column) {
    return ruled[column];
  }

  /** Gives a column whose type was to be detected its type. */
  void decide(int column, ColumnRole role) {
    roles[column] = role;
  }

  /** What was decided without being asked. */
  List<String> remarks() {
    return remarks;
  }
}
