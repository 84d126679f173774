package org.bilevel4j.core.oracle;

import org.bilevel4j.core.problem.OracleCall;
import org.jspecify.annotations.Nullable;

/**
 * A method of points, {@code set()} apart.
 *
 * @param name its name in {@code LowerPoints} or {@code UpperPoints}
 * @param call what a question counts as; null for {@code upperZeros}, which asks for nothing
 * @param isKept whether the answer is computed once, shared and read-only
 */
public record PointMethod(String name, @Nullable OracleCall call, boolean isKept) {

  /** A method without arguments. */
  static PointMethod kept(String name, OracleCall call) {
    return new PointMethod(name, call, true);
  }

  /** A method whose answer is the asker's. */
  static PointMethod of(String name, @Nullable OracleCall call) {
    return new PointMethod(name, call, false);
  }
}
