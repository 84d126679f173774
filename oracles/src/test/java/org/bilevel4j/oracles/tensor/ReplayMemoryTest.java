package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Unary;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.program.Binding;
import org.bilevel4j.oracles.program.Frame;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Program;
import org.bilevel4j.oracles.program.Question;
import org.bilevel4j.oracles.program.Replay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long SMALLEST_OBJECT = 16;
  private static final List<String> LOWER =
      List.of(
          Recording.VALUE,
          Recording.GRAD_Y,
          Recording.GRAD_X,
          Recording.HVP,
          Recording.CROSS_XY,
          Recording.CROSS_YX);

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** All questions of a program, again and again. */
  private record Replaying(Replay replay, Binding binding, Frame x, Frame rows, Frame point) {
    static Replaying of(Recording recording, Precision precision) {
      Replay r = recording.program().open(precision, Kernels.plain(), WorkerTeam.single());
      Binding b = Binding.of(new int[] {5, 1, 7}, 3, Binding.none());
      Replaying all =
          new Replaying(r, b, r.frame(Known.AT_X), r.frame(Known.AT_ROWS), r.frame(Known.AT_POINT));
      r.use(b, all.x, all.rows, all.point);
      recording.values().forEach(n -> SparseExample.fill(r, n, 13));
      return all;
    }

    void run(int times) {
      for (int k = 0; k < times; k++) {
        x.bind(binding);
        rows.bind(binding);
        point.bind(binding);
        replay.use(binding, x, rows, point);
        for (int q = 0; q < LOWER.size(); q++) {
          replay.prepare(LOWER.get(q));
          replay.finish(LOWER.get(q));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_replay_random_programs_without_allocation(Precision precision) {
    for (long seed = 0; seed < 48; seed++) {
      Recording recording = Recording.lower(RandomModel.of(seed, true));
      Replaying all = Replaying.of(recording, precision);
      all.run(50);
      long before = allocated();
      all.run(200);
      assertThat(allocated() - before)
          .as("bytes of 200 replays, seed " + seed)
          .isLessThan(200 * SMALLEST_OBJECT);
    }
  }

  @Test
  void should_record_once_for_a_thousand_numbers_of_rows() {
    AtomicInteger recorded = new AtomicInteger();
    MixedModel of = MixedModel.of(true);
    int most = 1000;
    double[][] a = new double[most][5];
    double[] b = new double[most];
    for (int r = 0; r < most; r++) {
      a[r] = new double[] {Math.sin(r), Math.cos(r), r % 7 * 0.1, 1, Math.sin(3 * r)};
      b[r] = r % 3;
    }
    TensorModel model =
        new ForwardingModel(new MixedModel(RowTable.of("a", a).with("b", b))) {
          @Override
          public Tensor lowerLoss(Inputs in) {
            recorded.incrementAndGet();
            return super.lowerLoss(in);
          }
        };
    AutodiffProblem problem = AutodiffProblem.of(model);
    BlockSet set = BlockSet.all(of.blocks());
    Vec x = Vec.zeros(problem.upperDim());
    Blocks y = Blocks.zeros(set, problem.lowerDims());
    x.fill(0.1);
    try (Workspace workspace = Workspace.single()) {
      Oracle oracle = problem.open(workspace);
      for (int k = 0; k < 4; k++) { // as many draws as are kept
        ask(oracle, set, x, y, most, -k);
        workspace.reset();
      }
      long before = 0;
      for (int n = 1; n <= most; n++) {
        if (n == most / 2) { // every class is loaded and every buffer made
          before = held();
        }
        ask(oracle, set, x, y, n, n);
        workspace.reset();
      }
      assertThat(held() - before).as("bytes held by 500 more numbers of rows").isLessThan(1 << 19);
    }
    assertThat(recorded).hasValue(1);
  }

  private static void ask(Oracle oracle, BlockSet set, Vec x, Blocks y, int rows, int ordinal) {
    Draw draw = new Draw(Key.of(1), Key.of(2), ordinal, Batch.of(rows));
    LowerPoints g = oracle.lower(set, x, y, draw);
    assertThat(g.values().isFinite()).isTrue();
    assertThat(g.hvpYY(g.gradY()).isFinite()).isTrue();
    assertThat(g.gradX(Weights.mean(set)).isFinite()).isTrue();
  }

  private static long held() {
    System.gc();
    Runtime r = Runtime.getRuntime();
    return r.totalMemory() - r.freeMemory();
  }

  @Test
  void should_keep_memory_flat_over_a_million_replays() {
    Graph g = new Graph();
    Value y = g.input("y", Known.AT_POINT, new Shape(Dim.of(2), Dim.ONE, true));
    Value loss = g.sumOver(g.square(g.unary(Unary.SIN, y)), true, true);
    Program program = new Program(List.of(new Question("value", List.of(loss))));
    Replay r = program.open(Precision.FLOAT64, Kernels.current(), WorkerTeam.single());
    Frame x = r.frame(Known.AT_X);
    Frame rows = r.frame(Known.AT_ROWS);
    Frame point = r.frame(Known.AT_POINT);
    Binding one = Binding.of(new int[] {1}, 1, Binding.none());
    Vec at = Vec.of(0.3, -0.7);
    Place to = Objects.requireNonNull(r.input(y));
    long before = 0;
    for (int k = 0; k < 1_100_000; k++) {
      if (k == 100_000) {
        before = allocated();
      }
      x.bind(one);
      rows.bind(one);
      point.bind(one);
      r.use(one, x, rows, point);
      r.load(at, to, 0);
      r.prepare("value");
      r.finish("value");
    }
    assertThat(allocated() - before).as("bytes of a million replays").isLessThan(1 << 16);
    Place result = r.result("value", 0);
    double expected = Math.pow(Math.sin(0.3), 2) + Math.pow(Math.sin(0.7), 2);
    assertThat(r.tiles().get(r.frame(result).all(), r.frame(result).offset(result)))
        .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-15));
  }
}
