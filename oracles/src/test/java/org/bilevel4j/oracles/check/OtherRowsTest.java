package org.bilevel4j.oracles.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.HandModel;
import org.bilevel4j.oracles.HandProblem;
import org.junit.jupiter.api.Test;

/** Tables kept by row are wrong, without a word, where an oracle takes rows of its own choice. */
class OtherRowsTest {

  /** Draws rows from addresses of its own: batches of an epoch still add up to all rows. */
  private static final class OwnRows extends DelegatingShape implements BilevelProblem {
    private final BilevelProblem inner;

    OwnRows(BilevelProblem inner) {
      super(inner);
      this.inner = inner;
    }

    private static Draw own(Draw draw) {
      return draw.isFull() ? draw : new Draw(draw.key(7), Key.of(99), 0, draw.batch());
    }

    @Override
    public Set<OracleCall> offers() {
      return inner.offers();
    }

    @Override
    public String oracleName() {
      return inner.oracleName();
    }

    @Override
    public Oracle open(Workspace workspace) {
      Oracle oracle = inner.open(workspace);
      return new Oracle() {
        @Override
        public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
          return oracle.lower(set, x, y, own(draw));
        }

        @Override
        public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
          return oracle.upper(set, x, y, dual, own(draw));
        }
      };
    }
  }

  @Test
  void should_find_an_oracle_that_takes_rows_of_its_own_choice() {
    // GIVEN
    BilevelProblem right = new HandProblem(new HandModel(new DualSide.None()));

    // WHEN
    CheckResult wrong =
        DerivativeCheck.of(new OwnRows(right)).atRandom(Key.of(3), Batch.of(4), Batch.of(4));
    CheckResult sound = DerivativeCheck.of(right).atRandom(Key.of(3), Batch.of(4), Batch.of(4));

    // THEN
    assertThat(wrong.failures()).extracting(CheckFinding::what).contains("lower_grad_y rows");
    assertThat(sound.failures()).isEmpty();
    assertThat(sound.findings()).extracting(CheckFinding::what).contains("lower_grad_y rows");
  }
}
