package org.bilevel4j.applications.representation;

import java.util.List;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.sinusoid.SinusoidTask;
import org.bilevel4j.datasets.sinusoid.SinusoidTasks;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.network.RowSource;

/** Fixed points (x, y) of each task. */
final class PointRows implements RowSource {
  private final double[][] x;
  private final double[][] y;

  private PointRows(double[][] x, double[][] y) {
    this.x = x;
    this.y = y;
  }

  /** Tasks at given inputs, the same for all. */
  static PointRows at(double[] inputs, List<SinusoidTask> tasks) {
    double[][] x = new double[tasks.size()][];
    double[][] y = new double[tasks.size()][];
    for (int i = 0; i < x.length; i++) {
      x[i] = inputs;
      y[i] = new double[inputs.length];
      for (int r = 0; r < inputs.length; r++) {
        y[i][r] = tasks.get(i).at(inputs[r]);
      }
    }
    return new PointRows(x, y);
  }

  /** Tasks half-way between neighbours of a grid. */
  static PointRows between(double[] grid, List<SinusoidTask> tasks) {
    double[] middle = new double[grid.length - 1];
    for (int r = 0; r < middle.length; r++) {
      middle[r] = (grid[r] + grid[r + 1]) / 2;
    }
    return at(middle, tasks);
  }

  /** A few samples of each task, drawn once. */
  static PointRows shots(SinusoidTasks by, List<SinusoidTask> tasks, int shots, Key key) {
    double[][] x = new double[tasks.size()][shots];
    double[][] y = new double[tasks.size()][shots];
    for (int i = 0; i < x.length; i++) {
      by.sample(tasks.get(i), key.child(i), x[i], y[i], 0, shots);
    }
    return new PointRows(x, y);
  }

  @Override
  public Rows rows(int block) {
    return Rows.finite(x[block].length);
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public void read(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      Mat input,
      int row,
      double[] targets,
      int at) {
    if (draw.isFull()) {
      copy(x[block], y[block], first, count, input, row, targets, at);
      return;
    }
    for (int r = 0; r < count; r++) {
      copy(x[block], y[block], ids[idAt + first + r], 1, input, row + r, targets, at + r);
    }
  }

  static void copy(
      double[] x, double[] y, int from, int count, Mat input, int row, double[] targets, int at) {
    for (int r = 0; r < count; r++) {
      input.set(row + r, 0, x[from + r]);
      targets[at + r] = y[from + r];
    }
  }
}
