package org.bilevel4j.applications.parts;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorEvaluation;
import org.bilevel4j.oracles.tensor.TensorModel;

/**
 * A model of one block whose lower level trains, and whose upper level validates, on a CSV file.
 */
public interface CsvModel extends TensorModel {
  /** The rows. */
  CsvRows rows();

  /** What results are judged by beside the upper loss, on a batch of rows; lower is better. */
  Tensor error(Inputs in);

  @Override
  default RowTable upperInputs() {
    return rows().validation();
  }

  @Override
  default RowTable lowerInputs() {
    return rows().train();
  }

  @Override
  default Map<String, String> provenance() {
    return rows().provenance();
  }

  /** The problem, judged by loss and error on validation rows and test rows. */
  default ModelApplication application() {
    AutodiffProblem problem = AutodiffProblem.of(this);
    List<EvaluationSet> sets =
        List.of(
            judged("validation", problem, rows().validation()),
            judged("test", problem, rows().test()));
    return new ModelApplication(problem, ModelApplication.BLOCK, sets);
  }

  private EvaluationSet judged(String name, AutodiffProblem problem, RowTable on) {
    return TensorEvaluation.of(name, ModelApplication.BLOCK, problem, on)
        .with(Measure.lower("error"), this::error);
  }
}
