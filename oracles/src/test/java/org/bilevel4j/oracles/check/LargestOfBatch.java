package org.bilevel4j.oracles.check;

import java.util.Arrays;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.Rows;

/** f = max over rows of (y - row)^2 / 2 + x y, g = mean over rows of (y - row x)^2 / 2. */
final class LargestOfBatch implements BilevelModel {
  @Override
  public String name() {
    return "largest";
  }

  @Override
  public int blocks() {
    return 1;
  }

  @Override
  public int upperDim() {
    return 1;
  }

  @Override
  public Dims lowerDims() {
    return Dims.uniform(1, 1);
  }

  @Override
  public Rows upperRows(int block) {
    return Rows.finite(6);
  }

  @Override
  public Rows lowerRows(int block) {
    return Rows.finite(19); // a prime above the number of parts
  }

  @Override
  public double upperLoss(int block, Vec x, Vec y, Vec dual, int row) {
    return (y.get(0) - row) * (y.get(0) - row) / 2 + x.get(0) * y.get(0);
  }

  @Override
  public double upperLoss(int block, Vec x, Vec y, Vec dual, int[] rows) {
    return Arrays.stream(rows)
        .mapToDouble(r -> upperLoss(block, x, y, dual, r))
        .max()
        .orElseThrow();
  }

  @Override
  public double lowerLoss(int block, Vec x, Vec y, int row) {
    return (y.get(0) - row * x.get(0)) * (y.get(0) - row * x.get(0)) / 2;
  }
}
