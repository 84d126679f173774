package org.bilevel4j.benchmarks.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Gradients of a network on rows of 1,024 bits, 45 of them set, by autodiff in fp32: 128 rows in
 * each of 10 blocks, 64 hidden units, fresh rows and a new x each time; rows as a sparse input, and
 * in full.
 */
public class SparseModelBenchmark extends ShortRuns {
  private static final int BITS = 1024;
  private static final int SET = 45;
  private static final int BLOCKS = 10;
  private static final int BATCH = 128;
  private static final int HIDDEN = 64;
  private static final int ROWS = 5000;

  /** How rows come. */
  @Param({"sparse", "dense"})
  public String rows = "";

  private final Workspace workspace = Workspace.single();
  private final BlockSet all = BlockSet.all(BLOCKS);
  private final Weights mean = Weights.mean(all);
  private @Nullable Oracle oracle;
  private Vec x = Vec.zeros(0);
  private Blocks y = Blocks.zeros(all, Dims.uniform(BLOCKS, 0));
  private Blocks v = y;
  private long count;

  private record Network(RowTable rows) implements TensorModel {
    @Override
    public String name() {
      return "bits";
    }

    @Override
    public int blocks() {
      return BLOCKS;
    }

    @Override
    public Parameters parameters() {
      return Parameters.none().shared("w", BITS, HIDDEN).lower("u", HIDDEN, 1);
    }

    @Override
    public RowInputs upperInputs() {
      return rows;
    }

    @Override
    public RowInputs lowerInputs() {
      return rows;
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      Tensor score = in.row("a").matmul(in.upper("w")).relu().matmul(in.lower("u"));
      return score.times(in.row("b")).softplus().mean();
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return upperLoss(in).plus(in.lower("u").normSquared().times(0.1));
    }
  }

  /** Makes rows, the problem and a place. */
  @Setup
  public void open() {
    Rng rng = Key.of(1).rng();
    double[] b = new double[ROWS];
    double[][] dense = new double[ROWS][BITS];
    int[] columns = new int[ROWS * SET];
    for (int r = 0; r < ROWS; r++) {
      b[r] = r % 2 == 0 ? 1 : -1;
      for (int e = 0; e < SET; ) {
        int j = rng.nextInt(BITS);
        if (dense[r][j] == 0) {
          dense[r][j] = 1;
          columns[r * SET + e] = j;
          e++;
        }
      }
      Arrays.sort(columns, r * SET, (r + 1) * SET);
    }
    int[] starts = IntStream.rangeClosed(0, ROWS).map(r -> r * SET).toArray();
    RowTable labels = RowTable.of("b", b);
    RowTable table =
        rows.equals("sparse")
            ? labels.withSparse("a", BITS, starts, columns)
            : labels.with("a", dense);
    List<int[]> blocks =
        IntStream.range(0, BLOCKS)
            .mapToObj(i -> IntStream.range(0, ROWS).filter(r -> r % BLOCKS == i).toArray())
            .toList();
    AutodiffProblem problem =
        AutodiffProblem.of(new Network(table.blocks(blocks)), Precision.FLOAT32);
    oracle = problem.open(workspace);
    x = Vec.zeros(problem.upperDim());
    y = Blocks.zeros(all, problem.lowerDims());
    v = Blocks.zeros(all, problem.lowerDims());
    for (Vec each : List.of(x, y.flat(), v.flat())) {
      for (int j = 0; j < each.dim(); j++) {
        each.set(j, 0.1 * rng.nextGaussian());
      }
    }
    Kernels.current().warmUp();
  }

  private LowerPoints point() {
    count++;
    x.set(0, 1e-5 * count); // another x in float too
    Oracle asked = oracle;
    if (asked == null) {
      throw new IllegalStateException("not set up");
    }
    return asked.lower(all, x, y, new Draw(Key.of(count), Key.of(0), count, Batch.of(BATCH)));
  }

  /** grad_x and grad_y. */
  @Benchmark
  public void gradient(Blackhole hole) {
    LowerPoints g = point();
    hole.consume(g.gradY());
    hole.consume(g.gradX(mean));
    workspace.reset();
  }

  /** The same, H v and J v. */
  @Benchmark
  public void gradientAndProducts(Blackhole hole) {
    LowerPoints g = point();
    hole.consume(g.gradY());
    hole.consume(g.gradX(mean));
    hole.consume(g.hvpYY(v));
    hole.consume(g.crossXY(mean, v));
    workspace.reset();
  }

  /** Gives buffers back. */
  @TearDown
  public void close() {
    if (oracle != null) {
      oracle.close();
    }
    workspace.close();
  }
}
