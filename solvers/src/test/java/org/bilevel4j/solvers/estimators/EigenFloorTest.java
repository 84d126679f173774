package org.bilevel4j.solvers.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;

class EigenFloorTest {
  @Test
  void should_raise_the_eigenvalues_below_the_floor_alone() {
    Vec m = Vec.of(0.5, 1.5, 1.5, 0.5); // 2 along (1, 1), -1 along (1, -1)

    assertThat(EigenFloor.raise(m, 2, 0.5)).isTrue();

    assertThat(m.toArray()).containsExactly(new double[] {1.25, 0.75, 0.75, 1.25}, within(1e-14));
  }

  @Test
  void should_leave_a_matrix_alone_that_is_above_the_floor() {
    Vec m = Vec.of(2, 0.3, 0.3, 1);

    assertThat(EigenFloor.raise(m, 2, 0.5)).isFalse();

    assertThat(m.toArray()).containsExactly(2, 0.3, 0.3, 1);
  }

  @Test
  void should_be_a_projection_of_random_matrices() {
    Rng rng = Key.of(5).rng();
    for (int trial = 0; trial < 50; trial++) {
      Vec m = Vec.zeros(16);
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j <= i; j++) {
          double entry = rng.nextGaussian();
          m.set(i * 4 + j, entry);
          m.set(j * 4 + i, entry);
        }
      }
      Vec once = m.copy();
      EigenFloor.raise(once, 4, 0.2);
      Vec twice = once.copy();
      EigenFloor.raise(twice, 4, 0.2);
      Vec change = once.copy();
      change.axpy(-1, m);
      Vec rest = once.copy();
      for (int i = 0; i < 4; i++) {
        rest.add(i * 5, -0.2);
      }

      assertThat(twice.distance(once)).isLessThan(1e-12);
      // what is added and what lies above the floor live on orthogonal eigenvectors
      assertThat(change.dot(rest)).isCloseTo(0, within(1e-12));
      assertThat(change.norm()).isLessThanOrEqualTo(m.norm() + 1);
    }
  }
}
