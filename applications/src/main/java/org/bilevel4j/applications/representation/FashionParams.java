package org.bilevel4j.applications.representation;

import java.util.List;
import org.bilevel4j.applications.parts.HeadLoss;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.fashion.FashionMnist;
import org.bilevel4j.datasets.fashion.FashionTasks;
import org.bilevel4j.datasets.task.ClassPair;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;

/** Parameters of {@link RobustRepresentationFashionMnist}. */
public record FashionParams(
    @Param(value = "pairs of classes that are the tasks", range = "like 0-6,0-9; classes 0 to 9")
        String pairs,
    @Param(value = "pairs to judge unseen tasks on", range = "like pairs; may be empty")
        String unseenPairs,
    @Param(value = "at most so many training rows a task; 0 for all 12,000", range = "at least 0")
        int maxTrainRows,
    @Param(
            value = "training rows that heads of unseen tasks are fitted to; 0 for all",
            range = "at least 0")
        int adaptRows,
    @Param(
            value = "widths of the shared layers after the 784 inputs",
            range = "like 100 or 256,100")
        String widths,
    @Param(
            value = "activation of the shared layers; identity is the script without its flag",
            range = "relu, tanh, softplus, sigmoid, identity")
        Activation activation,
    @Param(value = "whether shared layers have biases", range = "true or false") boolean layerBias,
    @Param(
            value =
                "loss of a row: softmax (the paper), logistic (one column), double-softmax (the"
                    + " published script)",
            range = "softmax, logistic, double-softmax")
        HeadLoss loss,
    @Param(value = "coefficient of ||w||^2 in the lower loss", range = "at least 0")
        double headPenalty,
    @Param(
            value =
                "whether heads have biases (the script); two softmax columns with free biases"
                    + " have no unique solution",
            range = "true or false")
        boolean headBias,
    @Param(value = "coefficient of ||b||^2 in the lower loss", range = "at least 0")
        double headBiasPenalty,
    @Param(
            value = "class: an image has one part in all tasks; task: each task is split alone",
            range = "class, task")
        SplitScope splitScope,
    @Param(value = "arithmetic of the passes through the network", range = "float32, float64")
        Precision precision) {

  /** Checks the numbers and reads the texts. */
  public FashionParams {
    Args.atLeast(0, maxTrainRows, "maxTrainRows");
    Args.atLeast(0, adaptRows, "adaptRows");
    Args.nonNegative(headPenalty, "headPenalty");
    Args.nonNegative(headBiasPenalty, "headBiasPenalty");
    Widths.parse(FashionMnist.COLS, widths, "widths");
    ClassPair.parseAll(pairs);
    unseen(unseenPairs);
  }

  private static List<ClassPair> unseen(String text) {
    return text.isBlank() ? List.of() : ClassPair.parseAll(text);
  }

  /** Inputs and the widths of the layers. */
  int[] layerWidths() {
    return Widths.parse(FashionMnist.COLS, widths, "widths");
  }

  /** The tasks these parameters name. */
  FashionTasks tasks() {
    return new FashionTasks(
        ClassPair.parseAll(pairs), unseen(unseenPairs), maxTrainRows, splitScope);
  }

  /** The paper's setting. */
  public static FashionParams defaults() {
    return new FashionParams(
        text(FashionTasks.PAPER_PAIRS),
        text(FashionTasks.UNSEEN_PAIRS),
        0,
        256,
        "100",
        Activation.RELU,
        false,
        HeadLoss.SOFTMAX,
        5e-4,
        false,
        0,
        SplitScope.CLASS,
        Precision.FLOAT32);
  }

  private static String text(List<ClassPair> pairs) {
    return String.join(",", pairs.stream().map(ClassPair::toString).toList());
  }
}
