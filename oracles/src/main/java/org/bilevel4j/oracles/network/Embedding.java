package org.bilevel4j.oracles.network;

import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * A network without its heads, phi_x: rows of inputs become rows of features. Its parameters are
 * {@link #parameters} numbers of x, the same for all tasks or a set of them for each task. It knows
 * nothing of what is computed from the features. Immutable.
 */
public interface Embedding {

  /** Length of an input row. */
  int inputs();

  /** Length of a feature row, K. */
  int features();

  /** How many parameters it has. */
  int parameters();

  /**
   * Fills its starting parameters.
   *
   * @param x ({@link #parameters}), modified
   * @param key the address of random numbers
   */
  void start(Vec x, Key key);

  /** How many numbers passes need besides the parameters: those of {@link #derive}. */
  default int derived() {
    return 0;
  }

  /**
   * Fills one of several parts of the numbers that are derived from the parameters once for each x.
   *
   * @param x the parameters, from {@code from} on; not modified
   * @param target one row in a tape's precision; {@link #derived} numbers from {@code at} on are
   *     modified
   */
  default void derive(double[] x, int from, Mat target, int at, int part, int parts) {}

  /** A fresh tape for one run. */
  Tape tape(Kernels kernels, Precision precision);

  /**
   * A fresh tape for one run on sparse rows; empty where the embedding needs dense ones.
   *
   * @param mostEntries the most entries of a row, at least 1
   */
  default Optional<Tape> sparseTape(Kernels kernels, Precision precision, int mostEntries) {
    return Optional.empty();
  }

  /** A fresh tape for the rows of a source: sparse where the rows are and the embedding allows. */
  default Tape tapeFor(RowSource rows, Kernels kernels, Precision precision) {
    return rows.mostEntries() == 0
        ? tape(kernels, precision)
        : sparseTape(kernels, precision, rows.mostEntries())
            .orElseGet(() -> tape(kernels, precision));
  }

  /**
   * Rows of inputs and what the forward pass keeps of them for the backward pass.
   *
   * <p>Calls on disjoint row ranges, and for different gradient parts, may come from different
   * threads. Directions u are 1 by {@link #parameters}, in the tape's precision; so are parameters
   * x, followed by the numbers that are derived from them. Row ranges of one tape may be passed at
   * different x.
   */
  interface Tape {

    /** Makes room for this many rows; their contents are undefined. */
    void reserve(int rows);

    /** The inputs, rows by {@link #inputs}; the caller fills them. */
    Mat input();

    /** The inputs of a sparse tape, instead of {@link #input}; empty for others. */
    default Optional<SparseInput> sparseInput() {
      return Optional.empty();
    }

    /**
     * e = phi_x(inputs) on rows from..to-1.
     *
     * @param e rows by K, modified
     */
    void forward(Mat x, int from, int to, Mat e);

    /**
     * The backward pass of rows from..to-1 down to what {@link #gradient} needs of each row.
     *
     * @param e what {@link #forward} gave; not modified
     * @param de gradient in the features, rows by K; used up (modified)
     */
    void backward(Mat x, int from, int to, Mat e, Mat de);

    /** Number of independent parts of the gradient in x; does not depend on threads. */
    int gradientParts();

    /**
     * Sums one part of the gradient over rows from..to-1, after {@link #backward} at one x.
     *
     * @param first whether the sum starts at zero
     * @param e what {@link #forward} gave; not modified
     * @param de what {@link #backward} left; not modified
     */
    void gradient(int part, boolean first, int from, int to, Mat e, Mat de);

    /**
     * out += one part of the gradient.
     *
     * @param x where the rows were passed
     * @param out ({@link #parameters}), modified in entries of this part only
     */
    void addGradient(Mat x, int part, Vec out);

    /**
     * out = (d phi / d x) u on rows from..to-1, after {@link #forward}.
     *
     * @param e what {@link #forward} gave; not modified
     * @param out rows by K, modified
     */
    void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out);
  }
}
