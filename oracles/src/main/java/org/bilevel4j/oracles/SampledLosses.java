package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.StreamModel;
import org.bilevel4j.core.random.Rng;

/**
 * The losses of one level of a set of blocks on one draw, as functions of x, y and alpha only: rows
 * are looked up or sampled once, so that both ends of a difference use the same.
 */
interface SampledLosses {

  /** The loss of the block at a position of the set. */
  double at(int position, Vec x, Vec y, Vec dual);

  /** The loss of one block. */
  @FunctionalInterface
  interface OfBlock {
    double at(Vec x, Vec y, Vec dual);
  }

  /** f of a set. */
  static SampledLosses upper(BilevelModel model, BlockSet set, Draw draw) {
    OfBlock[] each = new OfBlock[set.size()];
    for (int p = 0; p < each.length; p++) {
      int id = set.id(p);
      Rows rows = model.upperRows(id);
      if (isSampled(rows, draw)) {
        StreamModel stream = (StreamModel) model;
        double[][] samples = samples(stream, id, rows, draw);
        each[p] = (x, y, dual) -> mean(samples, s -> stream.upperLoss(id, x, y, dual, s));
      } else {
        int[] ids = ids(id, rows, draw);
        each[p] = (x, y, dual) -> model.upperLoss(id, x, y, dual, ids);
      }
    }
    return (p, x, y, dual) -> each[p].at(x, y, dual);
  }

  /** g of a set. */
  static SampledLosses lower(BilevelModel model, BlockSet set, Draw draw) {
    OfBlock[] each = new OfBlock[set.size()];
    for (int p = 0; p < each.length; p++) {
      int id = set.id(p);
      Rows rows = model.lowerRows(id);
      if (isSampled(rows, draw)) {
        StreamModel stream = (StreamModel) model;
        double[][] samples = samples(stream, id, rows, draw);
        each[p] = (x, y, dual) -> mean(samples, s -> stream.lowerLoss(id, x, y, s));
      } else {
        int[] ids = ids(id, rows, draw);
        each[p] = (x, y, dual) -> model.lowerLoss(id, x, y, ids);
      }
    }
    return (p, x, y, dual) -> each[p].at(x, y, dual);
  }

  private static boolean isSampled(Rows rows, Draw draw) {
    return rows.kind() == Rows.Kind.STREAM && !draw.isFull();
  }

  private static int[] ids(int block, Rows rows, Draw draw) {
    return rows.kind() == Rows.Kind.EXACT ? new int[] {0} : draw.rows(block, rows);
  }

  private static double[][] samples(StreamModel model, int block, Rows rows, Draw draw) {
    Rng rng = draw.key(block).rng();
    double[][] samples = new double[draw.size(block, rows)][];
    for (int r = 0; r < samples.length; r++) {
      samples[r] = model.sample(block, rng);
    }
    return samples;
  }

  private static double mean(
      double[][] samples, java.util.function.ToDoubleFunction<double[]> loss) {
    double sum = 0;
    for (double[] s : samples) {
      sum += loss.applyAsDouble(s);
    }
    return sum / samples.length;
  }
}
