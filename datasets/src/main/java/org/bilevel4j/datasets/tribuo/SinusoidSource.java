package org.bilevel4j.datasets.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.sinusoid.SinusoidDesign;
import org.bilevel4j.datasets.sinusoid.SinusoidTask;
import org.bilevel4j.datasets.sinusoid.SinusoidTasks;
import org.bilevel4j.datasets.table.DataOrigin;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Samples of one sinusoid task for Tribuo: feature p000 is x, output "y". */
public final class SinusoidSource implements ConfigurableDataSource<Regressor> {
  private static final String[] FEATURE = {"p000"};

  @Config(description = "How tasks are drawn: PAPER_20, SCRIPT_20 or PAPER_3.")
  private Design design = Design.PAPER_20;

  @Config(description = "Whether omega is drawn from [1, 3]; otherwise it is 1.")
  private boolean frequency = true;

  @Config(description = "Number of the task, from 0.")
  private int task;

  @Config(description = "Number of samples, at least 1.")
  private int samples = 100;

  @Config(description = "Seed of the tasks.")
  private long taskSeed;

  @Config(description = "Seed of the samples.")
  private long seed;

  /** The named designs. */
  public enum Design {
    /** {@link SinusoidDesign#paper20()}. */
    PAPER_20,
    /** {@link SinusoidDesign#script20()}. */
    SCRIPT_20,
    /** {@link SinusoidDesign#paper3()}. */
    PAPER_3;

    private SinusoidDesign get() {
      return switch (this) {
        case PAPER_20 -> SinusoidDesign.paper20();
        case SCRIPT_20 -> SinusoidDesign.script20();
        case PAPER_3 -> SinusoidDesign.paper3();
      };
    }
  }

  private SinusoidSource() {}

  /**
   * Samples of one task.
   *
   * @param design how the tasks are drawn
   * @param frequency whether omega is drawn, otherwise 1
   * @param task number of the task, from 0
   * @param samples number of samples, at least 1
   * @param taskSeed seed of the tasks
   * @param seed seed of the samples
   */
  public SinusoidSource(
      Design design, boolean frequency, int task, int samples, long taskSeed, long seed) {
    this.design = design;
    this.frequency = frequency;
    this.task = task;
    this.samples = samples;
    this.taskSeed = taskSeed;
    this.seed = seed;
    postConfig();
  }

  @Override
  public void postConfig() {
    Args.atLeast(1, samples, "sinusoid: samples");
    int tasks = design.get().tasks();
    if (task < 0 || task >= tasks) {
      throw new UserError(
          "sinusoid: task is "
              + task
              + ", must be from 0 to "
              + (tasks - 1)
              + " for "
              + design
              + ".");
    }
  }

  @Override
  public OutputFactory<Regressor> getOutputFactory() {
    return new RegressionFactory();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    DataOrigin origin = new DataOrigin(SinusoidTasks.NAME, "generated", "", List.of());
    return new PackedProvenance(this, origin, samples);
  }

  @Override
  public Iterator<Example<Regressor>> iterator() {
    SinusoidDesign drawn = frequency ? design.get() : design.get().withoutFrequency();
    SinusoidTasks tasks = SinusoidTasks.draw(drawn, Key.of(taskSeed));
    SinusoidTask one = tasks.tasks().get(task);
    double[] x = new double[samples];
    double[] y = new double[samples];
    tasks.sample(one, Key.of(seed).child("sinusoid-samples").child(task), x, y, 0, samples);
    List<Example<Regressor>> examples = new ArrayList<>(samples);
    for (int k = 0; k < samples; k++) {
      examples.add(new ArrayExample<>(new Regressor("y", y[k]), FEATURE, new double[] {x[k]}));
    }
    return examples.iterator();
  }
}
