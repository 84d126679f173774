package org.bilevel4j.oracles.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongVectorTest {
  private static final int DIM = 78_400;

  @ParameterizedTest
  @ValueSource(ints = {0, 12_345, DIM - 1})
  void should_trace_a_single_wrong_sign_among_many_coordinates(int wrong) {
    CheckResult result =
        DerivativeCheck.of(new Waves(wrong)).atRandom(Key.of(wrong), Batch.full(), Batch.full());

    assertThat(result.failures())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.what()).isEqualTo("upper_grad_x");
              assertThat(f.where()).isEqualTo("block 0, x[%d]", wrong);
            });
  }

  @Test
  void should_pass_a_long_gradient_without_fault() {
    CheckResult result =
        DerivativeCheck.of(new Waves(-1)).atRandom(Key.of(0), Batch.full(), Batch.full());

    assertThat(result.passed()).as(result.toString()).isTrue();
    assertThat(result.findings()).extracting(CheckFinding::what).contains("upper_grad_x");
  }

  /**
   * f = sum_j sin(x_j + j mod 7), pure minimisation, one entry of the gradient with the wrong sign.
   */
  private static final class Waves implements BilevelProblem {
    private final int wrong;

    private Waves(int wrong) {
      this.wrong = wrong;
    }

    @Override
    public String name() {
      return "waves";
    }

    @Override
    public int blocks() {
      return 1;
    }

    @Override
    public int upperDim() {
      return DIM;
    }

    @Override
    public Dims lowerDims() {
      return Dims.uniform(1, 0);
    }

    @Override
    public Rows upperRows(int block) {
      return Rows.exact();
    }

    @Override
    public Rows lowerRows(int block) {
      return Rows.exact();
    }

    @Override
    public Set<OracleCall> offers() {
      return EnumSet.of(OracleCall.UPPER_VALUE, OracleCall.UPPER_GRAD_X);
    }

    @Override
    public String oracleName() {
      return "by hand";
    }

    @Override
    public Oracle open(Workspace workspace) {
      return new Oracle() {
        @Override
        public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
          throw new IllegalStateException("waves has no lower level.");
        }

        @Override
        public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
          return new WavesPoint(x, set, wrong);
        }
      };
    }
  }

  private record WavesPoint(Vec x, BlockSet set, int wrong) implements UpperPoints {
    @Override
    public Vec values() {
      double sum = 0;
      for (int j = 0; j < DIM; j++) {
        sum += Math.sin(x.get(j) + j % 7);
      }
      return Vec.of(sum);
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      for (int j = 0; j < DIM; j++) {
        out.add(j, (j == wrong ? -1 : 1) * w.at(0) * Math.cos(x.get(j) + j % 7));
      }
    }

    @Override
    public Blocks gradY() {
      throw new IllegalStateException("waves has no lower level.");
    }

    @Override
    public Blocks gradDual() {
      throw new IllegalStateException("waves has no dual.");
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      throw new IllegalStateException("waves has no dual.");
    }

    @Override
    public Vec upperZeros() {
      return Vec.zeros(DIM);
    }
  }
}
