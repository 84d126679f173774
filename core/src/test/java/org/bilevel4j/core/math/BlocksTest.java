package org.bilevel4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.bilevel4j.core.set.ConvexSet;
import org.junit.jupiter.api.Test;

class BlocksTest {

  @Test
  void should_be_looked_at_without_being_touched() {
    Blocks y = Blocks.state(Dims.uniform(3, 1), (i, v) -> v.fill(i));
    y.at(1).fill(7);

    Blocks view = y.view();

    assertThat(view.at(1)).isSameAs(y.at(1));
    assertThat(view.at(2).get(0)).isEqualTo(2);
    assertThat(y.isTouched(2)).isFalse();
    assertThat(view.isTouched(0)).isFalse();
  }

  @Test
  void should_fill_a_block_once_and_only_when_touched() {
    AtomicInteger fills = new AtomicInteger();
    Blocks y =
        Blocks.state(
            Dims.uniform(1_000_000, 3),
            (i, v) -> {
              fills.incrementAndGet();
              v.fill(i);
            });

    y.at(999_999).add(0, 1);

    assertThat(y.at(999_999).toArray()).containsExactly(1_000_000, 999_999, 999_999);
    assertThat(y.isTouched(5)).isFalse();
    assertThat(fills).hasValue(1);
  }

  @Test
  void should_move_the_blocks_of_the_other_side_alone() {
    Blocks y = Blocks.state(Dims.of(1, 2, 1));
    BlockSet set = BlockSet.of(3, 2, 1);
    Blocks g = Blocks.packed(set, Dims.of(1, 2, 1), Vec.of(5, 6, 7));

    y.axpy(-1, g);

    assertThat(y.at(1).toArray()).containsExactly(-5, -6);
    assertThat(y.at(2).toArray()).containsExactly(-7);
    assertThat(y.isTouched(0)).isFalse();
    y.project(set, i -> ConvexSet.nonNegative());
    assertThat(y.at(1).toArray()).containsExactly(0, 0);
  }

  @Test
  void should_print_touched_blocks_by_id() {
    Blocks y = Blocks.state(Dims.uniform(1_000, 2));
    y.at(7).add(1, 0.5);

    assertThat(y).hasToString("{7: (0.0, 0.5), ... 1000 blocks}");
    assertThat(Blocks.packed(BlockSet.of(3, 2, 1), Dims.of(1, 2, 1), Vec.of(5, 6, 7)))
        .hasToString("{1: (5.0, 6.0), 2: (7.0)}");
  }

  @Test
  void should_keep_copies_apart_and_untouched_blocks_untouched() {
    Blocks y = Blocks.state(Dims.uniform(2, 1), (i, v) -> v.fill(4), Storage.FLOAT32);
    y.at(0);
    Blocks copy = y.copy();

    copy.at(0).set(0, 1);

    assertThat(y.at(0).get(0)).isEqualTo(4);
    assertThat(copy.isTouched(1)).isFalse();
    assertThat(copy.at(1).isFloat()).isTrue();
    assertThat(copy.at(1).get(0)).isEqualTo(4);
  }

  @Test
  void should_sort_ids_and_refuse_wrong_ones() {
    BlockSet set = BlockSet.of(10, 7, 2, 5);

    assertThat(set.id(0)).isEqualTo(2);
    assertThat(set.position(7)).isEqualTo(2);
    assertThat(set.position(3)).isNegative();
    assertThat(set.isAll()).isFalse();
    assertThatThrownBy(() -> BlockSet.of(3, 1, 1)).hasMessageContaining("block 1");
    assertThatThrownBy(() -> BlockSet.of(3, 3)).hasMessageContaining("block 3");
    assertThatThrownBy(() -> Blocks.zeros(set, Dims.uniform(10, 1)).at(3))
        .hasMessageContaining("block 3");
  }

  @Test
  void should_weigh_blocks_by_id() {
    Weights w = Weights.of(Vec.of(0.5, 0.25)).times(2);

    assertThat(w.at(1)).isEqualTo(0.5);
    assertThat(Weights.mean(BlockSet.of(10, 1, 2, 3, 4)).at(3)).isEqualTo(0.25);
  }

  @Test
  void should_mirror_touched_and_untouched_blocks() {
    Blocks from = Blocks.state(Dims.uniform(3, 2));
    Blocks to = Blocks.state(Dims.uniform(3, 2));
    from.at(0).set(1, 5);
    from.at(1).set(0, 7);
    to.at(1).set(0, 1);
    to.at(2).set(0, 9);

    to.mirror(from);
    from.at(0).set(1, 6);

    assertThat(to.at(0).toArray()).containsExactly(0, 5);
    assertThat(to.at(1).toArray()).containsExactly(7, 0);
    assertThat(to.isTouched(2)).isFalse();
    assertThat(to.isFinite()).isTrue();
    to.at(1).set(1, Double.NaN);
    assertThat(to.isFinite()).isFalse();
  }
}
