package org.bilevel4j.applications.hpo;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bilevel4j.applications.parts.TableRows;
import org.bilevel4j.applications.parts.TaskApplication;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.set.Product;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.letter.LetterTasks;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.oracles.analytic.FeaturePenalty;
import org.bilevel4j.oracles.analytic.HeadShape;
import org.bilevel4j.oracles.analytic.RandomFourierFeatures;
import org.bilevel4j.oracles.analytic.RowLoss;
import org.bilevel4j.oracles.analytic.SharedEmbedding;

/** Robust hyper-parameter search for kernel logistic regression on pairs of letters. */
@AutoService(ApplicationEntry.class)
public final class RobustHpoLetter implements ApplicationEntry {

  private static final class Holder {
    private static final LabelledTable TABLE = LetterData.embedded();
  }

  @Override
  public String name() {
    return "robust-hpo-letter";
  }

  @Override
  public List<String> aliases() {
    return List.of("letter");
  }

  @Override
  public String title() {
    return "Robust kernel bandwidths and penalties for pairs of letters";
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
  public String source() {
    return "Gu, Lu, Ram, Weng, ICLR 2023, hyperparameter optimization; data: Slate 1991 (UCI)";
  }

  @Override
  public List<String> datasets() {
    return List.of(LetterData.NAME);
  }

  @Override
  public LetterHpoParams defaults() {
    return LetterHpoParams.defaults();
  }

  /** The data are embedded: {@code data} is not looked at. */
  @Override
  public Application create(Record params, Optional<Path> data, long seed) {
    LetterHpoParams p = (LetterHpoParams) params;
    Key key = Key.of(seed).child(name());
    TaskSet tasks =
        new LetterTasks(
                p.tasks(), p.unseen(), p.taskSeed(), Shares.SIXTY_TWENTY_TWENTY, p.splitScope())
            .cut(Holder.TABLE, key.child("split"));
    return TaskApplication.of(parts(p, tasks, key), tasks, p.adaptRows(), key.child("adapt"));
  }

  private SharedEmbedding parts(LetterHpoParams p, TaskSet tasks, Key key) {
    LabelledTable table = tasks.table();
    RandomFourierFeatures plain =
        RandomFourierFeatures.gaussian(
            table.cols(), p.frequencies(), p.bandwidthStart(), key.child("features"));
    RandomFourierFeatures features = p.logSpace() ? plain.inLogSpace() : plain;
    RowLoss loss = p.loss().rowLoss();
    HeadShape head = new HeadShape(features.features(), loss.columns(), p.bias());
    int cut = features.parameters();
    int end = cut + head.features();
    return new SharedEmbedding(
        name(),
        p.tasks(),
        features,
        head,
        loss,
        new FeaturePenalty(head.features(), p.squaredPenalty(), p.logSpace(), p.biasPenalty()),
        TableRows.of(table, tasks.tasks(), Part.TRAIN),
        TableRows.of(table, tasks.tasks(), Part.VALIDATION),
        positive(p, cut, end),
        p.held(p.penaltyStart()),
        p.precision(),
        List.of(cut, end),
        provenance(p, table));
  }

  private static ConvexSet positive(LetterHpoParams p, int cut, int end) {
    double top = Double.POSITIVE_INFINITY;
    return new Product(
        List.of(
            new Product.Part(0, cut, new Box(p.held(p.bandwidthMin()), top)),
            new Product.Part(cut, end, new Box(p.held(p.penaltyMin()), top))));
  }

  private static Map<String, String> provenance(LetterHpoParams p, LabelledTable table) {
    Map<String, String> all = new TreeMap<>();
    all.put("parameters", p.toString());
    table.origin().files().forEach(f -> all.put("data " + f.location(), f.sha256()));
    return all;
  }
}
