package org.bilevel4j.datasets.csv;

/** What stands between two cells. */
public enum Separator {
  /** The one of the three that the first line has most often outside quotes. */
  DETECTED('\0'),
  /** A comma. */
  COMMA(','),
  /** A semicolon. */
  SEMICOLON(';'),
  /** A tab. */
  TAB('\t');

  private final char character;

  Separator(char character) {
    this.character = character;
  }

  /** The character; NUL for {@link #DETECTED}. */
  char character() {
    return character;
  }
}
