package org.bilevel4j.applications.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Scorer;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.network.RowSource;

/**
 * A problem with a shared embedding and the sets it is judged on.
 *
 * @param problem the problem
 * @param blockNames one name per task
 * @param evaluationSets validation, test, unseen
 */
public record TaskApplication(
    SharedEmbeddingProblem problem, List<String> blockNames, List<EvaluationSet> evaluationSets)
    implements Application {

  /** On how exactly heads of unseen tasks are fitted: norm of the gradient. */
  public static final double ADAPT_TOLERANCE = 1e-8;

  /** Copies the lists. */
  public TaskApplication {
    blockNames = List.copyOf(blockNames);
    evaluationSets = List.copyOf(evaluationSets);
  }

  /**
   * Binary tasks on a table, judged on validation rows, test rows and, where there are unseen
   * tasks, on their test rows with heads fitted to some of their training rows.
   *
   * @param parts the problem on the training and validation rows of {@code tasks}
   * @param adaptRows how many training rows of an unseen task its head is fitted to; 0 for all
   * @param adaptKey address of their draw
   */
  public static TaskApplication of(
      SharedEmbedding parts, TaskSet tasks, int adaptRows, Key adaptKey) {
    List<String> names = names(tasks.tasks());
    int n = names.size();
    List<EvaluationSet> sets = new ArrayList<>();
    sets.add(HeadEvaluation.given("validation", names, new SharedEmbeddingProblem(parts)));
    RowSource test = TableRows.of(tasks.table(), tasks.tasks(), Part.TEST);
    sets.add(
        HeadEvaluation.given(
            "test", names, new SharedEmbeddingProblem(parts.on(n, parts.lowerRows(), test))));
    if (!tasks.unseen().isEmpty()) {
      SharedEmbedding unseen =
          parts.on(
              tasks.unseen().size(),
              new TableRows(tasks.table(), capped(tasks.unseen(), adaptRows, adaptKey)),
              TableRows.of(tasks.table(), tasks.unseen(), Part.TEST));
      sets.add(
          HeadEvaluation.adapted(
              "unseen",
              names(tasks.unseen()),
              new SharedEmbeddingProblem(unseen),
              ADAPT_TOLERANCE));
    }
    return new TaskApplication(new SharedEmbeddingProblem(parts), names, sets);
  }

  @Override
  public Optional<Scorer> scorer() {
    return HeadScorer.of(problem, blockNames);
  }

  /** This application with its losses stated as a model. */
  public TaskApplication withModel(ProblemShape losses) {
    return new TaskApplication(problem.withModel(losses), blockNames, evaluationSets);
  }

  private static List<TaskRows> capped(List<BinaryTask> tasks, int limit, Key key) {
    return tasks.stream()
        .map(t -> limit == 0 ? t.train() : t.train().capped(limit, key.child(t.name())))
        .toList();
  }

  private static List<String> names(List<BinaryTask> tasks) {
    return tasks.stream().map(BinaryTask::name).toList();
  }
}
