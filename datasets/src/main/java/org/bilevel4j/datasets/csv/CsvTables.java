package org.bilevel4j.datasets.csv;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.ColumnTable;

/**
 * Reads tables from CSV files (RFC 4180), plain or gz, in two walks: the first one counts rows and
 * decides the types that are not declared, the second one fills arrays of the right length. Time is
 * linear in the length of the file, memory is that of the columns.
 */
public final class CsvTables {
  private CsvTables() {}

  /**
   * Reads a file.
   *
   * @param name name of the table, which begins every message
   * @param path the file; cells may be quoted and then contain separators, doubled quotes and line
   *     breaks; white space round cells that are not quoted is dropped, and so are empty lines
   * @param options how it is written and what its columns are for
   * @throws UserError if the file is anything else; names file, line, column, value and bound
   */
  public static ColumnTable read(String name, Path path, CsvOptions options) {
    return read(() -> DataFile.open(name, path), name, options);
  }

  /**
   * Reads what can be opened again and again, for instance a resource.
   *
   * @param opener opens it at its beginning; the file is closed here
   * @param name name of the table, which begins every message
   * @param options how it is written and what its columns are for
   * @throws UserError if it is anything else; names file, line, column, value and bound
   */
  public static ColumnTable read(Supplier<DataFile> opener, String name, CsvOptions options) {
    char separator = CsvSniffer.separator(opener, options);
    CsvWalk.Walked<CsvSurvey> surveyed =
        CsvWalk.through(opener, options, separator, CsvSurvey::new);
    CsvSurvey survey = surveyed.visitor();
    survey.decide(options.detectLabels());
    CsvFill fill = new CsvFill(survey, options.limits());
    CsvWalk.Walked<CsvFill> filled =
        CsvWalk.through(opener, options, separator, (errors, header) -> fill);
    if (!filled.source().equals(surveyed.source())) {
      throw survey.errors().inFile("was changed while it was read.", "read it again.");
    }
    return fill.table(name, filled.source());
  }
}
