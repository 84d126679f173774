package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BitsTest {
  private static final int FEATURES = 40;
  private static final int HIDDEN = 48;
  private static final int ROWS = 2000;

  /** Blocks of many rows, so that every kind of step has something to share. */
  private static TensorModel wide() {
    Rng rng = Key.of(5).rng();
    double[][] a = new double[ROWS][FEATURES];
    double[] index = new double[ROWS];
    SparseExample some = SparseExample.of(ROWS, 40, 12);
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < FEATURES; j++) {
        a[r][j] = rng.uniform(-1, 1);
      }
      index[r] = r % 5;
    }
    List<int[]> blocks = List.of(range(0, 700), range(700, 701), range(701, ROWS));
    return new ForwardingModel(
        new SmallModel(
            Parameters.none()
                .shared("S", FEATURES, HIDDEN)
                .shared("T", 32, 40)
                .lower("W", HIDDEN, 5)
                .lower("V", 40, 20),
            RowTable.of("a", a)
                .with("k", index)
                .withSparse("s", 40, some.starts(), some.columns(), some.values())
                .blocks(blocks),
            BitsTest::loss,
            BitsTest::loss)) {
      @Override
      public int blocks() {
        return blocks.size();
      }
    };
  }

  private static int[] range(int from, int to) {
    return java.util.stream.IntStream.range(from, to).toArray();
  }

  private static Tensor loss(Inputs in) {
    Tensor hidden = in.row("a").matmul(in.upper("S")).tanh();
    Tensor z = hidden.matmul(in.lower("W"));
    Tensor byClass = z.softplus().scatterAdd(in.row("k"), 5).tanh();
    Tensor gram = hidden.transpose().matmul(hidden).times(0.001).sin();
    Tensor codes = in.row("s").matmul(in.upper("T").transpose()).tanh();
    Tensor own = in.row("s").matmul(in.lower("V")).sin();
    return z.logSoftmax()
        .square()
        .mean()
        .plus(z.logSumExp().times(z.rowMax()).mean())
        .plus(byClass.sum())
        .plus(gram.matmul(in.lower("W")).square().mean())
        .plus(codes.columns(0, 20).times(own).mean())
        .plus(in.lower("V").normSquared())
        .plus(in.lower("W").normSquared());
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_give_the_same_bits_on_any_number_of_threads(Precision precision) {
    LowerAnswers at = LowerAnswers.at(AutodiffProblem.of(wide(), precision), Key.of(1));
    Map<String, double[]> one = at.all(1, 0);
    assertThat(at.all(2, 0)).usingRecursiveComparison().isEqualTo(one);
    assertThat(at.all(8, 0)).usingRecursiveComparison().isEqualTo(one);
  }

  @Test
  void should_give_the_same_bits_in_any_order_of_questions() {
    for (long seed = 0; seed < 64; seed++) {
      AutodiffProblem problem = AutodiffProblem.of(RandomModel.of(seed, true));
      LowerAnswers at = LowerAnswers.at(problem, Key.of(seed));
      Map<String, double[]> one = at.all(1, 0);
      for (int order = 1; order < 4; order++) {
        assertThat(at.all(1, order)).as("seed " + seed).usingRecursiveComparison().isEqualTo(one);
      }
    }
  }

  @Test
  void should_come_close_in_single_precision() {
    double worst = 0;
    for (long seed = 0; seed < 64; seed++) {
      TensorModel model = RandomModel.of(seed, true);
      LowerAnswers exact = LowerAnswers.at(AutodiffProblem.of(model), Key.of(seed));
      LowerAnswers single =
          LowerAnswers.at(AutodiffProblem.of(model, Precision.FLOAT32), Key.of(seed));
      Map<String, double[]> other = single.all(1, 0);
      for (Map.Entry<String, double[]> e : exact.all(1, 0).entrySet()) {
        double error = distance(e.getValue(), Objects.requireNonNull(other.get(e.getKey())));
        assertThat(error).as("seed " + seed + ", " + e.getKey()).isLessThan(1e-4);
        worst = Math.max(worst, error);
      }
    }
    System.out.printf("fp32 against fp64: %.1e%n", worst);
  }

  private static double distance(double[] exact, double[] other) {
    double scale = 1;
    double worst = 0;
    for (int j = 0; j < exact.length; j++) {
      scale = Math.max(scale, Math.abs(exact[j]));
      worst = Math.max(worst, Math.abs(exact[j] - other[j]));
    }
    return worst / scale;
  }
}
