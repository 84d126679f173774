package org.bilevel4j.oracles;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.DelegatingShape;

/** Counts how often the upper loss of a batch is asked. */
final class CountingModel extends DelegatingShape implements BilevelModel {
  private final BilevelModel model;
  private int upper;

  CountingModel(BilevelModel model) {
    super(model);
    this.model = model;
  }

  int takeUpper() {
    int taken = upper;
    upper = 0;
    return taken;
  }

  @Override
  public double upperLoss(int block, Vec x, Vec y, Vec dual, int row) {
    return model.upperLoss(block, x, y, dual, row);
  }

  @Override
  public double upperLoss(int block, Vec x, Vec y, Vec dual, int[] rows) {
    upper++;
    return model.upperLoss(block, x, y, dual, rows);
  }

  @Override
  public double lowerLoss(int block, Vec x, Vec y, int row) {
    return model.lowerLoss(block, x, y, row);
  }
}
