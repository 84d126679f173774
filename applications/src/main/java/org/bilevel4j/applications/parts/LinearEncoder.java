package org.bilevel4j.applications.parts;

import java.util.List;
import java.util.function.Function;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * Nothing is shared: the features of a row are the row.
 *
 * @param inputs numbers of a row
 */
public record LinearEncoder(int inputs) implements Encoder {

  @Override
  public int features() {
    return inputs;
  }

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  @Override
  public void start(Vec x, Key key) {}

  @Override
  public Tensor features(Tensor rows, Function<String, Tensor> weights) {
    return rows;
  }
}
