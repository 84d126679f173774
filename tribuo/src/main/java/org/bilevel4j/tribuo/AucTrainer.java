package org.bilevel4j.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.lang.reflect.RecordComponent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.bilevel4j.applications.auc.MultiTaskPartialAuc;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskSet;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains a shared encoder with a head per task for AUC, partial AUC or their baselines. The same
 * seed, invocation count and data give the same bits, whatever the number of threads, unless a
 * budget of seconds ends the training. Weights of examples are not looked at.
 *
 * @param <T> the output type
 */
public abstract class AucTrainer<T extends Output<T>> implements Trainer<T> {
  private static final Logger LOG = Logger.getLogger(AucTrainer.class.getName());

  @Config(
      description =
          "What is minimised: ce, focal, mauc, mauc-ct, mauc-ct-proximal, pauc, mb or sopa-s, with"
              + " parameters in brackets.")
  private String objective = "mauc";

  @Config(description = "Least false positive rate that counts, at least 0.")
  private double fprFrom = 0;

  @Config(description = "Largest false positive rate that counts, at most 1; below 1 for pauc.")
  private double fprTo = 1;

  @Config(description = "Widths of the shared layers like 64 or 128,64; none when empty.")
  private String widths = "64,64";

  @Config(description = "Activation of the shared layers: relu or tanh.")
  private String activation = "relu";

  @Config(description = "What an AUC objective sees of the outputs: raw, sigmoid or l2.")
  private String scores = "sigmoid";

  @Config(
      description =
          "The solver, with step sizes in brackets; when empty mmb-v2 with etaX = 0.1 (fprTo -"
              + " fprFrom) / sqrt(number of tasks).")
  private String solver = "";

  @Config(
      description =
          "Rows of a task in a batch, as positives+negatives or a number, in place of the solver's;"
              + " what the solver says when empty.")
  private String batch = "32+32";

  @Config(description = "Most steps.")
  private long steps = 2000;

  @Config(
      description =
          "Steps of cross-entropy that encoder and heads make first; pauc hardly learns without.")
  private long startSteps = 500;

  @Config(description = "Most seconds of the steps after these; no bound when 0.")
  private double seconds = 0;

  @Config(description = "Seed of the starting weights and the draws.")
  private long seed = Trainer.DEFAULT_SEED;

  @Config(description = "Threads; results do not depend on their number.")
  private int threads = 1;

  private int invocations;

  /** The defaults, which a configuration changes. */
  AucTrainer() {}

  /** The parameters that matter most; the others have their defaults. */
  AucTrainer(String objective, double fprTo, String widths, String solver, long steps, long seed) {
    this.objective = objective;
    this.fprTo = fprTo;
    this.widths = widths;
    this.solver = solver;
    this.steps = steps;
    this.seed = seed;
  }

  /** The tasks of a dataset: a column of zeros and ones each. */
  abstract List<CategoricalColumn> labels(Dataset<T> examples);

  /** The model around the trained heads. */
  abstract AucModel<T> model(ModelDataCarrier<T> data, FittedHeads heads, List<Double> thresholds);

  /** The class of the models. */
  abstract Class<? extends AucModel<T>> modelClass();

  @Override
  public final Model<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no example, or one without output
   * @throws org.bilevel4j.core.util.UserError if no task has both classes, or a parameter does not
   *     fit
   */
  @Override
  public final Model<T> train(
      Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    if (examples.size() == 0) {
      throw new IllegalArgumentException("The supplied Dataset has no examples.");
    }
    if (examples.getOutputInfo().getUnknownCount() > 0) {
      throw new IllegalArgumentException(
          "The supplied Dataset contained unknown Outputs, and this Trainer is supervised.");
    }
    TrainerProvenance trainer;
    Key key;
    synchronized (this) {
      if (invocationCount != INCREMENT_INVOCATION_COUNT) {
        setInvocationCount(invocationCount);
      }
      trainer = getProvenance();
      key = Key.of(seed).child("tribuo").child(invocations++);
    }
    TaskSet tasks = tasks(examples);
    for (String remark : tasks.remarks()) {
      LOG.warning(remark);
    }
    FittedHeads heads = FittedHeads.fit(tasks, problem(), solver(tasks), spec(key), startSteps);
    ModelProvenance provenance =
        new ModelProvenance(
            modelClass().getName(),
            OffsetDateTime.now(),
            examples.getProvenance(),
            trainer,
            runProvenance);
    return model(
        new ModelDataCarrier<>(
            objective,
            provenance,
            examples.getFeatureIDMap(),
            examples.getOutputIDInfo(),
            true,
            provenance.getTribuoVersion()),
        heads,
        thresholds(heads.outputs(tasks.table().features()), tasks));
  }

  private MultiTaskPartialAuc problem() {
    return Entry.of(new MultiTaskPartialAuc())
        .with(
            Map.of(
                "objective", objective,
                "aggregate", "mean",
                "fpr.from", fprFrom,
                "fpr.to", fprTo,
                "widths", widths,
                "activation", activation,
                "scores", scores));
  }

  private Solver<?> solver(TaskSet tasks) {
    Solver<?> chosen =
        solver.isEmpty()
            ? FittedHeads.usual(tasks.tasks().size(), fprTo - fprFrom)
            : Catalogue.load(Solver.KIND).parse(solver);
    for (RecordComponent parameter : chosen.params().getClass().getRecordComponents()) {
      if (parameter.getType() == Batch.class && !batch.isEmpty()) {
        chosen = chosen.with(parameter.getName(), batch);
      }
    }
    return chosen;
  }

  private RunSpec spec(Key key) {
    RunSpec spec = RunSpec.of(key.value(), steps).withThreads(threads);
    return seconds == 0 ? spec : spec.withSeconds(seconds);
  }

  /** Half way between the output of the last positive, were all in order, and the next one. */
  private static List<Double> thresholds(double[][] outputs, TaskSet tasks) {
    List<Double> thresholds = new ArrayList<>();
    for (int t = 0; t < tasks.tasks().size(); t++) {
      int task = t;
      double[] sorted = Arrays.stream(outputs).mapToDouble(row -> row[task]).sorted().toArray();
      int first = sorted.length - tasks.tasks().get(t).train().positives();
      thresholds.add((sorted[first - 1] + sorted[first]) / 2);
    }
    return thresholds;
  }

  private TaskSet tasks(Dataset<T> examples) {
    LabelledTable table =
        new LabelledTable(
            "dataset",
            ExampleRows.of(examples.getData(), examples.getFeatureIDMap()).features(),
            List.of(),
            labels(examples),
            new DataOrigin("dataset", "", "", List.of()));
    return new LabelTasks(1, 0, 0).of(table, RowSplit.of(table.rows(), r -> Part.TRAIN));
  }

  @Override
  public final synchronized int getInvocationCount() {
    return invocations;
  }

  @Override
  public final synchronized void setInvocationCount(int invocationCount) {
    if (invocationCount < 0) {
      throw new IllegalArgumentException("The supplied invocationCount is less than zero.");
    }
    invocations = invocationCount;
  }

  @Override
  public final TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
