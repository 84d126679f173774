package org.bilevel4j.applications.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;

/**
 * Where a variable starts: "0.5" for every entry, "normal(0.1)" for normal entries of this standard
 * deviation by key, or a file with one number per entry, separated by commas, semicolons or white
 * space.
 */
public final class VectorStart {
  private static final Pattern NORMAL = Pattern.compile("normal\\((.+)\\)");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");

  private final String text;
  private final double deviation;
  private final double[] entries; // one for all, or one each

  private VectorStart(String text, double deviation, double... entries) {
    this.text = text;
    this.deviation = deviation;
    this.entries = entries;
  }

  /**
   * Reads what is typed.
   *
   * @param who the parameter, for messages
   * @throws UserError when it is none of the forms, or names a file that cannot be read
   */
  public static VectorStart parse(String who, String typed) {
    String text = typed.strip();
    Matcher normal = NORMAL.matcher(text);
    if (normal.matches()) {
      return new VectorStart(text, number(who, normal.group(1)), 0);
    }
    try {
      return new VectorStart(text, 0, Double.parseDouble(text));
    } catch (NumberFormatException notOne) {
      return new VectorStart(text, 0, file(who, text));
    }
  }

  private static double[] file(String who, String text) {
    String content;
    try {
      content = Files.readString(Path.of(text));
    } catch (IOException | InvalidPathException e) {
      throw new UserError(
          who + " is '" + text + "', which is no file that can be read.",
          "a number, 'normal(0.1)', or a file with one number per entry.",
          e);
    }
    String[] parts = BETWEEN.split(content.strip(), -1);
    double[] all = new double[parts.length];
    for (int j = 0; j < all.length; j++) {
      all[j] = number(who + ": " + text + ": entry " + (j + 1), parts[j]);
    }
    return all;
  }

  private static double number(String who, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new UserError(who + " is '" + text + "', must be a number.", "", e);
    }
    throw new UserError(who + " is '" + text + "', must be finite.");
  }

  /**
   * Refuses a file of another length.
   *
   * @param who the parameter, for messages
   */
  public void check(String who, int dim) {
    if (entries.length != 1 && entries.length != dim) {
      throw new UserError(
          who + ": " + text + " has " + entries.length + " numbers, " + dim + " are needed.");
    }
  }

  /**
   * Fills a variable.
   *
   * @param key the address of random numbers
   * @param out modified
   */
  public void fill(Key key, Vec out) {
    Rng rng = key.rng();
    for (int j = 0; j < out.dim(); j++) {
      double mean = entries[entries.length == 1 ? 0 : j];
      out.set(j, deviation == 0 ? mean : mean + deviation * rng.nextGaussian());
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
