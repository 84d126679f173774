package org.bilevel4j.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.libsvm.LibSvmTable;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.LogisticLoss;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.network.CsrRows;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.network.RowSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The first product and its transpose, as grad_x f over all rows of a9a (32,561 by 123, 11 % of the
 * entries there) through a network of one layer: rows by their entries, and the same rows dense.
 * {@code BILEVEL4J_DATA} names the directory of a9a.libsvm.gz; generated rows need no file.
 */
public class SparseRowsBenchmark extends ShortRuns {
  private static final int COLUMNS = 123;

  /** How rows come. */
  @Param({"sparse", "dense"})
  public String rows = "";

  /** Which table; generated: 500 rows, every ninth entry there. */
  @Param({"a9a"})
  public String table = "";

  /** Outputs of the layer. */
  @Param({"16", "64"})
  public int width;

  private final Workspace workspace = Workspace.single();
  private Question question = h -> {};
  private @Nullable Oracle oracle;

  /** What is timed. */
  @FunctionalInterface
  private interface Question {
    void ask(Vec h);
  }

  /** Reads the file, opens the problem and warms the kernels up. */
  @Setup
  public void open() throws IOException {
    CsrRows all = table.equals("a9a") ? a9a() : generated();
    SharedEmbeddingProblem problem = problem(rows.equals("sparse") ? all : all.dense());
    Kernels.current().warmUp();
    BlockSet one = BlockSet.all(1);
    Vec start = Vec.zeros(problem.upperDim());
    problem.startUpper(start, Key.of(1));
    Blocks heads = Blocks.zeros(one, problem.lowerDims());
    heads.flat().fill(0.1);
    Oracle oracle = problem.open(workspace);
    this.oracle = oracle;
    question =
        h -> {
          start.add(0, 1e-9); // another place, so that no pass is used again
          oracle
              .upper(one, start, heads, Dual.none(), Draw.full())
              .addGradX(Weights.constant(1), h);
        };
  }

  private static CsrRows a9a() throws IOException {
    String folder = System.getenv("BILEVEL4J_DATA");
    if (folder == null) {
      throw new UserError("BILEVEL4J_DATA is not set.", "the directory of a9a.libsvm.gz.");
    }
    LibSvmTable a9a = LibSvmTable.read(Path.of(folder, "a9a.libsvm.gz"), COLUMNS);
    return new CsrRows(
        COLUMNS,
        a9a.starts(),
        a9a.columnOf(),
        a9a.values(),
        a9a.targets(),
        a9a.deal(1, 0, a9a.rows()));
  }

  private static CsrRows generated() {
    int[] starts = IntStream.rangeClosed(0, 500).map(r -> r * (COLUMNS / 9)).toArray();
    int[] columns = IntStream.range(0, starts[500]).map(e -> e % (COLUMNS / 9) * 9).toArray();
    double[] values = IntStream.range(0, columns.length).mapToDouble(e -> e % 7 - 3).toArray();
    double[] targets = IntStream.range(0, 500).mapToDouble(r -> r % 2).toArray();
    return new CsrRows(
        COLUMNS, starts, columns, values, targets, IntStream.range(0, 500).toArray());
  }

  private SharedEmbeddingProblem problem(RowSource source) {
    Mlp net = Mlp.of(true, Activation.RELU, COLUMNS, width);
    return new SharedEmbeddingProblem(
        new SharedEmbedding(
            "a9a",
            1,
            net,
            new HeadShape(width, 1, true),
            new LogisticLoss(),
            new RidgePenalty(0.01, 0.01),
            source,
            source,
            ConvexSet.all(),
            0,
            Precision.FLOAT32,
            List.of(net.parameters()),
            Map.of()));
  }

  /** One gradient. */
  @Benchmark
  public void gradX(Blackhole hole) {
    Vec h = workspace.vec((COLUMNS + 1) * width);
    question.ask(h);
    hole.consume(h.get(0));
    workspace.reset();
  }

  /** Closes the problem. */
  @TearDown
  public void close() {
    try (workspace) {
      if (oracle != null) {
        oracle.close();
      }
    }
  }
}
