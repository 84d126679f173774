package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise about bits: row ranges, gaps and the choice between plain and vector do not matter.
 */
class GemmBitsTest {

  private static final int[][] SHAPES = {
    {37, 300, 100}, {40, 100, 2}, {33, 64, 1}, {50, 17, 10}, {29, 515, 49}, {64, 784, 16}
  };

  private static Mat left(SplittableRandom random, Precision p, Op op, int m, int k, int gap) {
    return op == Op.N ? Samples.random(random, p, m, k, gap) : Samples.random(random, p, k, m, gap);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_give_the_same_bits_for_plain_and_vector_kernels(Precision precision) {
    SplittableRandom random = new SplittableRandom(23);
    Kernels vector = KernelChoice.byName("vector");
    for (int trial = 0; trial < 300; trial++) {
      int m = 1 + random.nextInt(40);
      int n = 1 + random.nextInt(trial % 2 == 0 ? 130 : 20);
      int k = 1 + random.nextInt(trial % 3 == 0 ? 600 : 40);
      Op opA = Op.values()[random.nextInt(2)];
      Op opB = Op.values()[random.nextInt(2)];
      Mat a = left(random, precision, opA, m, k, random.nextInt(3));
      Mat b = left(random, precision, opB, k, n, random.nextInt(3));
      Mat plain = Samples.random(random, precision, m, n, 2);
      Mat fast = plain.copy(precision);
      double beta = random.nextInt(3) * 0.5;
      double alpha = random.nextBoolean() ? 1 : -0.7;
      Kernels.plain().gemm(opA, opB, alpha, a, b, beta, plain);
      vector.gemm(opA, opB, alpha, a, b, beta, fast);
      assertThat(Samples.bits(fast))
          .as("%s%s %d x %d x %d alpha %s beta %s", opA, opB, m, k, n, alpha, beta)
          .isEqualTo(Samples.bits(plain));
    }
  }

  @Test
  void should_give_the_rows_of_the_whole_for_any_range_of_rows() {
    for (Kernels kernels : Samples.kernels()) {
      for (Precision precision : Precision.values()) {
        for (int[] s : SHAPES) {
          for (Op opB : Op.values()) {
            checkRanges(kernels, precision, s[0], s[1], s[2], opB);
          }
        }
      }
    }
  }

  private static void checkRanges(Kernels kernels, Precision p, int m, int k, int n, Op opB) {
    SplittableRandom random = new SplittableRandom(29);
    Mat a = Samples.random(random, p, m, k, 0);
    Mat b = left(random, p, opB, k, n, 0);
    Mat whole = Mat.zeros(p, m, n);
    kernels.gemm(Op.N, opB, 1, a, b, 0, whole);
    for (int from = 0; from < m; from += 5) {
      for (int to : new int[] {from + 1, from + 3, from + 17, m}) {
        if (to <= m) {
          Mat part = Samples.random(random, p, to - from, n, from % 4);
          kernels.gemm(Op.N, opB, 1, a.rowRange(from, to), b, 0, part);
          assertThat(Samples.bits(part))
              .as("%s %d x %d x %d rows %d to %d", kernels.name(), m, k, n, from, to)
              .isEqualTo(Samples.bits(whole.rowRange(from, to)));
        }
      }
    }
  }
}
