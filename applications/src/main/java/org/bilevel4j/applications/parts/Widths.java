package org.bilevel4j.applications.parts;

import java.util.regex.Pattern;
import org.bilevel4j.core.util.UserError;

/** Reads the widths of a network's layers, "80,80,10". */
public final class Widths {
  private static final Pattern TEXT = Pattern.compile("[1-9]\\d{0,5}(,[1-9]\\d{0,5})*");

  private Widths() {}

  /**
   * Inputs, then the widths in the text.
   *
   * @throws UserError when the text is anything else than positive whole numbers
   */
  public static int[] parse(int inputs, String text, String name) {
    String plain = text.replace(" ", "");
    if (!TEXT.matcher(plain).matches()) {
      throw new UserError(
          name + " is '" + text + "', must be whole numbers above 0 with commas, like 80,80,10.");
    }
    String[] parts = plain.split(",", -1);
    int[] widths = new int[parts.length + 1];
    widths[0] = inputs;
    for (int l = 0; l < parts.length; l++) {
      widths[l + 1] = Integer.parseInt(parts[l]);
    }
    return widths;
  }
}
