package org.bilevel4j.applications.quadratic;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * A quadratic problem, judged on its own losses and against its closed form.
 *
 * @param problem the problem
 * @param blockNames "block 1" to "block m"
 * @param evaluationSets "validation": f_i over all rows
 * @param known x* and F
 */
record QuadraticApplication(
    QuadraticProblem problem,
    List<String> blockNames,
    List<EvaluationSet> evaluationSets,
    Optional<KnownOptimum> known)
    implements Application {

  static QuadraticApplication of(QuadraticProblem problem) {
    List<String> names =
        IntStream.rangeClosed(1, problem.blocks()).mapToObj(i -> "block " + i).toList();
    return new QuadraticApplication(
        problem,
        names,
        List.of(new BlockLossEvaluation(problem, names)),
        Optional.of(new ClosedFormOptimum(problem)));
  }
}
