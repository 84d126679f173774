package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
  @Test
  void should_keep_all_when_there_are_few_rows() {
    assertThat(Thinning.keep(400, new double[] {3, 1, 2})).containsExactly(0, 1, 2);
  }

  @Test
  void should_keep_ends_and_extremes_when_there_are_many_rows() {
    double[] y = IntStream.range(0, 20_000).mapToDouble(i -> Math.sin(i / 900.0)).toArray();
    y[7_777] = 50;
    y[12_345] = -50;
    y[555] = Double.NaN;

    int[] keep = Thinning.keep(400, y);

    assertThat(keep).hasSizeLessThanOrEqualTo(402).contains(0, 7_777, 12_345, 19_999).isSorted();
    assertThat(Arrays.stream(keep)).doesNotContain(555);
  }

  @Test
  void should_keep_extremes_of_every_line_when_there_are_several() {
    double[] one = new double[5_000];
    double[] two = new double[5_000];
    one[1_234] = 1;
    two[4_321] = -1;

    assertThat(Thinning.keep(400, one, two)).contains(1_234, 4_321);
  }

  @Test
  void should_survive_when_a_bucket_has_no_value() {
    double[] y = new double[1_000];
    Arrays.fill(y, Double.NaN);

    assertThat(Thinning.keep(100, y)).containsExactly(0, 999);
  }
}
