package org.bilevel4j.core.util;

import org.jspecify.annotations.Nullable;

/**
 * Input that a user can mend: a bad option, file or combination. The message is one sentence that
 * says who complains, what is wrong, the value and the bound; the cure, where known, stands on a
 * second line that begins with "Hint:". Programming errors use the ordinary exceptions instead.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final String cure;

  /** An error whose cure is not known. */
  public UserError(String sentence) {
    this(sentence, "");
  }

  /**
   * An error with its cure.
   *
   * @param sentence who, what, value, bound
   * @param cure what to do, without the leading "Hint:"; empty when unknown
   */
  public UserError(String sentence, String cure) {
    this(sentence, cure, null);
  }

  /** An error with its cure and the exception that revealed it. */
  public UserError(String sentence, String cure, @Nullable Throwable cause) {
    super(cure.isEmpty() ? sentence : sentence + System.lineSeparator() + "Hint: " + cure, cause);
    this.sentence = sentence;
    this.cure = cure;
  }

  /** The sentence alone. */
  public String sentence() {
    return sentence;
  }

  /** The cure alone, empty when unknown. */
  public String cure() {
    return cure;
  }
}
