package org.bilevel4j.oracles;

import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.Rows;

/** A squared pairwise loss of positives against negatives, which is no sum over rows. */
final class PairModel implements BilevelModel {
  static final double[] FEATURE = {1.5, 0.7, -0.2, 0.4, -1.1, 0.9, -0.6};
  private static final int POSITIVES = 3;

  @Override
  public String name() {
    return "pairs";
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
    return Rows.stratified(POSITIVES, FEATURE.length - POSITIVES);
  }

  @Override
  public Rows lowerRows(int block) {
    return Rows.exact();
  }

  @Override
  public double upperLoss(int block, Vec x, Vec y, Vec dual, int row) {
    throw new IllegalStateException("pairs have no loss of one row.");
  }

  @Override
  public double upperLoss(int block, Vec x, Vec y, Vec dual, int[] rows) {
    double sum = 0;
    int pairs = 0;
    for (int a : rows) {
      for (int b : rows) {
        if (a < POSITIVES && b >= POSITIVES) {
          double rest = 1 - (FEATURE[a] - FEATURE[b]) * y.get(0) * x.get(0);
          sum += rest * rest;
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  @Override
  public double lowerLoss(int block, Vec x, Vec y, int row) {
    return (y.get(0) - x.get(0)) * (y.get(0) - x.get(0)) / 2;
  }
}
