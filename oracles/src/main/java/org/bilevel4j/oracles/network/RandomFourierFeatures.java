package org.bilevel4j.oracles.network;

import java.util.Arrays;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * Random Fourier features (Rahimi and Recht 2007) with one bandwidth per input: z = (x_sigma * in)
 * W, features (cos z, sin z) of length 2 F. Its parameters are x_sigma (inputs); W is fixed and the
 * same for all tasks. There is no factor 1 / sqrt(F).
 *
 * <p>In log space its parameters are log x_sigma, so that bandwidths are always above 0.
 */
public final class RandomFourierFeatures implements Embedding {
  private final int inputs;
  private final int frequencies;
  private final double[] matrix;
  private final double startBandwidth;
  private final boolean logSpace;

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
    this(inputs, frequencies, matrix, startBandwidth, false);
  }

  private RandomFourierFeatures(
      int inputs, int frequencies, double[] matrix, double startBandwidth, boolean logSpace) {
    this.inputs = Args.atLeast(1, inputs, "inputs of Fourier features");
    this.frequencies = Args.atLeast(1, frequencies, "number of frequencies");
    Args.sameDim(Math.multiplyExact(inputs, frequencies), matrix.length, "matrix W");
    this.matrix = matrix.clone();
    this.startBandwidth = startBandwidth;
    this.logSpace = logSpace;
  }

  /**
   * The same features with the logarithms of bandwidths for parameters.
   *
   * @throws org.bilevel4j.core.util.UserError when they start at 0 or below
   */
  public RandomFourierFeatures inLogSpace() {
    Args.positive(startBandwidth, "bandwidth at the start in log space");
    return new RandomFourierFeatures(inputs, frequencies, matrix, startBandwidth, true);
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

  /** Whether parameters are logarithms; the bandwidths themselves are then derived from them. */
  boolean isLogSpace() {
    return logSpace;
  }

  @Override
  public int derived() {
    return logSpace ? inputs : 0;
  }

  @Override
  public void derive(double[] x, int from, Mat target, int at, int part, int parts) {
    for (int j = inputs * part / parts; logSpace && j < inputs * (part + 1) / parts; j++) {
      target.set(0, at + j, StrictMath.exp(x[from + j]));
    }
  }

  double[] matrix() {
    return matrix;
  }

  /** W, one row per input; a copy. */
  public double[][] matrixRows() {
    double[][] rows = new double[inputs][];
    for (int j = 0; j < inputs; j++) {
      rows[j] = Arrays.copyOfRange(matrix, j * frequencies, (j + 1) * frequencies);
    }
    return rows;
  }

  @Override
  public void start(Vec x, Key key) {
    x.fill(logSpace ? StrictMath.log(startBandwidth) : startBandwidth);
  }

  @Override
  public Tape tape(Kernels kernels, Precision precision) {
    return new FourierTape(this, kernels, precision);
  }
}
