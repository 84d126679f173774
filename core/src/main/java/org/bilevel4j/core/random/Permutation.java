package org.bilevel4j.core.random;

/**
 * A keyed permutation of 0..n-1. Up to {@value #TABLE} entries it is a shuffled table (Fisher and
 * Yates 1938); beyond that it is computed, not stored: entry k costs O(1) time and no memory, so
 * that blocks out of a million or rows of an epoch can be drawn without replacement at any address.
 * That form is a six-round Feistel network on the next even number of bits, walked until it falls
 * inside the range (Black and Rogaway 2002, "Ciphers with arbitrary finite domains"); on few bits a
 * Feistel network is visibly uneven, hence the table.
 */
public final class Permutation {
  private static final int TABLE = 256;
  private static final int ROUNDS = 6;

  private final int size;
  private final int[] table;
  private final int halfBits;
  private final long mask;
  private final long key;

  private Permutation(Key key, int size) {
    this.key = key.value();
    this.size = size;
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, size - 1));
    this.halfBits = (bits + 1) / 2;
    this.mask = (1L << halfBits) - 1;
    this.table = size <= TABLE ? shuffled(key, size) : new int[0];
  }

  /** The permutation of 0..n-1 at this key; n must be positive. */
  public static Permutation of(Key key, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n + ", must be positive.");
    }
    return new Permutation(key, n);
  }

  private static int[] shuffled(Key key, int n) {
    Rng rng = key.rng();
    int[] p = new int[n];
    for (int k = 0; k < n; k++) {
      int j = rng.nextInt(k + 1);
      p[k] = p[j];
      p[j] = k;
    }
    return p;
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
    if (size <= TABLE) {
      return table[k];
    }
    long v = k;
    do {
      v = rounds(v);
    } while (v >= size);
    return (int) v;
  }

  private long rounds(long v) {
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
