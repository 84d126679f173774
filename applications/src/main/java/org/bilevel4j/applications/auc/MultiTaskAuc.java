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
    @Param(
            value = "data set with binary tasks; moleculenet is Tox21, mulan is bibtex",
            range = "letter, synthetic, moleculenet, mulan, cifar-10, with parameters in brackets")
        TaskData data,
    @Param(
            value =
                "how rows are dealt: as the data come, or by key 60/20/20, within classes or not",
            range = "official, random, stratified")
        SplitKind split,
    @Param(value = "how many of the tasks, from the first on; 0 for all", range = "at least 0")
        int tasks,
    @Param(
            "whether dense features get mean 0 and deviation 1 on training rows; sparse ones and"
                + " images stay as they are")
        boolean standardise,
    @Param(
            value =
                "widths of the shared layers; empty: no shared layer, each task a linear scorer",
            range = "like 64 or 128,64")
        String widths,
    @Param(value = "activation of the shared layers", range = "relu, tanh") Activation activation,
    @Param("what the objective sees of a head's outputs; cross-entropy and focal loss see outputs")
        ScoreForm scores,
    @Param(
            value = "what is minimised",
            range = "ce, focal, mauc, mauc-ct, mauc-ct-proximal, with parameters in brackets")
        ScoreObjective objective,
    @Param(
            value =
                "whether F is the sum over tasks, as in the papers' applications, or the mean, under"
                    + " which heads that are sampled seldom hardly move",
            range = "sum, mean")
        Aggregate aggregate,
    @Param(value = "arithmetic", range = "float32, float64") Precision precision)
    implements ApplicationFactory {

  static final String NAME = "multi-task-auc";

  /** Checks the number of tasks and reads the widths. */
  public MultiTaskAuc {
    Args.atLeast(0, tasks, "tasks");
    AucApplication.encoder(1, widths, activation);
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
    ScoreNetwork network =
        new ScoreNetwork(AucApplication.encoder(set.table().cols(), widths, activation), true);
    ScoreSpec spec = new ScoreSpec(network, scores, objective, FprRange.all(), aggregate);
    return AucApplication.of(NAME, spec, set, precision, toString());
  }
}
