package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.Aggregate;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.letter.LetterDataset;
import org.bilevel4j.datasets.task.SplitKind;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;

/** AUC of many imbalanced binary tasks with a shared encoder and a head per task. */
@AutoService(Component.class)
@Listed(
    name = MultiTaskAuc.NAME,
    title = "AUC of many imbalanced tasks with a shared encoder and a head per task",
    source = "Hu, Zhong, Yang 2022, section 4.1, multi-task deep AUC maximisation")
public record MultiTaskAuc(
    @Param(value = TaskParams.DATA, range = TaskParams.DATA_RANGE) TaskData data,
    @Param(value = TaskParams.SPLIT, range = TaskParams.SPLIT_RANGE) SplitKind split,
    @Param(value = TaskParams.TASKS, range = "at least 0") int tasks,
    @Param(TaskParams.STANDARDISE) boolean standardise,
    @Param(value = TaskParams.WIDTHS, range = TaskParams.WIDTHS_RANGE) String widths,
    @Param(value = "activation of the shared layers", range = "relu, tanh") Activation activation,
    @Param(TaskParams.SCORES) ScoreForm scores,
    @Param(
            value = "what is minimised",
            range = "ce, focal, mauc, mauc-ct, mauc-ct-proximal, with parameters in brackets")
        ScoreObjective objective,
    @Param(value = TaskParams.AGGREGATE, range = "sum, mean") Aggregate aggregate,
    @Param(value = "arithmetic", range = "float32, float64") Precision precision)
    implements ApplicationFactory {

  static final String NAME = "multi-task-auc";

  /** Checks the number of tasks and reads the widths. */
  public MultiTaskAuc {
    Args.atLeast(0, tasks, "tasks");
    AucApplication.network(1, widths, activation);
  }

  /** The letters, two layers of 64, compositional training. */
  public MultiTaskAuc() {
    this(
        new LetterDataset(),
        SplitKind.OFFICIAL,
        0,
        true,
        "64,64",
        Activation.RELU,
        ScoreForm.SIGMOID,
        new CompositionalAuc(),
        Aggregate.SUM,
        Precision.FLOAT32);
  }

  @Override
  public String formulation() {
    return """
        x       = weights of a shared encoder; per task i a head w_i and scalars a_i, b_i
        mauc    : f_i = E+[(h-a_i)^2] + E-[(h-b_i)^2] + 2 alpha_i (c + E-[h] - E+[h]) - alpha_i^2,
                  h the scores of task i by (x, w_i); no lower level
        mauc-ct : the same f_i with h by u_i, a copy of encoder and head,
                  g_i = 1/2 |u_i - (w - eta grad L_CE(w))|^2 with w = (encoder, w_i)
        dual: alpha_i per task; both levels on training rows
        """;
  }

  @Override
  public List<String> datasets() {
    return DealtTasks.names();
  }

  @Override
  public Application create(Optional<Path> directory, long seed) {
    TaskSet set = DealtTasks.of(data, split, tasks, standardise, directory, seed);
    ScoreNetwork network = AucApplication.network(set.table().cols(), widths, activation);
    ScoreSpec spec = new ScoreSpec(network, scores, objective, FprRange.all(), aggregate);
    return AucApplication.of(NAME, spec, set, precision, toString());
  }
}
