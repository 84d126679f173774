package org.bilevel4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.oracle.ForwardingOracle;
import org.bilevel4j.core.oracle.OracleHook;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.solver.Schedule;
import org.junit.jupiter.api.Test;

class LooksInPartsTest {
  private static final NoisyMeans MEANS = new NoisyMeans(5, 3, 0.5);

  /** The means, each said to be made of so many rows, which notes what is asked on all rows. */
  private static final class ManyRows extends DelegatingProblem implements OracleHook {
    private static final long[] ROWS = {20_000, 10_000, 15_000, 40_000, 1_000};

    private final List<Integer> asked = new ArrayList<>();

    ManyRows() {
      super(MEANS);
    }

    @Override
    public long upperRowsDrawn(BlockSet set, Draw draw) {
      long rows = 0;
      for (int p = 0; p < set.size(); p++) {
        rows += draw.isFull() ? ROWS[set.id(p)] : 2;
      }
      return rows;
    }

    @Override
    public Oracle open(Workspace workspace) {
      return ForwardingOracle.of(super.open(workspace), this);
    }

    @Override
    public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
      return PointHook.NONE;
    }

    @Override
    public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
      if (draw.isFull()) {
        asked.add(set.size());
      }
      return PointHook.NONE;
    }
  }

  @Test
  void should_see_the_same_some_blocks_at_a_time() {
    RunSpec spec = RunSpec.of(1, 20).withWatch(20, OptionalDouble.empty(), 3);
    Descent solver = new Descent(Schedule.constant(0.1), 2);
    ManyRows many = new ManyRows();
    try (Run<?> whole = Run.of("descent", solver, MEANS, spec);
        Run<?> parts = Run.of("descent", solver, many, spec)) {
      whole.execute(List.of());
      parts.execute(List.of());

      assertThat(parts.watched()).isEqualTo(whole.watched());
      assertThat(many.asked).startsWith(2, 1, 1, 1); // at most 32,768 rows, or one block
    }
  }
}
