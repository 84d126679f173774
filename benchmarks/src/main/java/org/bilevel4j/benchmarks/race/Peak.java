package org.bilevel4j.benchmarks.race;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most this machine computes on one core: independent fused multiply-adds on registers, nothing
 * loaded and nothing stored.
 */
public final class Peak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 20_000;
  private static final int OPERATIONS_PER_FMA = 2;

  private Peak() {}

  /**
   * Billion fp32 operations a second, the best of many blocks.
   *
   * @param seconds how long to look
   */
  public static double gflops(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    double operations = (double) OPERATIONS_PER_FMA * CHAINS * ROUNDS * SPECIES.length();
    double best = 0;
    float sum = 0;
    while (System.nanoTime() < end) {
      long from = System.nanoTime();
      sum += block(0.999f, 1e-3f);
      best = Math.max(best, operations / (System.nanoTime() - from));
    }
    if (Float.isNaN(sum)) {
      throw new IllegalStateException("the peak loop left the numbers");
    }
    return best;
  }

  /** Twelve chains keep two units of four cycles' delay busy; one result uses them all. */
  private static float block(float factor, float shift) {
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    FloatVector s = FloatVector.broadcast(SPECIES, shift);
    FloatVector a = s;
    FloatVector b = s.add(1);
    FloatVector c = s.add(2);
    FloatVector d = s.add(3);
    FloatVector e = s.add(4);
    FloatVector g = s.add(5);
    FloatVector h = s.add(6);
    FloatVector i = s.add(7);
    FloatVector j = s.add(8);
    FloatVector k = s.add(9);
    FloatVector l = s.add(10);
    FloatVector m = s.add(11);
    for (int r = 0; r < ROUNDS; r++) {
      a = a.fma(f, s);
      b = b.fma(f, s);
      c = c.fma(f, s);
      d = d.fma(f, s);
      e = e.fma(f, s);
      g = g.fma(f, s);
      h = h.fma(f, s);
      i = i.fma(f, s);
      j = j.fma(f, s);
      k = k.fma(f, s);
      l = l.fma(f, s);
      m = m.fma(f, s);
    }
    FloatVector all =
        a.add(b).add(c).add(d).add(e).add(g).add(h).add(i).add(j).add(k).add(l).add(m);
    return all.lane(0);
  }

  /** Prints one JSON line. */
  public static void main(String[] args) {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 2;
    System.out.printf(
        java.util.Locale.ROOT,
        "{\"program\": \"peak\", \"fp32_gflops\": %.1f, \"lanes\": %d}%n",
        gflops(seconds),
        SPECIES.length());
  }
}
