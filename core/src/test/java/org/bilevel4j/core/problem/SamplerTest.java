package org.bilevel4j.core.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

  /** Blocks of so many rows. */
  private record Rowed(int... rows) implements ProblemShape {
    @Override
    public String name() {
      return "rowed";
    }

    @Override
    public int blocks() {
      return rows.length;
    }

    @Override
    public int upperDim() {
      return 1;
    }

    @Override
    public Dims lowerDims() {
      return Dims.uniform(rows.length, 1);
    }

    @Override
    public Rows upperRows(int block) {
      return Rows.finite(rows[block]);
    }

    @Override
    public Rows lowerRows(int block) {
      return Rows.finite(1);
    }
  }

  private static final Rowed SIX = new Rowed(1, 2, 3, 4, 5, 45);

  private static BlockSet draw(BlockSampling sampling, Sampler sampler, long step) {
    return sampling.draw(sampler, Key.of(7).child(step), step);
  }

  private static BlockSampling sampling(ProblemShape problem) {
    return new BlockSampling(problem, BlockSet.all(problem.blocks()), Key.of(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"16", "3 by size", "2 by weights(1.0, 0.5, 3.0)"})
  void should_read_what_it_prints(String text) {
    assertThat(Sampler.parse(text)).hasToString(text);
    assertThat(Sampler.parse(Sampler.parse(text).toString())).isEqualTo(Sampler.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "by size", "2 by weights()", "2 by weights(1, x)", "0", "-1"})
  void should_refuse_what_is_no_sampler(String text) {
    assertThatThrownBy(() -> Sampler.parse(text)).isInstanceOf(UserError.class);
  }

  @Test
  void should_share_the_probabilities_by_size_with_none_above_one() {
    double[] p = Sampler.parse("3 by size").probabilities(SIX);

    // the block of 45 rows is certain; the other two places go by 1 : 2 : 3 : 4 : 5
    assertThat(p)
        .containsExactly(
            new double[] {2. / 15, 4. / 15, 6. / 15, 8. / 15, 10. / 15, 1}, within(1e-15));
    assertThat(Sampler.of(3).probabilities(SIX)).containsOnly(0.5);
  }

  @Test
  void should_refuse_weights_that_do_not_fit_the_blocks() {
    assertThatThrownBy(() -> Sampler.parse("2 by weights(1, 2)").probabilities(SIX))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has 2 weights, but 'rowed' has 6 blocks");
    assertThatThrownBy(
            () -> Sampler.parse("1 by weights(1e-200, 1e200, 1)").probabilities(new Rowed(1, 1, 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("block 0 weighs so little");
    assertThatThrownBy(() -> Sampler.parse("2 by weights(1, -2)")).hasMessageContaining("-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"1 by size", "2 by size", "4 by size", "5 by weights(3,1,1,1,2,0.1)", "3"})
  void should_draw_each_block_with_its_probability_and_estimate_without_bias(String text) {
    Sampler sampler = Sampler.parse(text);
    BlockSampling sampling = sampling(SIX);
    double[] p = sampler.probabilities(SIX);
    double[] h = {3, -1, 4, 1, -5, 9};
    int draws = 40_000;
    double[] seen = new double[6];
    double mean = 0;
    for (int step = 0; step < draws; step++) {
      BlockSet set = draw(sampling, sampler, step);
      assertThat(set.size()).isEqualTo(sampler.size());
      for (int at = 0; at < set.size(); at++) {
        int i = set.id(at);
        seen[i]++;
        assertThat(set.designWeight(at)).isCloseTo(1 / p[i], within(1e-12));
        mean += Weights.mean(set).at(i) * h[i] / draws;
      }
    }

    for (int i = 0; i < 6; i++) {
      double deviation = Math.sqrt(p[i] * (1 - p[i]) / draws);
      assertThat(seen[i] / draws).isCloseTo(p[i], within(5 * deviation + 1e-12));
    }
    double spread = IntStream.range(0, 6).mapToDouble(i -> h[i] * h[i] / p[i]).sum() / 36;
    assertThat(mean).isCloseTo(11. / 6, within(5 * Math.sqrt(6 * spread / draws)));
  }

  @Test
  void should_average_to_the_mean_over_all_blocks_over_all_even_sets() {
    double[] h = {3, -1, 4, 1};
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        Weights w = Weights.mean(BlockSet.of(4, i, j));
        sum += (w.at(i) * h[i] + w.at(j) * h[j]) / 6;
      }
    }

    assertThat(sum).isCloseTo(7. / 4, within(1e-15));
  }

  @Test
  void should_draw_the_same_set_whenever_a_step_is_asked() {
    Sampler sampler = Sampler.parse("10 by size");
    Rowed many = new Rowed(IntStream.range(0, 1000).map(i -> 1 + i % 7).toArray());
    BlockSampling unbroken = sampling(many);
    List<String> sets =
        IntStream.range(0, 300).mapToObj(k -> draw(unbroken, sampler, k).toString()).toList();

    for (int k : new int[] {299, 0, 150}) {
      assertThat(draw(sampling(many), sampler, k)).hasToString(sets.get(k));
    }
    assertThat(new HashSet<>(sets)).hasSizeGreaterThan(280);
  }

  @Test
  void should_keep_the_design_weights_with_their_blocks() {
    BlockSet set = BlockSet.drawn(9, new int[] {7, 2}, i -> 10.0 * i);

    assertThat(Arrays.asList(set.designWeight(0), set.designWeight(1))).containsExactly(20.0, 70.0);
    assertThat(Weights.mean(set).at(7)).isCloseTo(70. / 9, within(1e-15));
    assertThat(BlockSet.of(9, 7, 2).designWeight(1)).isEqualTo(4.5);
  }
}
