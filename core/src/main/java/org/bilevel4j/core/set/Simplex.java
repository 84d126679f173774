package org.bilevel4j.core.set;

import java.util.Arrays;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.Args;

/**
 * Entries at least {@code floor / d} that sum to {@code mass}. With floor 0 and mass 1 this is the
 * unit simplex; a positive floor keeps a share for everyone.
 *
 * <p>Projection by sorting (Held, Wolfe, Crowder 1974; docs/ALGORITHMS.md 2.1), O(d log d).
 *
 * @param mass the sum, positive
 * @param floor total mass spread evenly as a lower bound, 0 <= floor <= mass
 */
public record Simplex(double mass, double floor) implements ConvexSet {

  /** Checks mass and floor. */
  public Simplex {
    Args.positive(mass, "mass of a simplex");
    Args.within(0, mass, floor, "floor of a simplex");
  }

  @Override
  public void project(Vec v) {
    int d = v.dim();
    double least = floor / d;
    double free = mass - floor;
    double[] u = v.toArray();
    double top = v.max(); // adding a constant changes nothing; far away this keeps the digits
    for (int i = 0; i < d; i++) {
      u[i] -= top;
    }
    double[] sorted = u.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double theta = 0;
    for (int j = 1; j <= d; j++) {
      double next = sorted[d - j];
      sum += next;
      double candidate = (sum - free) / j;
      if (next - candidate > 0) {
        theta = candidate;
      }
    }
    for (int i = 0; i < d; i++) {
      v.set(i, least + Math.max(u[i] - theta, 0));
    }
  }

  @Override
  public double violation(Vec v) {
    double worst = Math.abs(v.sum() - mass);
    for (int i = 0; i < v.dim(); i++) {
      worst = Math.max(worst, floor / v.dim() - v.get(i));
    }
    return worst;
  }
}
