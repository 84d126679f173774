package org.bilevel4j.solvers.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTreeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 100})
  void should_keep_weights_that_sum_to_one_after_many_steps(int m) {
    WeightTree tree = new WeightTree(m);
    double[] logs = new double[m];
    Rng rng = Key.of(m).rng();
    for (int k = 0; k < 20_000; k++) {
      int i = rng.nextInt(m);
      double a = rng.nextGaussian();
      logs[i] += a;
      tree.multiply(i, a);
    }

    double top = java.util.Arrays.stream(logs).max().orElseThrow();
    double total = java.util.Arrays.stream(logs).map(l -> Math.exp(l - top)).sum();
    for (int i = 0; i < m; i++) {
      double expected = Math.exp(logs[i] - top) / total;
      assertThat(tree.get(i)).isCloseTo(expected, within(1e-9 * expected + 1e-300));
    }
    assertThat(tree.all().sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void should_outlast_exponents_beyond_the_range_of_numbers() {
    WeightTree tree = new WeightTree(3);
    tree.multiply(0, 5000);
    tree.multiply(1, 4999);

    assertThat(tree.get(0)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    assertThat(tree.get(2)).isZero();

    tree.multiply(2, 5000); // a weight that had vanished comes back

    assertThat(tree.get(2)).isCloseTo(tree.get(0), within(1e-12));

    for (int i = 0; i < 3; i++) {
      tree.multiply(i, -20_000);
    }

    assertThat(tree.all().sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void should_not_hide_what_is_not_a_number() {
    WeightTree tree = new WeightTree(4);
    tree.multiply(2, Double.NaN);

    assertThat(tree.all().isFinite()).isFalse();
  }

  @Test
  void should_go_on_from_its_visit() {
    WeightTree tree = new WeightTree(5);
    tree.multiply(3, 400);
    WeightTree copy = new WeightTree(5);
    Checkpoint.fill(Checkpoint.bytes(tree::visit), "test", copy::visit);
    tree.multiply(1, 2);
    copy.multiply(1, 2);

    assertThat(copy.all().toArray()).isEqualTo(tree.all().toArray());
  }
}
