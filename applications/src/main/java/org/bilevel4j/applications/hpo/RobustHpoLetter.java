package org.bilevel4j.applications.hpo;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bilevel4j.applications.parts.HeadLoss;
import org.bilevel4j.applications.parts.TableRows;
import org.bilevel4j.applications.parts.TaskApplication;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.set.Product;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.letter.LetterTasks;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.heads.FeaturePenalty;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.network.RandomFourierFeatures;

/** Robust hyper-parameter search for kernel logistic regression on pairs of letters. */
@AutoService(Component.class)
@Listed(
    name = RobustHpoLetter.NAME,
    aliases = "letter",
    title = "Robust kernel bandwidths and penalties for pairs of letters",
    source = "Gu, Lu, Ram, Weng, ICLR 2023, hyperparameter optimization; data: Slate 1991 (UCI)")
public record RobustHpoLetter(
    @Param(value = "number of tasks, pairs of letters", symbol = "n", range = "1 to 325") int tasks,
    @Param(value = "unseen tasks to judge on", range = "at least 0; with tasks at most 325")
        int unseen,
    @Param(value = "rows that heads of unseen tasks are fitted to; 0 for all", range = "at least 0")
        int adaptRows,
    @Param(value = "seed of the choice of pairs, apart from the run's", range = "any")
        long taskSeed,
    @Param(
            value = "random frequencies; a head sees twice as many features",
            symbol = "K",
            range = "1 to 100000")
        int frequencies,
    @Param(
            value =
                "loss of a row: logistic (one vector, the paper), softmax (two columns),"
                    + " double-softmax (the published script)",
            range = "logistic, softmax, double-softmax")
        HeadLoss loss,
    @Param(
            value =
                "whether heads have biases; two softmax columns with biases have no unique"
                    + " solution",
            range = "true or false")
        boolean bias,
    @Param(value = "penalty of the biases", range = "at least 0") double biasPenalty,
    @Param(
            value = "whether the penalty is ||rho * w||^2 (the paper) or sum rho w^2 (the script)",
            range = "true or false")
        boolean squaredPenalty,
    @Param(
            value =
                "whether x holds logarithms of bandwidths and penalty parameters, an option of the"
                    + " script",
            range = "true or false")
        boolean logSpace,
    @Param(
            value = "every bandwidth at the start",
            symbol = "x_sigma",
            range = "at least bandwidthMin")
        double bandwidthStart,
    @Param(value = "lower bound of the bandwidths", symbol = "sigma_min", range = "at least 0")
        double bandwidthMin,
    @Param(
            value = "every penalty parameter at the start",
            symbol = "x_rho",
            range = "at least penaltyMin")
        double penaltyStart,
    @Param(
            value = "lower bound of the penalty parameters; at 0 separable tasks have no solution",
            symbol = "rho_min",
            range = "above 0")
        double penaltyMin,
    @Param(
            value =
                "class: a row has one part in all tasks; task: each task is split alone (the"
                    + " script)",
            range = "class, task")
        SplitScope splitScope,
    @Param(value = "arithmetic of the passes through the features", range = "float32, float64")
        Precision precision)
    implements ApplicationFactory {

  static final String NAME = "robust-hpo-letter";

  private static final int MOST_FREQUENCIES = 100_000;

  private static final class Holder {
    private static final LabelledTable TABLE = LetterData.embedded();
  }

  /** Checks the numbers. */
  public RobustHpoLetter {
    Args.atLeast(1, tasks, "tasks");
    Args.atLeast(0, unseen, "unseen");
    Args.atLeast(0, adaptRows, "adaptRows");
    Args.atLeast(1, frequencies, "frequencies");
    Args.atMost(MOST_FREQUENCIES, frequencies, "frequencies");
    Args.nonNegative(biasPenalty, "biasPenalty");
    Args.nonNegative(bandwidthMin, "bandwidthMin");
    Args.positive(penaltyMin, "penaltyMin");
    if (logSpace) {
      Args.positive(bandwidthMin, "bandwidthMin in log space");
    }
    startAbove(bandwidthStart, bandwidthMin, "bandwidth");
    startAbove(penaltyStart, penaltyMin, "penalty");
  }

  /** The paper's setting, with the numbers it leaves open filled in. */
  public RobustHpoLetter() {
    this(
        16,
        0,
        0,
        0,
        64,
        HeadLoss.LOGISTIC,
        false,
        0,
        true,
        false,
        0.1,
        1e-3,
        0.01,
        1e-3,
        SplitScope.CLASS,
        Precision.FLOAT32);
  }

  /** A bound or start of x as x holds it. */
  private double held(double value) {
    return logSpace ? StrictMath.log(value) : value;
  }

  private static void startAbove(double start, double min, String name) {
    if (!(start >= min) || Double.isInfinite(start)) {
      throw new UserError(
          name + "Start is " + start + ", must be at least " + name + "Min = " + min + ".");
    }
  }

  @Override
  public String formulation() {
    return """
        x   = (x_sigma (16), x_rho (2K)), x_sigma >= sigma_min, x_rho >= rho_min > 0;
              in log space their logarithms
        phi = (cos z, sin z), z = (x_sigma * in) W, W (16 x K) Gaussian, shared by all tasks
        y_i = w_i (2K) for the logistic loss, two columns for softmax
        f_i = mean over validation rows of loss(phi . w_i, class)
        g_i = mean over training rows of loss(phi . w_i, class) + ||x_rho * w_i||^2
        dual: lambda in the simplex over the n pairs
        """;
  }

  @Override
  public List<String> datasets() {
    return List.of(LetterData.NAME);
  }

  /** The data are embedded: {@code data} is not looked at. */
  @Override
  public Application create(Optional<Path> data, long seed) {
    Key key = Key.of(seed).child(NAME);
    TaskSet cut =
        new LetterTasks(tasks, unseen, taskSeed, Shares.SIXTY_TWENTY_TWENTY, splitScope)
            .cut(Holder.TABLE, key.child("split"));
    RandomFourierFeatures plain =
        RandomFourierFeatures.gaussian(
            cut.table().cols(), frequencies, bandwidthStart, key.child("features"));
    RandomFourierFeatures features = logSpace ? plain.inLogSpace() : plain;
    TaskApplication made =
        TaskApplication.of(parts(cut, features), cut, adaptRows, key.child("adapt"));
    return made.withModel(new LetterModel(this, made.problem(), features));
  }

  private SharedEmbedding parts(TaskSet cut, RandomFourierFeatures features) {
    LabelledTable table = cut.table();
    RowLoss rowLoss = loss.rowLoss();
    HeadShape head = new HeadShape(features.features(), rowLoss.columns(), bias);
    int bandwidths = features.parameters();
    int end = bandwidths + head.features();
    return new SharedEmbedding(
        NAME,
        tasks,
        features,
        head,
        rowLoss,
        new FeaturePenalty(head.features(), squaredPenalty, logSpace, biasPenalty),
        TableRows.of(table, cut.tasks(), Part.TRAIN),
        TableRows.of(table, cut.tasks(), Part.VALIDATION),
        positive(bandwidths, end),
        held(penaltyStart),
        precision,
        List.of(bandwidths, end),
        provenance(table));
  }

  private ConvexSet positive(int bandwidths, int end) {
    double top = Double.POSITIVE_INFINITY;
    return new Product(
        List.of(
            new Product.Part(0, bandwidths, new Box(held(bandwidthMin), top)),
            new Product.Part(bandwidths, end, new Box(held(penaltyMin), top))));
  }

  private Map<String, String> provenance(LabelledTable table) {
    Map<String, String> all = new TreeMap<>();
    all.put("parameters", toString());
    table.origin().files().forEach(f -> all.put("data " + f.location(), f.sha256()));
    return all;
  }
}
