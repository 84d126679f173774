package org.bilevel4j.core.config;

/**
 * Turns one type of parameter into text and back; registered as a service, so that a module's own
 * types can stand in parameter records without this package knowing them. {@code parse(format(v))}
 * equals v.
 *
 * @param <T> the type
 */
public interface Codec<T> {

  /** The type; subtypes are served too. */
  Class<T> type();

  /**
   * Reads a value.
   *
   * @throws org.bilevel4j.core.util.UserError or IllegalArgumentException when the text does not
   *     say one
   */
  T parse(String text);

  /** Writes a value. */
  default String format(T value) {
    return value.toString();
  }

  /** What a text must look like, for error messages and help, for instance "a whole number". */
  String expects();
}
