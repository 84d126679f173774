package org.bilevel4j.core.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvexSetTest {

  static Stream<ConvexSet> sets() {
    return Stream.of(
        ConvexSet.all(),
        ConvexSet.nonNegative(),
        new Box(-0.5, 0.25),
        new Ball(0.75),
        ConvexSet.simplex(),
        new Simplex(2, 0.5),
        new Affine(Vec.of(1, 1, 1, 1, 1, -1, 0, 2), Vec.of(1, 0.5)),
        new Product(
            List.of(
                new Product.Part(0, 2, ConvexSet.simplex()),
                new Product.Part(3, 4, ConvexSet.nonNegative()))));
  }

  private static Vec random(Rng rng) {
    return Vec.of(rng.nextGaussian(), rng.nextGaussian(), rng.nextGaussian(), rng.nextGaussian());
  }

  @ParameterizedTest
  @MethodSource("sets")
  void should_be_feasible_idempotent_and_non_expansive(ConvexSet set) {
    Rng rng = Key.of(17).rng();
    for (int trial = 0; trial < 200; trial++) {
      Vec u = random(rng);
      Vec v = random(rng);
      double before = u.distance(v);

      set.project(u);
      set.project(v);

      assertThat(set.violation(u)).isLessThan(1e-12);
      assertThat(u.distance(v)).isLessThanOrEqualTo(before + 1e-12);
      Vec again = u.copy();
      set.project(again);
      assertThat(again.distance(u)).isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void should_satisfy_the_variational_inequality(ConvexSet set) {
    // p = P(v) is the projection exactly when <v - p, z - p> <= 0 for every z in the set
    Rng rng = Key.of(23).rng();
    for (int trial = 0; trial < 200; trial++) {
      Vec v = random(rng);
      Vec p = v.copy();
      set.project(p);
      Vec z = random(rng);
      set.project(z);
      Vec outward = v.copy();
      outward.axpy(-1, p);
      Vec inward = z.copy();
      inward.axpy(-1, p);

      assertThat(outward.dot(inward)).isLessThan(1e-12);
    }
  }

  @Test
  void should_project_onto_simplex_as_in_the_reference_cases() {
    double[][][] cases = {
      {{.5, .5, .5}, {1 / 3., 1 / 3., 1 / 3.}}, {{2, 0}, {1, 0}}, {{.3, .3, -1}, {.5, .5, 0}}
    };
    for (double[][] c : cases) {
      Vec v = Vec.of(c[0]);
      ConvexSet.simplex().project(v);
      for (int i = 0; i < v.dim(); i++) {
        assertThat(v.get(i)).isCloseTo(c[1][i], within(1e-15));
      }
    }
  }

  @Test
  void should_keep_a_share_for_everyone_when_the_simplex_has_a_floor() {
    Vec v = Vec.of(5, 0, 0, 0);
    new Simplex(1, 0.2).project(v);

    assertThat(v.get(0)).isCloseTo(0.85, within(1e-15));
    assertThat(v.get(3)).isCloseTo(0.05, within(1e-15));
  }

  @Test
  void should_look_at_the_moved_coordinates_alone() {
    Vec v = Vec.of(-1, -1, -1);
    ConvexSet.nonNegative().project(v, Support.of(new int[] {1}, new int[] {2}));

    assertThat(v.toArray()).containsExactly(-1, 0, -1);
  }

  @Test
  void should_refuse_impossible_sets_with_the_numbers() {
    assertThatThrownBy(() -> new Box(2, 1)).hasMessageContaining("lower bound 2.0");
    assertThatThrownBy(() -> new Ball(-1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new Simplex(1, 2)).hasMessageContaining("between 0.0 and 1.0");
    assertThatThrownBy(() -> new Affine(Vec.of(1, 1, 2, 2), Vec.of(1, 2)))
        .hasMessageContaining("linearly dependent");
  }
}
