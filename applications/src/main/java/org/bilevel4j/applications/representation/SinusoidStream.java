package org.bilevel4j.applications.representation;

import java.util.List;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.datasets.sinusoid.SinusoidTask;
import org.bilevel4j.datasets.sinusoid.SinusoidTasks;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.network.RowSource;

/** Fresh samples of sinusoid tasks; a full draw is the design's fixed grid. */
final class SinusoidStream implements RowSource {
  private final SinusoidTasks tasks;
  private final List<SinusoidTask> which;
  private final PointRows grid;

  /**
   * Samples of tasks.
   *
   * @param tasks what samples are drawn by
   * @param which the tasks
   */
  SinusoidStream(SinusoidTasks tasks, List<SinusoidTask> which) {
    this.tasks = tasks;
    this.which = List.copyOf(which);
    this.grid = PointRows.at(tasks.design().grid(), which);
  }

  @Override
  public Rows rows(int block) {
    return Rows.stream(grid.rows(block).count());
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
      grid.read(block, draw, ids, idAt, first, count, input, row, targets, at);
      return;
    }
    double[] x = new double[first + count];
    double[] y = new double[first + count];
    tasks.sample(which.get(block), draw.key(block), x, y, 0, first + count);
    PointRows.copy(x, y, first, count, input, row, targets, at);
  }
}
