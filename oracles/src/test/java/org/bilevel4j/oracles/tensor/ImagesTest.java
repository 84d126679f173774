package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final Images LAYOUT = new Images(5, 4, 2);
  private static final int ROWS = 6;
  private static final double[][] PIXELS = random(ROWS, LAYOUT.size());

  private static double[][] random(int rows, int cols) {
    Rng rng = Key.of(8).rng();
    double[][] all = new double[rows][cols];
    for (double[] row : all) {
      for (int j = 0; j < cols; j++) {
        row[j] = rng.uniform(-1, 1);
      }
    }
    return all;
  }

  /** Kernels in x, a linear classifier in y; convolution, standardisation, both poolings. */
  private record Net() implements TensorModel {
    static final int KERNELS = 3;
    static final Images AFTER = LAYOUT.convolved(KERNELS, 3, 1, 1);
    static final Images POOLED = AFTER.pooled(2, 2);

    @Override
    public String name() {
      return "net";
    }

    @Override
    public Parameters parameters() {
      return Parameters.none().shared("k", 18, KERNELS).lower("w", 2 * POOLED.size(), 1);
    }

    @Override
    public RowInputs upperInputs() {
      return RowTable.of("image", PIXELS).notAdditive();
    }

    @Override
    public RowInputs lowerInputs() {
      return upperInputs();
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      Tensor a = LAYOUT.convolve(in.row("image"), in.upper("k"), 3, 1, 1);
      Tensor b = AFTER.standardised(a, 1e-3).tanh();
      Tensor features = AFTER.maxPool(b, 2, 2).beside(AFTER.averagePool(b, 2, 2));
      return features.matmul(in.lower("w")).softplus().mean();
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return upperLoss(in).plus(in.lower("w").normSquared().times(0.1));
    }

    @Override
    public void startUpper(Vec x, Key key) {
      Rng rng = key.rng();
      for (int j = 0; j < x.dim(); j++) {
        x.set(j, rng.uniform(-1, 1));
      }
    }
  }

  @Test
  void should_differentiate_convolution_pooling_and_batch_statistics() {
    CheckResult found =
        DerivativeCheck.of(AutodiffProblem.of(new Net()))
            .atRandom(Key.of(6), Batch.of(4), Batch.of(5));

    assertThat(found.passed()).as(found.toString()).isTrue();
  }

  @Test
  void should_convolve_as_a_loop_over_pixels_does() {
    Net net = new Net();
    AutodiffProblem problem = AutodiffProblem.of(net);
    Vec x = Vec.zeros(problem.upperDim());
    net.startUpper(x, Key.of(1));
    double expected = 0;
    for (double[] image : PIXELS) {
      for (int y = 0; y < 5; y++) {
        for (int c = 0; c < 4; c++) {
          double[] out = new double[Net.KERNELS];
          for (int d = 0; d < 18; d++) {
            int row = y - 1 + d / 2 / 3;
            int col = c - 1 + d / 2 % 3;
            boolean inside = row >= 0 && row < 5 && col >= 0 && col < 4;
            double pixel = inside ? image[(row * 4 + col) * 2 + d % 2] : 0;
            for (int k = 0; k < out.length; k++) {
              out[k] += pixel * x.get(d * Net.KERNELS + k);
            }
          }
          expected += (out[0] * out[0] - out[1] + Math.sin(out[2])) / (PIXELS.length * 20);
        }
      }
    }
    TensorEvaluation measured =
        TensorEvaluation.of("all", List.of("all"), problem, net.upperInputs())
            .with(
                Measure.neither("number"),
                in -> {
                  Tensor a = LAYOUT.convolve(in.row("image"), in.upper("k"), 3, 1, 1).reshape(3);
                  Tensor first = a.columns(0, 1).square().minus(a.columns(1, 2));
                  return first.plus(a.columns(2, 3).sin()).mean();
                });
    Blocks y = Blocks.zeros(BlockSet.all(1), problem.lowerDims());

    double[][] numbers = measured.measure(x, y, Workspace.single());

    assertThat(numbers[1][0]).isCloseTo(expected, Offset.offset(1e-12));
  }

  @Test
  void should_refuse_a_window_larger_than_the_image() {
    assertThatThrownBy(() -> LAYOUT.pooled(5, 1))
        .hasMessageContaining("window of 5")
        .hasMessageContaining("side of 4");
  }
}
