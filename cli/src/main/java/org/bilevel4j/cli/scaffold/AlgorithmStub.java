package org.bilevel4j.cli.scaffold;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bilevel4j.core.util.UserError;

/** The section of a new solver in docs/ALGORITHMS.md, last among those for bilevel problems. */
final class AlgorithmStub {
  private static final Pattern SECTION = Pattern.compile("(?m)^### 8\\.([0-9]+) ");
  private static final String NEXT_CHAPTER = "\n## 9 ";

  private AlgorithmStub() {}

  static String insert(String book, String solver) {
    int end = book.indexOf(NEXT_CHAPTER);
    int last =
        SECTION
            .matcher(book)
            .results()
            .map((MatchResult r) -> Integer.valueOf(r.group(1)))
            .max(Integer::compare)
            .orElse(0);
    if (end < 0 || last == 0) {
      throw new UserError("new: docs/ALGORITHMS.md has no chapters 8 and 9 to write between.");
    }
    String section =
        """

        ### 8.%d %s — authors, year, algorithm

        State the update in the notation of section 1, its source, and the typos of the paper.
        """
            .formatted(last + 1, solver);
    return book.substring(0, end) + section + book.substring(end);
  }
}
