package org.bilevel4j.eval.metric;

import java.util.Arrays;

/**
 * Sorts doubles by their bits, byte after byte from the last (LSD radix sort): the order of {@link
 * Arrays#sort(double[])}, three times as fast for a million. Passes over a byte that all numbers
 * share are left out. Memory beside the array: 16 bytes a number.
 */
final class RadixSort {
  /** Below it, histograms cost more than they gain. */
  private static final int SMALL = 5000;

  private static final int DIGITS = 8;
  private static final int VALUES = 256;

  private RadixSort() {}

  /** Sorts ascending, not-a-numbers last. */
  static void sort(double[] numbers) {
    if (numbers.length < SMALL) {
      Arrays.sort(numbers);
      return;
    }
    long[] from = new long[numbers.length];
    int[][] counts = new int[DIGITS][VALUES];
    for (int i = 0; i < from.length; i++) {
      long bits = Double.doubleToLongBits(numbers[i]);
      long key = bits ^ ((bits >> 63) | Long.MIN_VALUE); // ascending as unsigned
      from[i] = key;
      for (int d = 0; d < DIGITS; d++) {
        counts[d][(int) (key >>> (8 * d)) & 255]++;
      }
    }
    long[] to = new long[from.length];
    for (int d = 0; d < DIGITS; d++) {
      if (isSorted(counts[d], from.length)) {
        continue;
      }
      move(from, to, 8 * d, counts[d]);
      long[] swap = from;
      from = to;
      to = swap;
    }
    for (int i = 0; i < from.length; i++) {
      long key = from[i];
      numbers[i] = Double.longBitsToDouble(key ^ ((~key >> 63) | Long.MIN_VALUE));
    }
  }

  private static boolean isSorted(int[] counts, int all) {
    for (int count : counts) {
      if (count > 0) {
        return count == all;
      }
    }
    return true;
  }

  private static void move(long[] from, long[] to, int shift, int[] places) {
    int next = 0;
    for (int v = 0; v < VALUES; v++) {
      int count = places[v];
      places[v] = next;
      next += count;
    }
    for (long key : from) {
      to[places[(int) (key >>> shift) & 255]++] = key;
    }
  }
}
