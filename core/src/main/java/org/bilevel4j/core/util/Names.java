package org.bilevel4j.core.util;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Unknown names are answered with the nearest known ones. */
public final class Names {
  private Names() {}

  /**
   * An error for a name that is not known.
   *
   * @param what the kind of thing, for instance "solver"
   * @param name the name given
   * @param known all known names
   */
  public static UserError unknown(String what, String name, Collection<String> known) {
    List<String> near = nearest(name, known);
    String cure =
        near.isEmpty()
            ? "one of: " + String.join(", ", known.stream().sorted().toList()) + "."
            : String.join(" or ", near) + "?";
    return new UserError(what + " '" + name + "' is not known.", cure);
  }

  /** Up to three known names within an edit distance of a third of the length, best first. */
  public static List<String> nearest(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, lower.length() / 3);
    Stream<String> near =
        known.stream()
            .filter(
                k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= bound || contains(lower, k));
    return sorted(name, near).limit(3).toList();
  }

  /**
   * The known names that are nearest, however far they are: those {@link #nearest(String,
   * Collection)} finds, else so many by edit distance.
   *
   * @param most how many at most
   */
  public static List<String> nearest(String name, Collection<String> known, int most) {
    List<String> near = nearest(name, known);
    return near.isEmpty() ? sorted(name, known.stream()).limit(most).toList() : near;
  }

  private static Stream<String> sorted(String name, Stream<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    return known.sorted(
        Comparator.comparingInt((String k) -> distance(lower, k.toLowerCase(Locale.ROOT)))
            .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean contains(String lower, String known) {
    return lower.length() >= 3 && known.toLowerCase(Locale.ROOT).contains(lower);
  }

  /** Levenshtein distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
