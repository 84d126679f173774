package org.bilevel4j.eval.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reference line of MORBiT's rate, c t^e (Gu, Lu, Ram, Weng 2023). The theorem bounds the
 * squared proximal residual, max_i ||y_i - y_i*||^2 and the gap of the weights by sqrt(n) t^(-2/5),
 * n the number of tasks, so a norm falls with n^(1/4) t^(-1/5). The length of the x update is drawn
 * against -2/5, as the paper's script for figures 1b and 2b does. c is the largest median times
 * that power of n: only the slope can be compared.
 *
 * @param label such as "slope -2/5"
 * @param t iterations, ascending, above zero
 * @param y values
 */
record RateLine(String label, double[] t, double[] y) {
  /** What is drawn against a rate, with the exponent. */
  static final Map<String, Double> EXPONENTS = exponents();

  private static Map<String, Double> exponents() {
    Map<String, Double> e = new LinkedHashMap<>();
    e.put("stationarity", -0.2);
    e.put("prox.residual", -0.2);
    e.put("prox.worst.residual", -0.2);
    e.put("lower.gap", -0.4);
    e.put("weights.gap", -0.4);
    e.put("step.length", -0.4);
    return e;
  }

  /** The line over the range of some curves; empty when nothing is positive. */
  static Optional<RateLine> through(List<Curve> curves, double tasks, double exponent) {
    double[] steps =
        curves.stream().flatMapToDouble(c -> Arrays.stream(c.step())).filter(s -> s > 0).toArray();
    double largest =
        curves.stream().flatMapToDouble(c -> Arrays.stream(c.middle())).max().orElse(0);
    if (steps.length == 0 || !(largest > 0)) {
      return Optional.empty();
    }
    double first = Arrays.stream(steps).min().orElseThrow();
    double last = Arrays.stream(steps).max().orElseThrow();
    double c = largest * Math.pow(tasks, -1.25 * exponent);
    return Optional.of(
        new RateLine(
            "slope " + Math.round(5 * exponent) + "/5",
            new double[] {first, last},
            new double[] {c * Math.pow(first, exponent), c * Math.pow(last, exponent)}));
  }
}
