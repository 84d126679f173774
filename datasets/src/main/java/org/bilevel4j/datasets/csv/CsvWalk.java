package org.bilevel4j.datasets.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.file.DataText;
import org.bilevel4j.datasets.table.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a file from front to end. The cells are handed on as the parser finds them, so
 * that memory does not grow with the length of a row or of the file.
 */
final class CsvWalk<V extends CellVisitor> extends AbstractBaseCsvCallbackHandler<Object> {
  private final CsvErrors errors;
  private final CsvOptions options;
  private final Missing missing;
  private final BiFunction<CsvErrors, CsvHeader, V> onHeader;
  private final List<String> names = new ArrayList<>();
  private @Nullable V visitor;
  private int columns;
  private int rows;
  private boolean empty;

  /**
   * What a walk leaves.
   *
   * @param visitor saw all cells
   * @param source length and checksum of the file
   */
  record Walked<V>(V visitor, SourceFile source) {}

  private CsvWalk(
      CsvErrors errors, CsvOptions options, BiFunction<CsvErrors, CsvHeader, V> onHeader) {
    this.errors = errors;
    this.options = options;
    this.missing = new Missing(options.missing());
    this.onHeader = onHeader;
  }

  /**
   * Walks through a file.
   *
   * @param opener opens the file
   * @param options how it is written
   * @param separator what stands between cells
   * @param onHeader makes the visitor of the cells as soon as the header is known
   */
  static <V extends CellVisitor> Walked<V> through(
      Supplier<DataFile> opener,
      CsvOptions options,
      char separator,
      BiFunction<CsvErrors, CsvHeader, V> onHeader) {
    try (DataFile file = opener.get()) {
      CsvErrors errors = new CsvErrors(file);
      CsvWalk<V> walk = new CsvWalk<>(errors, options, onHeader);
      if (!options.header().isEmpty()) {
        walk.names.addAll(options.header());
        walk.header(1);
      }
      CsvReader<Object> reader =
          CsvReader.builder()
              .fieldSeparator(separator)
              .allowUnclosedQuote(false)
              .maxBufferSize(2 * options.limits().cellCharacters() + CsvSniffer.BUFFER)
              .build(walk, new DataText(file, options.charset(), options.limits().bytes()));
      walk.parse(reader);
      V visitor = walk.visitor;
      if (visitor == null || walk.rows == 0) {
        boolean headed = visitor != null && options.header().isEmpty();
        throw errors.inFile(
            headed ? "has a header line, but no rows." : "is empty.",
            "it is another file, or its export failed.");
      }
      return new Walked<>(visitor, file.source());
    }
  }

  /** The handler below takes every record, so that one request walks through the whole file. */
  private void parse(CsvReader<Object> reader) {
    try {
      if (reader.iterator().hasNext()) {
        throw new IllegalStateException("the parser handed out a record");
      }
    } catch (CsvParseException e) {
      if (e.getCause() instanceof UserError known) {
        throw known;
      }
      if (e.getCause() != null) {
        throw e; // a failure of ours, wrapped
      }
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** The parser's own complaints are about the cell after the last one that was complete. */
  private UserError refused(String reason) {
    long line = getStartingLineNumber();
    if (reason.startsWith("The maximum buffer")) {
      return tooLong(line, columns);
    }
    String cell = "column " + (columns + 1);
    return reason.startsWith("Unclosed")
        ? errors.inLine(
            line,
            cell + " begins with a quote that is not closed.",
            "a quote inside a cell must be doubled and the cell quoted.")
        : errors.inLine(
            line,
            cell + ": text follows a closing quote.",
            "a quote inside a quoted cell must be doubled.");
  }

  @Override
  protected void handleBegin(long line) {
    columns = 0;
    empty = false;
  }

  @Override
  protected void handleEmpty() {
    empty = true;
  }

  @Override
  protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
    int from = offset;
    int to = offset + length;
    long line = getStartingLineNumber();
    if (length > options.limits().cellCharacters()) {
      throw tooLong(line, column);
    }
    while (!quoted && from < to && text[from] <= ' ') {
      from++;
    }
    while (!quoted && from < to && text[to - 1] <= ' ') {
      to--;
    }
    columns = column + 1;
    if (visitor == null) {
      name(text, from, to, line);
    } else if (column >= names.size()) {
      throw wrongWidth(line, "more than " + names.size() + " cells");
    } else if (!missing.is(text, from, to)) {
      visitor.cell(rows, column, text, from, to, line);
    }
  }

  @Override
  protected @Nullable Object buildRecord() {
    long line = getStartingLineNumber();
    if (empty) {
      return null;
    }
    if (visitor == null) {
      header(line);
    } else {
      if (columns < names.size()) {
        throw wrongWidth(line, columns + (columns == 1 ? " cell" : " cells"));
      }
      visitor.row(rows++, line);
    }
    return null;
  }

  private void name(char[] text, int from, int to, long line) {
    if (names.size() >= options.limits().columns()) {
      throw errors.inLine(
          line,
          "has more than " + options.limits().columns() + " columns, the limit.",
          "the separator or the line ends are other ones; a larger limit can be set.");
    }
    if (to - from > CsvHeader.LONGEST_NAME) {
      throw errors.inLine(
          line,
          "the name of column "
              + (names.size() + 1)
              + " has "
              + (to - from)
              + " characters, must have at most "
              + CsvHeader.LONGEST_NAME
              + ".",
          "the file has no header line, or another separator.");
    }
    names.add(new String(text, from, to - from));
  }

  private void header(long line) {
    visitor = onHeader.apply(errors, CsvHeader.of(names, line, options, errors));
  }

  private UserError tooLong(long line, int column) {
    return errors.inLine(
        line,
        "column "
            + (column + 1)
            + " has a cell of more than "
            + options.limits().cellCharacters()
            + " characters, the limit.",
        "a quote was opened and never closed, or the line ends are other ones.");
  }

  private UserError wrongWidth(long line, String found) {
    return errors.inLine(
        line,
        "has " + found + ", must have " + names.size() + " as the header has.",
        "a cell that contains the separator must be quoted, or the separator is another one.");
  }

  /** The texts of missing cells. */
  private static final class Missing {
    private final Set<String> texts;
    private final int longest;
    private final boolean[] first = new boolean[Character.MAX_VALUE + 1];

    Missing(Set<String> texts) {
      this.texts = texts;
      this.longest = texts.stream().mapToInt(String::length).max().orElse(-1);
      texts.stream().filter(t -> !t.isEmpty()).forEach(t -> first[t.charAt(0)] = true);
    }

    boolean is(char[] text, int from, int to) {
      return to - from <= longest
          && (from == to || first[text[from]])
          && texts.contains(new String(text, from, to - from));
    }
  }
}
