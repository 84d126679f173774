package org.bilevel4j.applications.hpo;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bilevel4j.applications.parts.ModelApplication;
import org.bilevel4j.applications.parts.VectorStart;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.libsvm.LibSvmDataset;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.TensorEvaluation;

/** Penalties of logistic regression, one per feature. */
@AutoService(Component.class)
@Listed(
    name = LogisticHpo.NAME,
    title = "Logistic regression with one penalty per feature",
    source =
        "Pedregosa, ICML 2016; in the form of Dagréou, Ablin, Vaiter, Moreau, NeurIPS 2022"
            + " (SOBA, SABA)")
public record LogisticHpo(
    @Param(
            value = "data in LIBSVM's format: a path, or the name of a set; empty: made-up rows",
            range = "like ijcnn1, a9a, w8a, mine.libsvm")
        String file,
    @Param(
            value = "a file of validation rows; empty: a share of the rows of file",
            range = "like file")
        String validationFile,
    @Param(value = "a file of test rows; empty: a share of the rows of file", range = "like file")
        String testFile,
    @Param(value = "share of the rows of file that validate", range = "above 0, below 1")
        double validationShare,
    @Param(value = "share of the rows of file that test", range = "0 to below 1") double testShare,
    @Param(value = "where variables start: start.x, start.y") Start start,
    @Param(value = "arithmetic", range = "float32, float64") Precision precision)
    implements ApplicationFactory {

  static final String NAME = "logistic-hpo";

  /**
   * Where variables start.
   *
   * @param x log penalties
   * @param y coefficients
   */
  public record Start(
      @Param(
              value = "x: a number for all entries, normal(deviation) by key, or a file of numbers",
              range = "like 0, normal(1), x0.csv")
          String x,
      @Param(value = "y, likewise", range = "like 0, normal(0.1), y0.csv") String y) {}

  /** Checks the shares. */
  public LogisticHpo {
    Args.within(0, 1, validationShare, "validationShare");
    Args.within(0, 1, testShare, "testShare");
    if (!(validationShare > 0 && validationShare + testShare < 1)) {
      throw new UserError(
          "validationShare is "
              + validationShare
              + " and testShare "
              + testShare
              + ", which leaves no rows for one of the parts.",
          "validationShare above 0, both together below 1.");
    }
  }

  /** Made-up rows, 60 % of them to train, 20 % to validate. */
  public LogisticHpo() {
    this("", "", "", 0.2, 0.2, new Start("0", "0"), Precision.FLOAT64);
  }

  @Override
  public String formulation() {
    return """
        x = log penalties (d), y = coefficients (d), b in {+1, -1}
        f = mean over validation rows of log(1 + exp(-b a'y))
        g = mean over training rows of log(1 + exp(-b a'y)) + 1/2 sum_j exp(x_j) y_j^2
        """;
  }

  @Override
  public List<String> datasets() {
    return List.of(LibSvmDataset.NAME);
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    if (file.isBlank() && !(validationFile.isBlank() && testFile.isBlank())) {
      throw new UserError(
          NAME + ": made-up rows are cut into parts, and validationFile or testFile is given too.",
          "file, the rows to train on.");
    }
    Key key = Key.of(seed).child(NAME);
    LabelledRows all =
        file.isBlank()
            ? LabelledRows.madeUp()
            : LabelledRows.read(
                DataFinder.ofUser(data.orElse(null)), List.of(file, validationFile, testFile));
    LabelledRows.Cut cut = all.cut(validationShare, testShare, key.child("split"));
    LogisticModel model =
        new LogisticModel(
            all.features(),
            cut.train(),
            cut.validation(),
            start("start.x", start.x(), all.features()),
            start("start.y", start.y(), all.features()),
            provenance(all));
    AutodiffProblem problem = AutodiffProblem.of(model, precision);
    List<EvaluationSet> sets = new ArrayList<>();
    sets.add(judged("validation", problem, cut.validation()));
    cut.test().ifPresent(rows -> sets.add(judged("test", problem, rows)));
    return new ModelApplication(problem, ModelApplication.BLOCK, sets);
  }

  private static VectorStart start(String who, String text, int dim) {
    VectorStart start = VectorStart.parse(NAME + ": " + who, text);
    start.check(NAME + ": " + who, dim);
    return start;
  }

  private static EvaluationSet judged(String name, AutodiffProblem problem, RowTable rows) {
    return TensorEvaluation.of(name, ModelApplication.BLOCK, problem, rows)
        .with(
            Measure.higher("accuracy"), // a margin of 0 is wrong
            in -> in.number(0).atLeast(LogisticModel.margins(in)).complement().mean());
  }

  private Map<String, String> provenance(LabelledRows rows) {
    Map<String, String> all = new TreeMap<>(rows.provenance());
    all.put("parameters", toString());
    return all;
  }
}
