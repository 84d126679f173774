package org.bilevel4j.applications.parts;

import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Judgement;
import org.bilevel4j.core.application.Measure;
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
  private final boolean scored;

  private HeadEvaluation(
      String name,
      List<String> taskNames,
      HeadMetrics measure,
      boolean adapts,
      double tolerance,
      boolean scored) {
    this.name = name;
    this.taskNames = List.copyOf(taskNames);
    this.measure = measure;
    this.adapts = adapts;
    this.tolerance = tolerance;
    this.scored = scored;
  }

  /**
   * Judges the heads at hand.
   *
   * @param problem whose upper rows are those to judge on
   */
  public static HeadEvaluation given(
      String name, List<String> taskNames, SharedEmbeddingProblem problem) {
    return new HeadEvaluation(name, taskNames, new HeadMetrics(problem), false, 0, false);
  }

  /**
   * Judges fresh heads, fitted to convergence.
   *
   * @param problem whose lower rows heads are fitted to, and whose upper rows they are judged on
   * @param tolerance on the norm of the gradient of the lower loss
   */
  public static HeadEvaluation adapted(
      String name, List<String> taskNames, SharedEmbeddingProblem problem, double tolerance) {
    return new HeadEvaluation(name, taskNames, new HeadMetrics(problem), true, tolerance, false);
  }

  /**
   * The same, handing out the scores of its rows as well.
   *
   * @throws IllegalArgumentException when a row has other than one output and one of two classes
   */
  public HeadEvaluation withScores() {
    if (!measure.hasScores()) {
      throw new IllegalArgumentException(name + ": only heads with one output have scores.");
    }
    return new HeadEvaluation(name, taskNames, measure, adapts, tolerance, true);
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
  public List<Measure> metrics() {
    return measure.metrics();
  }

  @Override
  public boolean adapts() {
    return adapts;
  }

  @Override
  public boolean hasScores() {
    return scored;
  }

  @Override
  public double[][] measure(Vec x, Blocks y, Workspace workspace) {
    return found(x, y, workspace).values();
  }

  @Override
  public Judgement judge(Vec x, Blocks y, Workspace workspace) {
    Judgement found = found(x, y, workspace);
    return scored ? found : new Judgement(found.values(), Optional.empty());
  }

  private Judgement found(Vec x, Blocks y, Workspace workspace) {
    return adapts
        ? measure.judgeAdapted(x, tolerance, workspace.team())
        : measure.judge(x, y, workspace.team());
  }
}
