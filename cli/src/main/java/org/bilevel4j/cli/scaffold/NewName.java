package org.bilevel4j.cli.scaffold;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.bilevel4j.core.util.UserError;

/**
 * The name of something new, as users type it and as Java spells it.
 *
 * @param listed in the catalogue: lower-case letters, digits and single hyphens
 */
public record NewName(String listed) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z0-9]*");

  /**
   * Reads "my-solver" or "MySolver".
   *
   * @throws UserError when it is neither
   */
  public static NewName of(String text) {
    String listed =
        CLASS.matcher(text).matches()
            ? text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT)
            : text;
    NewName name = new NewName(listed);
    if (!FORM.matcher(listed).matches() || !SourceVersion.isName(name.packageName())) {
      throw new UserError(
          "new: name '"
              + text
              + "' must be lower-case letters, digits and single hyphens, begin with a letter and"
              + " be no word of Java.",
          "my-solver or MySolver.");
    }
    return name;
  }

  /** The metric of a plug-in of this name. */
  public NewName metric() {
    return new NewName(listed + "-metric");
  }

  /** "MySolver". */
  String className() {
    return Arrays.stream(listed.split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** "org.example.mysolver". */
  String packageName() {
    return "org.example." + listed.replace("-", "");
  }
}
