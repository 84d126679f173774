package org.bilevel4j.applications.auc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bilevel4j.applications.parts.Encoder;
import org.bilevel4j.applications.parts.LinearEncoder;
import org.bilevel4j.applications.parts.MlpEncoder;
import org.bilevel4j.applications.parts.TableRows;
import org.bilevel4j.applications.parts.Widths;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Scorer;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.tensor.AutodiffProblem;

/** Binary tasks on a table, trained on their training rows and judged on the others. */
record AucApplication(
    AutodiffProblem problem,
    List<String> blockNames,
    List<EvaluationSet> evaluationSets,
    Optional<Scorer> scorer)
    implements Application {
  /**
   * An application.
   *
   * @param name of the factory
   * @param parameters of the factory, for provenance
   */
  static AucApplication of(
      String name, ScoreSpec spec, TaskSet tasks, Precision precision, String parameters) {
    List<String> names = tasks.tasks().stream().map(BinaryTask::name).toList();
    TableRows train = TableRows.of(tasks.table(), tasks.tasks(), Part.TRAIN);
    ScoreModel model =
        new ScoreModel(
            name,
            spec,
            train,
            names.size(),
            provenance(tasks.table(), parameters),
            tasks.remarks());
    AutodiffProblem problem = AutodiffProblem.of(model, precision);
    NetworkScorer scorer = new NetworkScorer(spec.network(), model.localParts(), names, precision);
    List<EvaluationSet> sets = new ArrayList<>();
    for (Part part : List.of(Part.VALIDATION, Part.TEST, Part.TRAIN)) {
      List<TaskRows> rows = tasks.tasks().stream().map(t -> t.rows(part)).toList();
      sets.add(new AucEvaluation(part.word(), scorer, spec.fpr(), tasks.table().features(), rows));
    }
    return new AucApplication(problem, names, sets, Optional.of(scorer));
  }

  /** An encoder of these widths, of none where the text is blank, and heads with a bias. */
  static ScoreNetwork network(int inputs, String widths, Activation activation) {
    Encoder encoder =
        widths.isBlank()
            ? new LinearEncoder(inputs)
            : new MlpEncoder(Mlp.of(true, activation, Widths.parse(inputs, widths, "widths")));
    return new ScoreNetwork(encoder, true);
  }

  private static Map<String, String> provenance(LabelledTable table, String parameters) {
    Map<String, String> all = new TreeMap<>();
    all.put("parameters", parameters);
    table
        .origin()
        .files()
        .forEach(f -> all.put("data " + Path.of(f.location()).getFileName(), f.sha256()));
    return all;
  }
}
