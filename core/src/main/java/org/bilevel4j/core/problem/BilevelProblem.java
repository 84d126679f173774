package org.bilevel4j.core.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.parallel.Workspace;

/**
 * A problem that can be linearised: a shape and the oracle that answers questions about its losses.
 * Immutable and shared by all runs; what belongs to one run lives in the {@link Oracle} that {@link
 * #open} makes.
 */
public interface BilevelProblem extends ProblemShape {

  /** The questions its oracle answers. */
  Set<OracleCall> offers();

  /** A name for how derivatives are made, for instance "analytic" or "finite-difference". */
  String oracleName();

  /** An oracle for one run; it may keep buffers in and take vectors from the workspace. */
  Oracle open(Workspace workspace);

  /** How accurate its answers are. */
  default Accuracy accuracy() {
    return Accuracy.DOUBLE;
  }

  /**
   * The problem as mathematics, for oracles that make derivatives of losses; empty where there are
   * only the answers of its own oracle.
   */
  default Optional<? extends ProblemShape> model() {
    return Optional.empty();
  }

  /** Whether the objective is the worst of the losses, not their mean. */
  default boolean isWorstCase() {
    return dualSide() instanceof DualSide.Simplex;
  }

  /** What a user should know about its answers, one sentence each; runs show and log them. */
  default List<String> remarks() {
    return List.of();
  }

  /** What identifies data and options of this problem, for provenance and for safe resuming. */
  default Map<String, String> provenance() {
    return Map.of();
  }
}
