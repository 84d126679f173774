package org.bilevel4j.core.random;

/**
 * A keyed permutation of 0..n-1 that is computed, not stored: entry k costs O(1) time and no
 * memory, so that blocks out of a million or rows of an epoch can be drawn without replacement at
 * any address. A six-round Feistel network on the next even number of bits, walked until it falls
 * inside the range (Black and Rogaway 2002, "Ciphers with arbitrary finite domains").
 */
public final class Permutation {
  private static final int ROUNDS = 6;

  private final int size;
  private final int halfBits;
  private final long mask;
  private final long key;

  private Permutation(long key, int size) {
    this.key = key;
    this.size = size;
    int bits = size <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(size - 1);
    this.halfBits = Math.max(1, (bits + 1) / 2);
    this.mask = (1L << halfBits) - 1;
  }

  /** The permutation of 0..n-1 at this key; n must be positive. */
  public static Permutation of(Key key, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n + ", must be positive.");
    }
    return new Permutation(key.value(), n);
  }

  /** How many entries there are. */
  public int size() {
    return size;
  }

  /** Entry k, 0 <= k < size. */
  public int at(int k) {
    if (k < 0 || k >= size) {
      throw new IndexOutOfBoundsException("entry " + k + " of a permutation of " + size);
    }
    long v = k;
    do {
      v = round(v);
    } while (v >= size);
    return (int) v;
  }

  private long round(long v) {
    long left = v >>> halfBits;
    long right = v & mask;
    for (int r = 0; r < ROUNDS; r++) {
      long next = left ^ (Key.mix(key + (r + 1) * 0x9E3779B97F4A7C15L + right) & mask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }
}
