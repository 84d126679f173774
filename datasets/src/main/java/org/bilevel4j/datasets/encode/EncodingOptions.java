package org.bilevel4j.datasets.encode;

/**
 * Choices for an encoding.
 *
 * @param standardise whether numbers are shifted and scaled to mean 0 and standard deviation 1 on
 *     the training rows
 * @param indicators whether a column with missing cells in the training rows gets a further feature
 *     that is 1 where the cell is missing and 0 elsewhere
 * @param unseen what happens to a category that the training rows do not have
 */
public record EncodingOptions(boolean standardise, boolean indicators, Unseen unseen) {
  /** What happens to a category that the training rows do not have. */
  public enum Unseen {
    /** It is refused with a sentence that names it and the known ones. */
    REFUSED,
    /** It is treated as a missing cell. */
    MISSING
  }

  /** Standardised, no indicators, unseen categories refused. */
  public static EncodingOptions defaults() {
    return new EncodingOptions(true, false, Unseen.REFUSED);
  }

  /** The same with or without standardisation. */
  public EncodingOptions withStandardise(boolean standardise) {
    return new EncodingOptions(standardise, indicators, unseen);
  }

  /** The same with or without indicators of missing cells. */
  public EncodingOptions withIndicators(boolean indicators) {
    return new EncodingOptions(standardise, indicators, unseen);
  }

  /** The same with another treatment of unseen categories. */
  public EncodingOptions withUnseen(Unseen unseen) {
    return new EncodingOptions(standardise, indicators, unseen);
  }
}
