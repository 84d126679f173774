package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;

/**
 * Random Fourier features (Rahimi and Recht 2007) with one bandwidth per input: z = (x_sigma * in)
 * W, features (cos z, sin z) of length 2 F. Its parameters are x_sigma (inputs); W is fixed and
 * shared by all tasks. There is no factor 1 / sqrt(F).
 */
public final class RandomFourierFeatures implements Embedding {
  private final int inputs;
  private final int frequencies;
  private final double[] matrix;
  private final double startBandwidth;

  /**
   * Features with a given matrix.
   *
   * @param inputs at least 1
   * @param frequencies F, at least 1
   * @param matrix W, inputs x F, row-major; copied
   * @param startBandwidth every entry of x_sigma at the start
   */
  public RandomFourierFeatures(
      int inputs, int frequencies, double[] matrix, double startBandwidth) {
    this.inputs = Args.atLeast(1, inputs, "inputs of Fourier features");
    this.frequencies = Args.atLeast(1, frequencies, "number of frequencies");
    Args.sameDim(Math.multiplyExact(inputs, frequencies), matrix.length, "matrix W");
    this.matrix = matrix.clone();
    this.startBandwidth = startBandwidth;
  }

  /** Features whose W has independent standard normal entries. */
  public static RandomFourierFeatures gaussian(
      int inputs, int frequencies, double startBandwidth, Key key) {
    double[] w = new double[Math.multiplyExact(inputs, frequencies)];
    Rng rng = key.rng();
    for (int j = 0; j < w.length; j++) {
      w[j] = rng.nextGaussian();
    }
    return new RandomFourierFeatures(inputs, frequencies, w, startBandwidth);
  }

  @Override
  public int inputs() {
    return inputs;
  }

  /** F. */
  public int frequencies() {
    return frequencies;
  }

  @Override
  public int features() {
    return 2 * frequencies;
  }

  @Override
  public int parameters() {
    return inputs;
  }

  double[] matrix() {
    return matrix;
  }

  @Override
  public void start(Vec x, Key key) {
    x.fill(startBandwidth);
  }

  @Override
  public Tape tape(Kernels kernels, Precision precision) {
    return new FourierTape(this, kernels, precision);
  }
}
