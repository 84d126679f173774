package org.bilevel4j.oracles;

import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.StreamModel;
import org.bilevel4j.core.random.Rng;

/** Models whose rows are a stream. */
final class StreamExamples {
  private StreamExamples() {}

  private interface Shape extends ProblemShape {
    @Override
    default String name() {
      return "stream";
    }

    @Override
    default int blocks() {
      return 1;
    }

    @Override
    default int upperDim() {
      return 1;
    }

    @Override
    default Dims lowerDims() {
      return Dims.uniform(1, 1);
    }

    @Override
    default Rows upperRows(int block) {
      return Rows.stream(4);
    }

    @Override
    default Rows lowerRows(int block) {
      return Rows.stream(4);
    }
  }

  /** Says that rows are a stream, but not what a sample is. */
  static final class WithoutSamples implements BilevelModel, Shape {
    @Override
    public double upperLoss(int block, Vec x, Vec y, Vec dual, int row) {
      return 0;
    }

    @Override
    public double lowerLoss(int block, Vec x, Vec y, int row) {
      return 0;
    }
  }

  /** g = mean (y - s)^2 / 2 over standard normal samples s; the grid is 0, 1, 2, 3. */
  static final class Means implements StreamModel, Shape {
    @Override
    public double[] sample(int block, Rng rng) {
      return new double[] {rng.nextGaussian()};
    }

    @Override
    public double[] gridSample(int block, int point) {
      return new double[] {point};
    }

    @Override
    public double upperLoss(int block, Vec x, Vec y, Vec dual, double[] sample) {
      return x.get(0) * sample[0];
    }

    @Override
    public double lowerLoss(int block, Vec x, Vec y, double[] sample) {
      return (y.get(0) - sample[0]) * (y.get(0) - sample[0]) / 2;
    }
  }
}
