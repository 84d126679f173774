package org.bilevel4j.applications.parts;

import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.oracles.tensor.AutodiffProblem;

/**
 * A model of one block and the sets it is judged on.
 *
 * @param problem the model with derivatives
 * @param blockNames one name
 * @param evaluationSets validation, test, ...
 */
public record ModelApplication(
    AutodiffProblem problem, List<String> blockNames, List<EvaluationSet> evaluationSets)
    implements Application {
  /** The name of the only block. */
  public static final List<String> BLOCK = List.of("all");

  /** Copies the lists. */
  public ModelApplication {
    blockNames = List.copyOf(blockNames);
    evaluationSets = List.copyOf(evaluationSets);
  }
}
