package org.bilevel4j.datasets.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bilevel4j.datasets.Broken.sentence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.datasets.table.ByteFeatures;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.SparseBuilder;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final int[] TRAIN = IntStream.range(0, 50).toArray();

  /** 80 rows of 4 columns, about a third of the entries there, the last one constant. */
  private static SparseFeatures sparse() {
    Rng rng = Key.of(1).rng();
    SparseBuilder builder = new SparseBuilder("t");
    for (int r = 0; r < 80; r++) {
      for (int c = 0; c < 3; c++) {
        if (rng.nextInt(3) == 0) {
          builder.add(c, (float) rng.nextGaussian() + 5 * c);
        }
      }
      builder.add(3, 0.1f);
      builder.endRow();
    }
    return builder.build(4);
  }

  private static double[] column(Features features, int col) {
    return IntStream.of(TRAIN).mapToDouble(r -> features.at(r, col)).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(mean(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray()));
  }

  @Test
  void should_give_dense_training_rows_mean_0_and_deviation_1() {
    Features bytes = new ByteFeatures(80, 2, bytes(), 255);
    for (Features features : List.of(sparse().inFloats(), bytes)) {
      Features scaled = Scaling.fit(features, TRAIN).apply(features);
      for (int c = 0; c < Math.min(3, features.cols()); c++) {
        assertThat(mean(column(scaled, c))).isCloseTo(0, within(1e-6));
        assertThat(deviation(column(scaled, c))).isCloseTo(1, within(1e-6));
      }
    }
  }

  private static byte[] bytes() {
    byte[] all = new byte[160];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (37 * i * i);
    }
    return all;
  }

  @Test
  void should_scale_sparse_rows_without_centring() {
    SparseFeatures features = sparse();
    Scaling scaling = Scaling.fit(features, TRAIN);
    Features scaled = scaling.apply(features);
    assertThat(scaled).isInstanceOf(SparseFeatures.class);
    assertThat(((SparseFeatures) scaled).entries()).isEqualTo(features.entries());
    assertThat(scaling.centre()).containsOnly(0);
    for (int c = 0; c < 3; c++) {
      assertThat(deviation(column(scaled, c))).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void should_leave_a_constant_feature_as_it_is_but_for_its_centre() {
    SparseFeatures features = sparse();
    assertThat(Scaling.fit(features.inFloats(), TRAIN).scale()[3]).isEqualTo(1);
    assertThat(Scaling.fit(features.inFloats(), TRAIN).apply(features).at(60, 3)).isZero();
    Features single = new FloatFeatures(3, 1, new float[] {2, 2, 7});
    Scaling scaling = Scaling.fit(single, new int[] {0, 1});
    assertThat(scaling.apply(single).at(2, 0)).isEqualTo(5);
  }

  @Test
  void should_look_at_training_rows_alone() {
    Features features = new FloatFeatures(3, 1, new float[] {-1, 1, 1000});
    Scaling scaling = Scaling.fit(features, new int[] {0, 1});
    assertThat(scaling.centre()).containsExactly(0);
    assertThat(scaling.scale()).containsExactly(1);
  }

  @Test
  void should_refuse_what_does_not_fit() {
    Features tiny = new FloatFeatures(3, 1, new float[] {0, 1e-20f, 1e30f});
    Scaling scaling = Scaling.fit(tiny, new int[] {0, 1});
    assertThat(sentence(() -> scaling.apply(tiny))).contains("feature 0 of row 2 is");
    assertThat(sentence(() -> Scaling.fit(tiny, new int[0]))).contains("training rows");
    assertThat(sentence(() -> new Scaling(new double[1], new double[1]))).contains("scale");
  }
}
