package org.bilevel4j.eval.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The reference line of MORBiT's rate, c t^(-2/5) with c = sqrt(n) times the largest median, n the
 * number of tasks (Gu, Lu, Ram, Weng 2023, figures 1b and 2b as their scripts draw it). Only its
 * slope means something. The theorem bounds squared quantities.
 *
 * @param t iterations, ascending, above zero
 * @param y values
 */
record RateLine(double[] t, double[] y) {
  /** What is drawn against the rate. */
  static final List<String> METRICS =
      List.of("stationarity", "prox.residual", "lower.gap", "weights.gap", "step.length");

  static final double EXPONENT = -0.4;

  /** The line over the range of some curves; empty when nothing is positive. */
  static Optional<RateLine> through(List<Curve> curves, double tasks) {
    double[] steps =
        curves.stream().flatMapToDouble(c -> Arrays.stream(c.step())).filter(s -> s > 0).toArray();
    double largest =
        curves.stream().flatMapToDouble(c -> Arrays.stream(c.middle())).max().orElse(0);
    if (steps.length == 0 || !(largest > 0)) {
      return Optional.empty();
    }
    double first = Arrays.stream(steps).min().orElseThrow();
    double last = Arrays.stream(steps).max().orElseThrow();
    double c = largest * Math.sqrt(tasks);
    return Optional.of(
        new RateLine(
            new double[] {first, last},
            new double[] {c * Math.pow(first, EXPONENT), c * Math.pow(last, EXPONENT)}));
  }
}
