package org.bilevel4j.core.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static Draw draw(long step, String batch) {
    Key run = Key.of(9);
    return new Draw(run.child(step), run.child("stream"), step, Batch.parse(batch));
  }

  @Test
  void should_give_the_same_rows_whenever_it_is_asked() {
    Rows rows = Rows.finite(100);

    assertThat(draw(3, "8").rows(5, rows)).isEqualTo(draw(3, "8").rows(5, rows));
    assertThat(draw(3, "8").rows(5, rows)).isNotEqualTo(draw(4, "8").rows(5, rows));
    assertThat(draw(3, "8").rows(5, rows)).isNotEqualTo(draw(3, "8").rows(6, rows));
  }

  @Test
  void should_take_every_row_once_per_epoch() {
    Rows rows = Rows.finite(10);
    int[] seen = new int[10];
    for (int step = 0; step < 10; step++) { // 4 rows a step: four epochs of ten rows
      for (int r : draw(step, "4 epochs").rows(0, rows)) {
        seen[r]++;
      }
    }

    assertThat(seen).containsOnly(4);
  }

  @Test
  void should_take_no_row_twice_when_distinct() {
    assertThat(Arrays.stream(draw(1, "10 distinct").rows(0, Rows.finite(10))).sorted().toArray())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void should_walk_through_the_rows_as_they_stand() {
    Rows rows = Rows.finite(5);

    assertThat(draw(0, "3 in order").rows(0, rows)).containsExactly(0, 1, 2);
    assertThat(draw(1, "3 in order").rows(7, rows)).containsExactly(3, 4, 0);
    assertThat(draw(4, "3 in order").rows(0, rows)).containsExactly(2, 3, 4);
  }

  @Test
  void should_keep_one_shuffle_for_all_epochs() {
    Rows rows = Rows.finite(300);
    int[] first = draw(0, "300 shuffled").rows(2, rows);

    assertThat(draw(1, "300 shuffled").rows(2, rows)).isEqualTo(first);
    assertThat(draw(0, "300 shuffled").rows(3, rows)).isNotEqualTo(first);
    assertThat(draw(0, "300 shuffled together").rows(2, rows))
        .isEqualTo(draw(5, "300 shuffled together").rows(3, rows));
    assertThat(Arrays.stream(first).sorted().toArray())
        .isEqualTo(java.util.stream.IntStream.range(0, 300).toArray());
  }

  @Test
  void should_draw_fixed_groups_of_rows_of_which_the_last_is_shorter() {
    Rows rows = Rows.finite(10);
    int[] drawn = new int[3];
    for (int step = 0; step < 300; step++) {
      int[] ids = draw(step, "4 grouped").rows(1, rows);
      assertThat(ids[0] % 4).isZero();
      assertThat(ids).hasSize(ids[0] == 8 ? 2 : 4).hasSize(draw(step, "4 grouped").size(1, rows));
      drawn[ids[0] / 4]++;
    }

    assertThat(Arrays.stream(drawn).min()).matches(least -> least.orElse(0) > 70);
    assertThat(draw(4, "4 grouped in turn").rows(1, rows)).containsExactly(4, 5, 6, 7);
  }

  @Test
  void should_take_positives_then_negatives_when_stratified() {
    int[] ids = draw(1, "3+5").rows(0, Rows.stratified(4, 96));

    assertThat(Arrays.stream(ids, 0, 3)).allMatch(r -> r < 4);
    assertThat(Arrays.stream(ids, 3, 8)).allMatch(r -> r >= 4 && r < 100);
  }

  @Test
  void should_take_no_row_twice_in_distinct_classes() {
    Rows rows = Rows.stratified(4, 96);
    for (int step = 0; step < 20; step++) {
      int[] ids = draw(step, "4+90 distinct").rows(0, rows);

      assertThat(Arrays.stream(ids, 0, 4).sorted().toArray()).containsExactly(0, 1, 2, 3);
      assertThat(Arrays.stream(ids, 4, 94).distinct().count()).isEqualTo(90);
      assertThat(Arrays.stream(ids, 4, 94)).allMatch(r -> r >= 4 && r < 100);
    }
    assertThat(draw(1, "4+90 distinct").rows(0, rows))
        .isEqualTo(draw(1, "4+90 distinct").rows(0, rows))
        .isNotEqualTo(draw(2, "4+90 distinct").rows(0, rows));
  }

  @Test
  void should_take_every_row_of_each_class_once_per_epoch_of_its_class() {
    Rows rows = Rows.stratified(6, 40);
    int[] seen = new int[46];
    for (int step = 0; step < 30; step++) { // 4 + 8: 20 epochs of the positives, 6 of the others
      int[] ids = draw(step, "4+8 epochs").rows(3, rows);
      assertThat(Arrays.stream(ids, 0, 4)).allMatch(r -> r < 6);
      Arrays.stream(ids).forEach(r -> seen[r]++);
    }

    assertThat(Arrays.copyOfRange(seen, 0, 6)).containsOnly(20);
    assertThat(Arrays.copyOfRange(seen, 6, 46)).containsOnly(6);
    assertThat(draw(0, "6+8 epochs").rows(3, rows))
        .isNotEqualTo(draw(1, "6+8 epochs").rows(3, rows));
  }

  @Test
  void should_weigh_rows_so_that_stratified_means_are_unbiased() {
    Rows rows = new Rows(Rows.Kind.FINITE, 10, 2, true);
    double mean = 0;
    int draws = 20_000;
    for (int step = 0; step < draws; step++) {
      Draw draw = draw(step, "3+2");
      int[] ids = draw.rows(0, rows);
      for (int r = 0; r < ids.length; r++) {
        mean += draw.weight(0, rows, r) * ids[r] / draws;
      }
    }

    assertThat(mean).isCloseTo(4.5, within(0.05)); // the deviation of a draw is 1.3
    assertThat(draw(0, "3+2").weight(0, rows, 2)).isEqualTo(0.2 / 3);
    assertThat(draw(0, "3+2").weight(0, rows, 3)).isEqualTo(0.4);
    assertThat(draw(0, "5").weight(0, rows, 3)).isEqualTo(0.2);
  }

  @Test
  void should_read_what_it_prints() {
    for (String text :
        new String[] {
          "full",
          "8",
          "8 distinct",
          "8 epochs",
          "8 in order",
          "8 shuffled",
          "8 shuffled together",
          "8 grouped",
          "8 grouped in turn",
          "16+48",
          "16+48 distinct",
          "16+48 epochs"
        }) {
      assertThat(Batch.parse(text)).hasToString(text);
    }
    assertThatThrownBy(() -> Batch.parse("many")).hasMessageContaining("batch 'many'");
    assertThatThrownBy(() -> Batch.parse("-3")).hasMessageContaining("-3");
    assertThatThrownBy(() -> Batch.parse("16+48 grouped")).hasMessageContaining("16+48 grouped");
  }

  @Test
  void should_refuse_batches_that_do_not_fit() {
    assertThatThrownBy(() -> Draw.check(Batch.of(11), Rows.finite(10), "lower level of p", 2))
        .hasMessageContaining("larger than the 10 rows of block 2");
    assertThatThrownBy(() -> Draw.check(Batch.parse("1+1"), Rows.finite(10), "upper level", 0))
        .hasMessageContaining("positives and negatives");
    for (String batch : new String[] {"5+3 distinct", "2+97 epochs"}) {
      assertThatThrownBy(
              () -> Draw.check(Batch.parse(batch), Rows.stratified(4, 96), "upper level", 7))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(
              "more distinct rows of a class than block 7 has: 4 positives and 96")
          .hasMessageContaining(batch.startsWith("5") ? "'4+3 distinct'" : "'2+96 epochs'");
    }
    Draw.check(Batch.parse("5+97"), Rows.stratified(4, 96), "upper level", 7);
  }

  @Test
  void should_lay_local_parts_behind_the_shared_part() {
    LocalParts parts = LocalParts.of(4, 1, 2, 0, 3);

    assertThat(parts.total()).isEqualTo(10);
    assertThat(parts.from(1)).isEqualTo(5);
    assertThat(parts.to(3)).isEqualTo(10);
    var support = parts.support(org.bilevel4j.core.math.BlockSet.of(4, 1, 3)).orElseThrow();
    assertThat(support.entries()).isEqualTo(9);
    assertThat(support.ranges()).isEqualTo(2);
    assertThat(parts.support(org.bilevel4j.core.math.BlockSet.all(4))).isEmpty();
  }
}
