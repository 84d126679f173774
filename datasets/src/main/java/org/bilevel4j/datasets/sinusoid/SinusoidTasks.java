package org.bilevel4j.datasets.sinusoid;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/**
 * Drawn sinusoid tasks. Samples are streamed: a draw is a pure function of its key, so the same
 * batch can be asked for again at any time.
 *
 * @param design how the tasks were drawn
 * @param tasks tasks that are trained on
 * @param unseen tasks kept aside
 */
public record SinusoidTasks(
    SinusoidDesign design, List<SinusoidTask> tasks, List<SinusoidTask> unseen) {
  /** Name of the data set. */
  public static final String NAME = "sinusoid";

  /** Copies the lists. */
  public SinusoidTasks {
    tasks = List.copyOf(tasks);
    unseen = List.copyOf(unseen);
  }

  /**
   * Draws tasks.
   *
   * @param design how
   * @param taskKey address of the tasks; the published script fixes them apart from the run's seed
   */
  public static SinusoidTasks draw(SinusoidDesign design, Key taskKey) {
    return new SinusoidTasks(
        design,
        draw(design, design.groups(), taskKey.child("sinusoid-tasks")),
        draw(design, design.unseenGroups(), taskKey.child("sinusoid-unseen")));
  }

  private static List<SinusoidTask> draw(SinusoidDesign design, List<TaskGroup> groups, Key key) {
    List<SinusoidTask> tasks = new ArrayList<>();
    for (TaskGroup group : groups) {
      for (int k = 0; k < group.count(); k++) {
        Rng rng = key.child(tasks.size()).rng();
        double amplitude = group.amplitude().draw(rng);
        double frequency = design.frequency().draw(rng);
        tasks.add(new SinusoidTask(amplitude, frequency, design.phase().draw(rng)));
      }
    }
    return tasks;
  }

  /**
   * Draws samples of a task: x uniform over the design's interval, y exact.
   *
   * @param task the task
   * @param key address of the draw; sample k depends on key and k only
   * @param x receives the inputs from {@code offset} on; modified
   * @param y receives the outputs likewise; modified
   * @param offset first place in both
   * @param count number of samples
   */
  public void sample(SinusoidTask task, Key key, double[] x, double[] y, int offset, int count) {
    Rng rng = key.rng();
    for (int k = offset; k < offset + count; k++) {
      x[k] = design.x().draw(rng);
      y[k] = task.at(x[k]);
    }
  }

  /** Outputs of a task on {@code design().grid()}. */
  public double[] onGrid(SinusoidTask task) {
    double[] out = design.grid();
    for (int k = 0; k < out.length; k++) {
      out[k] = task.at(out[k]);
    }
    return out;
  }
}
