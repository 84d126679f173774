package org.bilevel4j.applications.representation;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bilevel4j.applications.parts.FashionTables;
import org.bilevel4j.applications.parts.HeadLoss;
import org.bilevel4j.applications.parts.TableRows;
import org.bilevel4j.applications.parts.TaskApplication;
import org.bilevel4j.applications.parts.Widths;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.fashion.FashionMnist;
import org.bilevel4j.datasets.fashion.FashionTasks;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.ClassPair;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.network.Mlp;

/** Robust multi-task representation learning on pairs of FashionMNIST classes. */
@AutoService(Component.class)
@Listed(
    name = RobustRepresentationFashionMnist.NAME,
    aliases = "fashion-mnist",
    title = "Robust shared representation for pairs of FashionMNIST classes",
    source =
        "Gu, Lu, Ram, Weng, ICLR 2023, representation learning;"
            + " data: Xiao, Rasul, Vollgraf 2017")
public record RobustRepresentationFashionMnist(
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
        Precision precision)
    implements ApplicationFactory {

  static final String NAME = "robust-representation-fashion-mnist";

  /** Checks the numbers and reads the texts. */
  public RobustRepresentationFashionMnist {
    Args.atLeast(0, maxTrainRows, "maxTrainRows");
    Args.atLeast(0, adaptRows, "adaptRows");
    Args.nonNegative(headPenalty, "headPenalty");
    Args.nonNegative(headBiasPenalty, "headBiasPenalty");
    Widths.parse(FashionMnist.COLS, widths, "widths");
    ClassPair.parseAll(pairs);
    unseen(unseenPairs);
  }

  /** The paper's setting. */
  public RobustRepresentationFashionMnist() {
    this(
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

  private static List<ClassPair> unseen(String text) {
    return text.isBlank() ? List.of() : ClassPair.parseAll(text);
  }

  private static String text(List<ClassPair> pairs) {
    return String.join(",", pairs.stream().map(ClassPair::toString).toList());
  }

  @Override
  public String formulation() {
    return """
        x   = weights of a shared network, 784 -> 100 by default, activation relu
        y_i = w_i (100 x 2), the head of pair i, without biases
        f_i = mean over validation images of cross-entropy(softmax(phi_x(image) w_i), class)
        g_i = mean over training images of the same + 0.0005 ||w_i||^2
        dual: lambda in the simplex over the ten pairs
        """;
  }

  @Override
  public List<String> datasets() {
    return List.of(FashionMnist.NAME);
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    Key key = Key.of(seed).child(NAME);
    TaskSet tasks =
        new FashionTasks(ClassPair.parseAll(pairs), unseen(unseenPairs), maxTrainRows, splitScope)
            .cut(FashionTables.load(data), key.child("split"));
    Mlp net = Mlp.of(layerBias, activation, Widths.parse(FashionMnist.COLS, widths, "widths"));
    RidgePenalty ridge = new RidgePenalty(headPenalty, headBiasPenalty);
    TaskApplication made =
        TaskApplication.of(parts(tasks, net, ridge), tasks, adaptRows, key.child("adapt"));
    return made.withModel(new NetworkModel(made.problem(), net, ridge, loss::mean));
  }

  private SharedEmbedding parts(TaskSet tasks, Mlp net, RidgePenalty ridge) {
    RowLoss rowLoss = loss.rowLoss();
    return new SharedEmbedding(
        NAME,
        tasks.tasks().size(),
        net,
        new HeadShape(net.features(), rowLoss.columns(), headBias),
        rowLoss,
        ridge,
        TableRows.of(tasks.table(), tasks.tasks(), Part.TRAIN),
        TableRows.of(tasks.table(), tasks.tasks(), Part.VALIDATION),
        ConvexSet.all(),
        0,
        precision,
        List.of(net.parameters()),
        provenance(tasks.table()));
  }

  private Map<String, String> provenance(LabelledTable table) {
    Map<String, String> all = new TreeMap<>();
    all.put("parameters", toString());
    table.origin().files().forEach(f -> all.put("data " + name(f.location()), f.sha256()));
    return all;
  }

  private static String name(String location) {
    return String.valueOf(Path.of(location).getFileName());
  }
}
