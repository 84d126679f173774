package org.bilevel4j.core.random;

/**
 * An address in a tree of independent random streams. {@code Key.of(seed).child(step).child(block)}
 * names the same numbers on every machine, thread and after every resume.
 *
 * <p>Children are derived with the 64-bit finalizer of Steele, Lea and Flood (2014, SplitMix64), by
 * two rounds over the parent's value and the tag.
 *
 * @param value the 64-bit address
 */
public record Key(long value) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The root of a run. */
  public static Key of(long seed) {
    return new Key(mix(seed + GOLDEN));
  }

  /** The child with a number: a step, a block id, a repetition. */
  public Key child(long tag) {
    return new Key(mix(mix(tag * GOLDEN + 0x632BE59BD9B4E019L) ^ Long.rotateLeft(value, 23)));
  }

  /** The child with a name: a purpose. */
  public Key child(String tag) {
    long h = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < tag.length(); i++) {
      h = (h ^ tag.charAt(i)) * 0x100000001B3L;
    }
    return child(h);
  }

  /** A fresh generator that starts at this address. */
  public Rng rng() {
    return new Rng(value);
  }

  static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
