package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.Scorer;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.Aggregate;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.letter.LetterDataset;
import org.bilevel4j.datasets.task.SplitKind;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;

/** Partial AUC of many imbalanced binary tasks with a shared encoder and a head per task. */
@AutoService(Component.class)
@Listed(
    name = MultiTaskPartialAuc.NAME,
    title = "Partial AUC of many imbalanced tasks with a shared encoder and a head per task",
    source = "Hu, Zhong, Yang 2022, section 4.2, multi-task deep partial AUC maximisation")
public record MultiTaskPartialAuc(
    @Param(value = TaskParams.DATA, range = TaskParams.DATA_RANGE) TaskData data,
    @Param(value = TaskParams.SPLIT, range = TaskParams.SPLIT_RANGE) SplitKind split,
    @Param(value = TaskParams.TASKS, range = "at least 0") int tasks,
    @Param(TaskParams.STANDARDISE) boolean standardise,
    @Param(value = TaskParams.WIDTHS, range = TaskParams.WIDTHS_RANGE) String widths,
    @Param(value = "activation of the shared layers", range = "relu, tanh") Activation activation,
    @Param(TaskParams.SCORES) ScoreForm scores,
    @Param("the false positive rates that count: fpr.from, fpr.to") FprRange fpr,
    @Param(
            value = "what is minimised",
            range = "ce, focal, mauc, mb, sopa-s, pauc, with parameters in brackets")
        ScoreObjective objective,
    @Param(value = TaskParams.AGGREGATE, range = "sum, mean") Aggregate aggregate,
    @Param(value = "arithmetic", range = "float32, float64") Precision precision)
    implements ApplicationFactory {

  static final String NAME = "multi-task-pauc";

  /** Checks the number of tasks and reads the widths. */
  public MultiTaskPartialAuc {
    Args.atLeast(0, tasks, "tasks");
    AucApplication.network(1, widths, activation);
  }

  /** The letters, two layers of 64, false positive rates up to 0.1. */
  public MultiTaskPartialAuc() {
    this(
        new LetterDataset(),
        SplitKind.OFFICIAL,
        0,
        true,
        "64,64",
        Activation.RELU,
        ScoreForm.SIGMOID,
        new FprRange(0, 0.1),
        new PartialAucObjective(),
        Aggregate.SUM,
        Precision.FLOAT32);
  }

  @Override
  public String formulation() {
    return """
        x   = weights of a shared encoder; per task i a head w_i and scalars a_i, b_i
        y_i = lambda_i, the score above which a share rho of the negatives lies
        f_i = E+[(h-a_i)^2] + 1/rho E-[phi(h-lambda_i) (h-b_i)^2]
              + 2 alpha_i (c + 1/rho E-[phi(h-lambda_i) h] - E+[h]) - alpha_i^2
        g_i = (rho + eps/n-) lambda_i + tau2/2 lambda_i^2
              + E-[tau1 log(1 + exp((h-lambda_i)/tau1))]
        h the scores of task i by (x, w_i), phi the sigmoid
        dual: alpha_i per task; both levels on training rows
        """;
  }

  @Override
  public List<String> datasets() {
    return DealtTasks.names();
  }

  @Override
  public Application create(Optional<Path> directory, long seed) {
    return on(DealtTasks.of(data, split, tasks, standardise, directory, seed));
  }

  /**
   * The same on tasks of the caller's, as they are.
   *
   * @param set one task at least, each with training rows of both classes
   */
  public Application on(TaskSet set) {
    ScoreSpec spec = new ScoreSpec(network(set.table().cols()), scores, objective, fpr, aggregate);
    return AucApplication.of(NAME, spec, set, precision, toString());
  }

  /**
   * Scores rows by solutions of such a problem, without its data.
   *
   * @param inputs numbers in a row
   * @param taskNames one per task
   * @param upperDim dimension of the problem's x
   */
  public Scorer scorer(int inputs, List<String> taskNames, int upperDim) {
    ScoreNetwork network = network(inputs);
    int shared = network.encoder().weights().stream().mapToInt(w -> w.rows() * w.cols()).sum();
    int[] own = new int[taskNames.size()];
    Arrays.fill(own, (upperDim - shared) / own.length);
    return new NetworkScorer(network, LocalParts.of(shared, own), taskNames, precision);
  }

  private ScoreNetwork network(int inputs) {
    return AucApplication.network(inputs, widths, activation);
  }
}
