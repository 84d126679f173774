package org.bilevel4j.applications.parts;

import java.util.List;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.network.RowSource;
import org.bilevel4j.oracles.tensor.RowInputs;

/**
 * The rows of a source as inputs {@value #FEATURES} and {@value #TARGET} of a model.
 *
 * @param source where they come from
 */
public record SourceRows(RowSource source) implements RowInputs {
  /** What the network sees of a row. */
  public static final String FEATURES = "in";

  /** The class or value of a row. */
  public static final String TARGET = "target";

  @Override
  public List<Input> inputs() {
    return List.of(new Input(FEATURES, source.columns()), new Input(TARGET, 1));
  }

  @Override
  public Rows rows(int block) {
    return source.rows(block);
  }

  @Override
  public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
    Mat targets = into[1];
    int first = targets.offset() + row * targets.stride();
    if (targets.precision() == Precision.FLOAT64 && targets.stride() == 1) {
      source.read(block, draw, ids, at, 0, count, into[0], row, targets.doubles(), first);
      return;
    }
    double[] values = new double[count];
    source.read(block, draw, ids, at, 0, count, into[0], row, values, 0);
    for (int r = 0; r < count; r++) {
      targets.set(row + r, 0, values[r]);
    }
  }
}
