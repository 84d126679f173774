package org.bilevel4j.datasets.sinusoid;

import java.util.List;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * How sinusoid tasks are drawn (Gu, Lu, Ram, Weng, ICLR 2023, robust meta-learning): a from its
 * group, omega and phi from their intervals, inputs from {@code x}.
 *
 * @param groups tasks that are trained on
 * @param unseenGroups tasks kept aside
 * @param frequency omega; [1, 3] in the published script and the paper's text, 1 in its formula
 * @param phase phi, [0, pi]
 * @param x inputs, [-5, 5]
 * @param gridPoints points of the fixed grid over {@code x}, both ends included, at least 2; 100
 */
public record SinusoidDesign(
    List<TaskGroup> groups,
    List<TaskGroup> unseenGroups,
    UniformRange frequency,
    UniformRange phase,
    UniformRange x,
    int gridPoints) {
  private static final UniformRange WIDE = new UniformRange(0.1, 5);
  private static final UniformRange EASY = new UniformRange(0.1, 1.05);
  private static final UniformRange HARD = new UniformRange(4.95, 5);

  /** Checks and copies. */
  public SinusoidDesign {
    groups = List.copyOf(groups);
    unseenGroups = List.copyOf(unseenGroups);
    Args.atLeast(2, gridPoints, "sinusoid: gridPoints");
    if (count(groups) < 1) {
      throw new UserError("sinusoid: there are no tasks, must be one at least.");
    }
  }

  /** 20 tasks with a in [0.1, 5] and 20 unseen ones alike, as the paper says; omega is drawn. */
  public static SinusoidDesign paper20() {
    return of(List.of(new TaskGroup(20, WIDE)), List.of(new TaskGroup(20, WIDE)));
  }

  /** 20 tasks and 10 unseen ones, as in the published script; omega is drawn. */
  public static SinusoidDesign script20() {
    return of(List.of(new TaskGroup(20, WIDE)), List.of(new TaskGroup(10, WIDE)));
  }

  /**
   * Two easy tasks (a in [0.1, 1.05]) and a hard one (a in [4.95, 5]), in this order, and unseen
   * tasks alike; omega is drawn.
   */
  public static SinusoidDesign paper3() {
    List<TaskGroup> groups = List.of(new TaskGroup(2, EASY), new TaskGroup(1, HARD));
    return of(groups, groups);
  }

  /** The same with omega = 1, as the paper's formula has it. */
  public SinusoidDesign withoutFrequency() {
    return new SinusoidDesign(groups, unseenGroups, new UniformRange(1, 1), phase, x, gridPoints);
  }

  /** Number of tasks that are trained on. */
  public int tasks() {
    return count(groups);
  }

  /** Number of unseen tasks. */
  public int unseen() {
    return count(unseenGroups);
  }

  /** The fixed grid: equally spaced inputs, both ends included. */
  public double[] grid() {
    double[] grid = new double[gridPoints];
    for (int k = 0; k < gridPoints; k++) {
      double t = (double) k / (gridPoints - 1);
      grid[k] = (1 - t) * x.low() + t * x.high();
    }
    return grid;
  }

  private static SinusoidDesign of(List<TaskGroup> groups, List<TaskGroup> unseen) {
    return new SinusoidDesign(
        groups,
        unseen,
        new UniformRange(1, 3),
        new UniformRange(0, Math.PI),
        new UniformRange(-5, 5),
        100);
  }

  private static int count(List<TaskGroup> groups) {
    return groups.stream().mapToInt(TaskGroup::count).reduce(0, Math::addExact);
  }
}
