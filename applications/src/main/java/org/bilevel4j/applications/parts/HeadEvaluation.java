package org.bilevel4j.applications.parts;

import java.util.List;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.oracles.analytic.HeadMetrics;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;

/** Judges heads on rows: mean loss and, for classes, accuracy. */
public final class HeadEvaluation implements EvaluationSet {
  private final String name;
  private final List<String> taskNames;
  private final HeadMetrics measure;
  private final boolean adapts;
  private final double tolerance;

  private HeadEvaluation(
      String name,
      List<String> taskNames,
      SharedEmbeddingProblem problem,
      boolean adapts,
      double tolerance) {
    this.name = name;
    this.taskNames = List.copyOf(taskNames);
    this.measure = new HeadMetrics(problem);
    this.adapts = adapts;
    this.tolerance = tolerance;
  }

  /**
   * Judges the heads at hand.
   *
   * @param problem whose upper rows are those to judge on
   */
  public static HeadEvaluation given(
      String name, List<String> taskNames, SharedEmbeddingProblem problem) {
    return new HeadEvaluation(name, taskNames, problem, false, 0);
  }

  /**
   * Judges fresh heads, fitted to convergence.
   *
   * @param problem whose lower rows heads are fitted to, and whose upper rows they are judged on
   * @param tolerance on the norm of the gradient of the lower loss
   */
  public static HeadEvaluation adapted(
      String name, List<String> taskNames, SharedEmbeddingProblem problem, double tolerance) {
    return new HeadEvaluation(name, taskNames, problem, true, tolerance);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> taskNames() {
    return taskNames;
  }

  @Override
  public List<String> metrics() {
    return measure.metrics();
  }

  @Override
  public boolean adapts() {
    return adapts;
  }

  @Override
  public double[][] measure(Vec x, Blocks y, Workspace workspace) {
    return adapts
        ? measure.measureAdapted(x, tolerance, workspace.team())
        : measure.measure(x, y, workspace.team());
  }
}
