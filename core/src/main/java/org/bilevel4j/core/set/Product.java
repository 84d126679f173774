package org.bilevel4j.core.set;

import java.util.List;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.jspecify.annotations.Nullable;

/**
 * A product of sets over disjoint coordinate ranges; coordinates in no part are free.
 *
 * @param parts the factors
 */
public record Product(List<Part> parts) implements ConvexSet {

  /**
   * One factor.
   *
   * @param from first coordinate
   * @param to one past the last coordinate
   * @param set the set those coordinates lie in
   */
  public record Part(int from, int to, ConvexSet set) {}

  /** Copies the list. */
  public Product {
    parts = List.copyOf(parts);
  }

  @Override
  public void project(Vec v) {
    for (Part p : parts) {
      p.set.project(v.slice(p.from, p.to));
    }
  }

  @Override
  public void project(Vec v, @Nullable Support moved) {
    if (moved == null) {
      project(v);
      return;
    }
    for (Part p : parts) {
      if (overlaps(p, moved)) {
        p.set.project(v.slice(p.from, p.to));
      }
    }
  }

  private static boolean overlaps(Part p, Support moved) {
    for (int r = 0; r < moved.ranges(); r++) {
      if (moved.from(r) < p.to && moved.to(r) > p.from) {
        return true;
      }
    }
    return false;
  }

  @Override
  public double violation(Vec v) {
    double worst = 0;
    for (Part p : parts) {
      worst = Math.max(worst, p.set.violation(v.slice(p.from, p.to)));
    }
    return worst;
  }

  @Override
  public boolean isAll() {
    return parts.stream().allMatch(p -> p.set.isAll());
  }

  @Override
  public boolean isSeparable() {
    return parts.stream().allMatch(p -> p.set.isSeparable());
  }
}
