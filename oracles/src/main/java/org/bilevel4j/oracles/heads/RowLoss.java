package org.bilevel4j.oracles.heads;

import org.bilevel4j.kernels.Kernels;

/**
 * The loss of one row as a function of the head's outputs, with its first and second derivative.
 * Arrays are row-major, {@link #columns} outputs a row; all methods work on rows from..to-1.
 */
public interface RowLoss {

  /** A short name for provenance. */
  String name();

  /** Outputs a row, at least 1. */
  int columns();

  /** Whether targets are classes, so that {@link #correct} means something. */
  boolean classifies();

  /**
   * Losses and their gradients in the outputs.
   *
   * @param z outputs; not modified
   * @param targets one a row; not modified
   * @param losses one a row; modified
   * @param gradient like z; modified
   */
  void evaluate(
      Kernels kernels,
      double[] z,
      double[] targets,
      double[] losses,
      double[] gradient,
      int from,
      int to);

  /**
   * The Hessian in the outputs times a direction.
   *
   * @param z outputs; not modified
   * @param targets one a row; not modified
   * @param gradient what {@link #evaluate} gave; not modified
   * @param d direction, like z; not modified
   * @param out like z, not d; modified
   */
  void hessianTimes(
      Kernels kernels,
      double[] z,
      double[] targets,
      double[] gradient,
      double[] d,
      double[] out,
      int from,
      int to);

  /**
   * Whether a row is classified correctly.
   *
   * @param z outputs; the row's begin at {@code at}; not modified
   */
  boolean correct(double[] z, int at, double target);
}
