package org.bilevel4j.datasets.sinusoid;

/**
 * The regression task y = a sin(omega x - phi).
 *
 * @param amplitude a
 * @param frequency omega
 * @param phase phi
 */
public record SinusoidTask(double amplitude, double frequency, double phase) {
  /** y at x; the same bits on every machine (StrictMath). */
  public double at(double x) {
    return amplitude * StrictMath.sin(frequency * x - phase);
  }
}
