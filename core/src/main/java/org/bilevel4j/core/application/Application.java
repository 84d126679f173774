package org.bilevel4j.core.application;

import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.problem.BilevelProblem;

/** A problem together with the data sets on which its solutions are judged. */
public interface Application {

  /** The problem that solvers see. */
  BilevelProblem problem();

  /** One name per block, for reports, for instance "O/Q". */
  List<String> blockNames();

  /**
   * The sets on which a state is judged, "validation" first (it alone may steer a run), then
   * "test", then sets of unseen tasks.
   */
  List<EvaluationSet> evaluationSets();

  /** The solution, where it is known in closed form. */
  default Optional<KnownOptimum> known() {
    return Optional.empty();
  }

  /** Scores rows outside the problem with a solution; empty where solutions score nothing. */
  default Optional<Scorer> scorer() {
    return Optional.empty();
  }
}
