package org.bilevel4j.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.TaskSet;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
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
abstract class AucTrainer<T extends Output<T>> implements Trainer<T> {
  private static final Logger LOG = LogManager.getLogger(AucTrainer.class);

  private int invocations;

  /** The tasks of a dataset: a column of zeros and ones each. */
  abstract List<CategoricalColumn> labels(Dataset<T> examples);

  /** The model around the trained heads. */
  abstract AucModel<T> model(ModelDataCarrier<T> data, FittedHeads heads);

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
    TaskSet tasks = tasks(examples, key.child("split"));
    tasks.remarks().forEach(LOG::warn);
    FittedHeads heads = FittedHeads.fit(tasks, this, key);
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
        heads);
  }

  private TaskSet tasks(Dataset<T> examples, Key key) {
    ImmutableFeatureMap map = examples.getFeatureIDMap();
    List<String> names =
        IntStream.range(0, map.size()).mapToObj(id -> map.get(id).getName()).toList();
    LabelledTable table =
        new LabelledTable(
            examples.getSourceDescription(),
            ExampleRows.of(examples.getData(), map).features(),
            names,
            labels(examples),
            new DataOrigin("dataset", "", "", List.of()));
    Shares shares = new Shares(1 - validationShare, validationShare, 0);
    RowSplit split =
        table.labelColumns().size() == 1
            ? RowSplit.stratified(table.labelColumns().get(0), shares, key)
            : RowSplit.shuffled(table.rows(), shares, key);
    return new LabelTasks(1, 0, 0).of(table, split);
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
