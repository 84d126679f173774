package org.bilevel4j.applications.parts;

import java.util.List;
import java.util.function.Function;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.tensor.Tensor;

/** The part of a network that all tasks share, in tensor operations: rows to features. */
public interface Encoder {

  /**
   * A named matrix of weights.
   *
   * @param name among the parameters of a model
   */
  record Weight(String name, int rows, int cols) {}

  /** Numbers of a row. */
  int inputs();

  /** Numbers of a row's features. */
  int features();

  /** The weights in the order in which {@link #start} fills them; may be empty. */
  List<Weight> weights();

  /**
   * Fills the weights.
   *
   * @param x all weights, row-major, one matrix after the other; modified
   * @param key the address of the random numbers
   */
  void start(Vec x, Key key);

  /**
   * The features of rows: n x features.
   *
   * @param rows n x inputs
   * @param weights by name
   */
  Tensor features(Tensor rows, Function<String, Tensor> weights);
}
