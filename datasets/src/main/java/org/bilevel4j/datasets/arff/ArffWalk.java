package org.bilevel4j.datasets.arff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.CellNumber;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.file.TextLines;

/** Walks through an ARFF file line by line and hands out its header and its cells. */
final class ArffWalk {
  private static final int MOST_ATTRIBUTES = 1_000_000;

  private final TextLines lines;
  private final ArffLine line;
  private final Visitor visitor;
  private final List<ArffAttribute> attributes = new ArrayList<>();
  private final List<Map<String, Integer>> places = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();

  /** Is handed what the file holds. */
  interface Visitor {
    /** The attributes, before the first row. */
    void header(List<ArffAttribute> attributes, TextLines at);

    /**
     * A cell.
     *
     * @param value a finite number, the place of a nominal value among the declared ones, NaN where
     *     the cell is missing, 0 for a text
     */
    void cell(int attribute, double value);

    /** The end of a row; a sparse row's omitted cells are 0 or the first value. */
    void endRow(boolean sparse, TextLines at);
  }

  private ArffWalk(DataFile file, Visitor visitor) {
    this.lines = new TextLines(file);
    this.line = new ArffLine(lines);
    this.visitor = visitor;
  }

  /** Walks through a file; it is closed by its owner. */
  static void through(DataFile file, Visitor visitor) {
    ArffWalk walk = new ArffWalk(file, visitor);
    if (!walk.header()) {
      throw new UserError(
          file.dataset() + ": " + file.location() + " has no line @data.",
          "it is no ARFF file, or it was cut.");
    }
    while (walk.lines.nextNotBlank()) {
      if (walk.line.begin() && !walk.line.at('%')) {
        walk.row();
      }
    }
  }

  private boolean header() {
    while (lines.nextNotBlank()) {
      line.begin();
      if (line.at('%')) {
        continue;
      }
      String keyword = line.word().toLowerCase(Locale.ROOT);
      switch (keyword) {
        case "@relation" -> {}
        case "@attribute" -> attribute();
        case "@data" -> {
          if (attributes.isEmpty()) {
            throw lines.error("@data comes before any @attribute.", "the header was cut.");
          }
          visitor.header(List.copyOf(attributes), lines);
          return true;
        }
        default ->
            throw lines.error(
                "begins with '"
                    + TextLines.shown(keyword)
                    + "', must begin with @relation, @attribute, @data or %.",
                "it is no ARFF file.");
      }
    }
    return false;
  }

  private void attribute() {
    String name = line.token(" \t");
    line.skip();
    List<String> values = new ArrayList<>();
    ArffAttribute.Type type;
    if (line.at('{')) {
      type = ArffAttribute.Type.NOMINAL;
      line.braces(values);
    } else {
      String word = line.word().toLowerCase(Locale.ROOT);
      type =
          switch (word) {
            case "numeric", "real", "integer" -> ArffAttribute.Type.NUMERIC;
            case "string", "date" -> ArffAttribute.Type.TEXT;
            default ->
                throw lines.error(
                    "attribute '%s' has type '%s', must be numeric, real, integer, string, date or"
                            .formatted(TextLines.shown(name), TextLines.shown(word))
                        + " {values}.",
                    "a name that contains blanks must be quoted.");
          };
    }
    Map<String, Integer> place = new HashMap<>();
    for (String value : values) {
      if (place.put(value, place.size()) != null) {
        throw lines.error(
            "attribute '%s' has the value '%s' twice."
                .formatted(TextLines.shown(name), TextLines.shown(value)),
            "");
      }
    }
    if (names.put(name, attributes.size()) != null) {
      throw lines.error(
          "attribute '" + TextLines.shown(name) + "' is declared twice.", "one must be renamed.");
    }
    if (attributes.size() == MOST_ATTRIBUTES) {
      throw lines.error("has more than " + MOST_ATTRIBUTES + " attributes, the limit.", "");
    }
    attributes.add(new ArffAttribute(name, type, values));
    places.add(place);
  }

  private void row() {
    boolean sparse = line.at('{');
    if (sparse) {
      sparse();
    } else {
      dense();
    }
    line.skip();
    if (!line.ended()) {
      throw lines.error(
          "has text after its last cell.",
          "it has more than %d cells, or a cell that contains a comma is not quoted."
              .formatted(attributes.size()));
    }
    visitor.endRow(sparse, lines);
  }

  private void dense() {
    for (int a = 0; a < attributes.size(); a++) {
      if (a > 0 && !line.take(',')) {
        throw lines.error(
            "has %d cells, must have %d as there are attributes.".formatted(a, attributes.size()),
            "the line was cut.");
      }
      cell(a);
    }
  }

  private void sparse() {
    line.take('{');
    int before = -1;
    line.skip();
    while (!line.at('}')) {
      if (before >= 0 && !line.take(',')) {
        throw lines.error("lacks a comma or the closing }.", "the line was cut.");
      }
      line.skip();
      String text = line.word();
      double index = CellNumber.parse(text.toCharArray(), 0, text.length());
      if (index != Math.rint(index) || index <= before || index >= attributes.size()) {
        throw lines.error(
            "'%s' is the number of an attribute, must be from %d to %d."
                .formatted(TextLines.shown(text), before + 1, attributes.size() - 1),
            "numbers begin at 0 and ascend.");
      }
      before = (int) index;
      cell(before);
      line.skip();
    }
    line.take('}');
  }

  private void cell(int attribute) {
    line.skip();
    ArffAttribute declared = attributes.get(attribute);
    boolean quoted = line.quoted();
    if (!quoted && declared.type() == ArffAttribute.Type.NUMERIC) {
      double number = line.number();
      if (!Double.isNaN(number)) {
        visitor.cell(attribute, number);
        return;
      }
    }
    String text = line.token(",}");
    if (!quoted && text.equals("?")) {
      visitor.cell(attribute, Double.NaN);
    } else if (declared.type() == ArffAttribute.Type.NOMINAL) {
      Integer place = places.get(attribute).get(text);
      if (place == null) {
        throw wrong(declared, text, "one of the declared values");
      }
      visitor.cell(attribute, place);
    } else if (declared.type() == ArffAttribute.Type.TEXT) {
      visitor.cell(attribute, 0);
    } else {
      throw wrong(declared, text, "a finite number");
    }
  }

  private UserError wrong(ArffAttribute declared, String text, String bound) {
    return lines.error(
        "attribute '%s': found '%s', must be %s."
            .formatted(TextLines.shown(declared.name()), TextLines.shown(text), bound),
        "a missing cell is written ?.");
  }
}
