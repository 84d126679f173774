package org.bilevel4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VecTest {

  @Test
  void should_add_every_mixture_of_storages() {
    float[] single = {1, 2, 3};
    for (Vec target : new Vec[] {Vec.of(1, 2, 3), Vec.wrap(single.clone())}) {
      for (Vec added : new Vec[] {Vec.of(10, 20, 30), Vec.wrap(new float[] {10, 20, 30})}) {
        Vec t = target.copy();

        t.axpy(0.5, added);

        assertThat(t.toArray()).containsExactly(6, 12, 18);
        assertThat(t.isFloat()).isEqualTo(target.isFloat());
      }
    }
  }

  @Test
  void should_share_storage_with_its_slices_and_not_with_its_copies() {
    Vec v = Vec.of(1, 2, 3, 4);
    Vec copy = v.copy();

    v.slice(1, 3).fill(9);

    assertThat(v.toArray()).containsExactly(1, 9, 9, 4);
    assertThat(copy.toArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void should_give_the_new_value_the_named_weight_when_blending() {
    Vec d = Vec.of(1, 1);

    d.blend(0.1, Vec.of(11, -9));

    assertThat(d.get(0)).isCloseTo(2, within(1e-15));
    assertThat(d.get(1)).isCloseTo(0, within(1e-15));
  }

  @Test
  void should_read_the_support_alone_when_a_direction_has_one() {
    // GIVEN a direction with rubbish outside its support, which must not be read
    Vec direction =
        Vec.of(1, 777, 777, 2, 3).withSupport(Support.of(new int[] {0, 3}, new int[] {1, 5}));
    Vec x = Vec.zeros(5);

    x.axpy(2, direction);

    assertThat(x.toArray()).containsExactly(2, 0, 0, 4, 6);
  }

  @Test
  void should_join_adjacent_ranges_and_refuse_overlapping_ones() {
    Support s = Support.of(new int[] {0, 2, 2, 7}, new int[] {2, 2, 5, 9});

    assertThat(s.ranges()).isEqualTo(2);
    assertThat(s.entries()).isEqualTo(7);
    assertThatThrownBy(() -> Support.of(new int[] {0, 1}, new int[] {2, 3}))
        .hasMessageContaining("range 1");
  }

  @Test
  void should_compute_products_and_norms() {
    Vec u = Vec.of(1, 2, 3, 4, 5);
    Vec v = Vec.wrap(new float[] {2, 2, 2, 2, 2});

    assertThat(u.dot(v)).isEqualTo(30);
    assertThat(u.normSquared()).isEqualTo(55);
    assertThat(Vec.of(3, 4).norm()).isEqualTo(5);
    assertThat(Vec.of(1, 1).distance(Vec.of(4, 5))).isEqualTo(5);
    assertThat(u.max()).isEqualTo(5);
    assertThat(u.sum()).isEqualTo(15);
  }

  @Test
  void should_notice_every_kind_of_non_finite_entry() {
    assertThat(Vec.of(1, -2).isFinite()).isTrue();
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(Vec.of(1, bad, 2).isFinite()).isFalse();
      assertThat(Vec.wrap(new float[] {1, (float) bad}).isFinite()).isFalse();
    }
  }

  @Test
  void should_find_the_largest_absolute_value_and_let_nan_through() {
    assertThat(Vec.zeros(0).maxAbs()).isZero();
    assertThat(Vec.of(-0.0, 0).maxAbs()).isZero();
    assertThat(Vec.of(1, -3, 2).maxAbs()).isEqualTo(3);
    assertThat(Vec.of(9, 1, -Double.MIN_VALUE, 9).slice(2, 3).maxAbs()).isEqualTo(Double.MIN_VALUE);
    assertThat(Vec.wrap(new float[] {1, -3.5f, 2}).maxAbs()).isEqualTo(3.5);
    assertThat(Vec.of(1, Double.NEGATIVE_INFINITY).maxAbs()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Vec.of(Double.POSITIVE_INFINITY, -Double.NaN, 1).maxAbs()).isNaN();
    assertThat(Vec.wrap(new float[] {1, Float.NaN, 2}).maxAbs()).isNaN();
  }

  @Test
  void should_refuse_vectors_of_other_dimensions() {
    assertThatThrownBy(() -> Vec.zeros(2).axpy(1, Vec.zeros(3)))
        .hasMessageContaining("dimension 3, expected 2");
    assertThatThrownBy(() -> Vec.zeros(2).get(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void should_solve_with_a_cholesky_factor_and_refuse_indefinite_matrices() {
    Cholesky c = new Cholesky(2);
    Vec b = Vec.of(1, 1);

    assertThat(c.factor(Vec.of(4, 1, 1, 3), 0)).isTrue();
    c.solve(b);

    assertThat(b.get(0)).isCloseTo(2.0 / 11, within(1e-15));
    assertThat(b.get(1)).isCloseTo(3.0 / 11, within(1e-15));
    assertThat(c.factor(Vec.of(1, 2, 2, 1), 0)).isFalse();
    assertThat(c.factor(Vec.of(1, 2, 2, 1), 1.5)).isTrue();
  }
}
