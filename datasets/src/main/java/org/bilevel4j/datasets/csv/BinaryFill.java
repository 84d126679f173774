package org.bilevel4j.datasets.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bilevel4j.datasets.file.CellNumber;
import org.bilevel4j.datasets.table.BinaryWords;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.jspecify.annotations.Nullable;

/** A binary label in the usual words: 0/1, -1/1, no/yes, false/true; one pair for the column. */
final class BinaryFill implements ColumnFill {
  private final String name;
  private final byte[] codes;
  private final Complaint complaint;
  private @Nullable Pair pair;
  private long pairLine;

  /** The pairs of words, the negative one first. */
  private enum Pair {
    /** Only 1 was seen: 0 or -1 decides. */
    ONE(BinaryWords.ZERO_ONE),
    ZERO_ONE(BinaryWords.ZERO_ONE),
    SIGNS(BinaryWords.SIGNS),
    NO_YES(BinaryWords.NO_YES),
    FALSE_TRUE(BinaryWords.FALSE_TRUE);

    private final List<String> words;

    Pair(BinaryWords pair) {
      words = pair.words();
    }

    static @Nullable Pair of(String word) {
      return switch (word) {
        case "1" -> ONE;
        case "0" -> ZERO_ONE;
        case "-1" -> SIGNS;
        case "no", "yes" -> NO_YES;
        case "false", "true" -> FALSE_TRUE;
        default -> null;
      };
    }
  }

  BinaryFill(String name, int rows, Complaint complaint) {
    this.name = name;
    this.codes = new byte[rows];
    this.complaint = complaint;
    Arrays.fill(codes, (byte) CategoricalColumn.MISSING);
  }

  @Override
  public void cell(int row, char[] text, int from, int to, long line) {
    String word = word(text, from, to);
    int known = pair == null ? -1 : pair.words.indexOf(word);
    boolean decided = known >= 0 && (pair != Pair.ONE || known == 1);
    codes[row] = (byte) (decided ? known : code(word, line));
  }

  /** The code of a word by which the pair is decided, or refused. */
  private int code(String word, long line) {
    Pair found = Pair.of(word);
    if (found == null) {
      throw complaint.at(
          line,
          "found '" + CsvErrors.shown(word) + "', a label must be " + BinaryWords.TEXT + ".",
          "the positive class must be declared, or the column holds no label.");
    }
    if (pair != null && !(pair == Pair.ONE && found.words.contains("1"))) {
      throw complaint.at(
          line,
          "found '%s', must be %s as in line %d."
              .formatted(word, String.join(" or ", pair.words), pairLine),
          "one of them stands for a missing label, which can be declared.");
    }
    pair = found;
    pairLine = line;
    return found.words.indexOf(word);
  }

  /** The cell in lower case, and -1.0, 0.00 and +1 as -1, 0 and 1. */
  private static String word(char[] text, int from, int to) {
    double number = CellNumber.parse(text, from, to);
    return number == Math.rint(number) && Math.abs(number) <= 1
        ? Integer.toString((int) number)
        : new String(text, from, to - from).toLowerCase(Locale.ROOT);
  }

  @Override
  public CategoricalColumn column() {
    return new CategoricalColumn(name, (pair == null ? Pair.ZERO_ONE : pair).words, codes);
  }
}
