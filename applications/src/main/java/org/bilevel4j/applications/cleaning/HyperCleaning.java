package org.bilevel4j.applications.cleaning;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bilevel4j.applications.parts.ModelApplication;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.TensorEvaluation;

/** Weights of training rows some of which have wrong labels. */
@AutoService(Component.class)
@Listed(
    name = HyperCleaning.NAME,
    aliases = "data-cleaning",
    title = "Softmax regression that learns which training labels are corrupted",
    source =
        "Franceschi, Donini, Frasconi, Pontil, ICML 2017; in the form of Dagréou, Ablin, Vaiter,"
            + " Moreau, NeurIPS 2022 (SOBA, SABA)")
public record HyperCleaning(
    @Param(value = "the data", range = "letter, fashion-mnist, mnist") CleaningData data,
    @Param(value = "training rows, entries of x", range = "at least 1") int trainRows,
    @Param(value = "validation rows, whose labels are right", range = "at least 1")
        int validationRows,
    @Param(value = "test rows", range = "at least 1") int testRows,
    @Param(value = "share of training rows that get a wrong label", range = "0 to 1")
        double corrupted,
    @Param(value = "strength of the penalty |y|^2", range = "at least 0") double ridge,
    @Param(
            value =
                "share of training rows that count as lightest; 0 for as many as are corrupted,"
                    + " where precision is recall",
            range = "0 to 1")
        double lightest,
    @Param(value = "arithmetic", range = "float32, float64") Precision precision)
    implements ApplicationFactory {

  static final String NAME = "hypercleaning";

  /** Checks the numbers. */
  public HyperCleaning {
    Args.atLeast(1, trainRows, "trainRows");
    Args.atLeast(1, validationRows, "validationRows");
    Args.atLeast(1, testRows, "testRows");
    Args.within(0, 1, corrupted, "corrupted");
    Args.nonNegative(ridge, "ridge");
    Args.within(0, 1, lightest, "lightest");
  }

  /** Letter, half of the labels corrupted. */
  public HyperCleaning() {
    this(CleaningData.LETTER, 4000, 2000, 4000, 0.5, 0.1, 0, Precision.FLOAT64);
  }

  @Override
  public String formulation() {
    return """
        x = weights of training rows before the sigmoid, y = coefficients (d x classes)
        f = mean over validation rows of cross-entropy(softmax(a'y), class)
        g = mean over training rows r of sigmoid(x_r) cross-entropy(softmax(a'y), class)
            + 0.1 |y|^2
        a share of the training classes is replaced by another class, drawn at random
        """;
  }

  @Override
  public List<String> datasets() {
    return Arrays.stream(CleaningData.values()).map(CleaningData::set).toList();
  }

  @Override
  public Application create(Optional<Path> directory, long seed) {
    Key key = Key.of(seed).child(NAME);
    LabelledTable table = data.load(directory);
    long needed = (long) trainRows + validationRows + testRows;
    if (needed > table.rows()) {
      throw new UserError(
          NAME
              + ": trainRows, validationRows and testRows are "
              + needed
              + " together, '"
              + data.set()
              + "' has "
              + table.rows()
              + ".",
          "fewer rows.");
    }
    int[][] parts =
        Shares.deal(key.child("split"), table.rows(), trainRows, validationRows, testRows);
    int[] train = parts[0];
    int[] given = classes(table, train);
    boolean[] wrong = corrupt(given, table.classNames().size(), key.child("corrupted"));
    ClassRows validation = part(table, parts[1]);
    ClassRows test = part(table, parts[2]);
    CleaningModel model =
        new CleaningModel(
            new ClassRows(table, data.scale(), train, given),
            validation,
            table.classNames().size(),
            ridge,
            provenance(table));
    AutodiffProblem problem = AutodiffProblem.of(model, precision);
    int wrongs = (int) IntStream.range(0, trainRows).filter(r -> wrong[r]).count();
    int light = lightest == 0 ? wrongs : (int) Math.round(lightest * trainRows);
    return new ModelApplication(
        problem,
        ModelApplication.BLOCK,
        List.of(
            judged("validation", problem, model, validation),
            judged("test", problem, model, test),
            new CleaningEvaluation(
                judged("training", problem, model, part(table, train)), wrong, light)));
  }

  private static int[] classes(LabelledTable table, int[] rows) {
    return Arrays.stream(rows).map(table::label).toArray();
  }

  private ClassRows part(LabelledTable table, int[] rows) {
    return new ClassRows(table, data.scale(), rows, classes(table, rows));
  }

  /** Gives some rows another class. */
  private boolean[] corrupt(int[] classes, int count, Key key) {
    boolean[] wrong = new boolean[classes.length];
    Permutation order = Permutation.of(key.child("rows"), classes.length);
    Rng rng = key.child("classes").rng();
    for (int k = 0; k < Math.round(corrupted * classes.length); k++) {
      int r = order.at(k);
      wrong[r] = true;
      classes[r] = (classes[r] + 1 + rng.nextInt(count - 1)) % count;
    }
    return wrong;
  }

  private static EvaluationSet judged(
      String name, AutodiffProblem problem, CleaningModel model, ClassRows rows) {
    return TensorEvaluation.of(name, ModelApplication.BLOCK, problem, rows)
        .with(Measure.lower("error"), model::error);
  }

  private Map<String, String> provenance(LabelledTable table) {
    Map<String, String> all = new TreeMap<>();
    all.put("parameters", toString());
    table
        .origin()
        .files()
        .forEach(f -> all.put("data " + Path.of(f.location()).getFileName(), f.sha256()));
    return all;
  }
}
