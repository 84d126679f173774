package org.bilevel4j.oracles.analytic;

import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * The map that all tasks share, phi_x: rows of inputs become rows of features. Its parameters are
 * the first {@link #parameters} entries of x. Immutable.
 */
public interface Embedding {

  /** Length of an input row. */
  int inputs();

  /** Length of a feature row, K. */
  int features();

  /** How many entries of x it takes. */
  int parameters();

  /**
   * Fills its starting parameters.
   *
   * @param x ({@link #parameters}), modified
   * @param key the address of random numbers
   */
  void start(Vec x, Key key);

  /** How many numbers beside its parameters passes want at hand: {@link #derive}. */
  default int derived() {
    return 0;
  }

  /**
   * Fills one of several parts of what is derived from the parameters once for each x.
   *
   * @param x the parameters are its first entries; not modified
   * @param target ({@link #derived}) numbers from {@code at} on, in a tape's precision; modified
   */
  default void derive(double[] x, Mat target, int at, int part, int parts) {}

  /** A fresh tape for one run. */
  Tape tape(Kernels kernels, Precision precision);

  /**
   * A fresh tape for one run whose rows come by their entries; empty where the embedding wants them
   * dense.
   *
   * @param mostEntries the most entries of a row, at least 1
   */
  default Optional<Tape> sparseTape(Kernels kernels, Precision precision, int mostEntries) {
    return Optional.empty();
  }

  /** A fresh tape that takes the rows of a source as they come: sparse where both can. */
  default Tape tapeFor(RowSource rows, Kernels kernels, Precision precision) {
    return rows.mostEntries() == 0
        ? tape(kernels, precision)
        : sparseTape(kernels, precision, rows.mostEntries())
            .orElseGet(() -> tape(kernels, precision));
  }

  /**
   * The rows in hand: inputs and what the forward pass leaves behind for the backward pass.
   *
   * <p>Calls on disjoint row ranges, and for different gradient parts, may come from different
   * threads. Directions u are 1 by {@link #parameters}, in the tape's precision; so are parameters
   * x, with what is derived from them behind.
   */
  interface Tape {

    /** Makes room for this many rows; contents are undefined after. */
    void reserve(int rows);

    /** The inputs, rows by {@link #inputs}; the caller fills them. */
    Mat input();

    /** The inputs of a sparse tape, in the place of {@link #input}; empty for others. */
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

    /** In how many independent parts the gradient in x is cut; does not depend on threads. */
    int gradientParts();

    /**
     * Sums one part of the gradient over rows from..to-1, after {@link #backward}.
     *
     * @param first whether the sum begins anew
     * @param e what {@link #forward} gave; not modified
     * @param de what {@link #backward} left; not modified
     */
    void gradient(int part, boolean first, int from, int to, Mat e, Mat de);

    /**
     * out += one part of the gradient.
     *
     * @param out ({@link #parameters}), modified in places of this part only
     */
    void addGradient(int part, Vec out);

    /**
     * out = (d phi / d x) u on rows from..to-1, after {@link #forward}.
     *
     * @param e what {@link #forward} gave; not modified
     * @param out rows by K, modified
     */
    void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out);
  }
}
