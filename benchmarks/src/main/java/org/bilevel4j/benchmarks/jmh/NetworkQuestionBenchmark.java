package org.bilevel4j.benchmarks.jmh;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.heads.SoftmaxLoss;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.network.RowSource;
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
 * Gradients of a 784-100-2 network and products with them, fp32, on fresh rows and a new x each
 * time; peers/mlp_gradients.py is the other side.
 */
public class NetworkQuestionBenchmark extends ShortRuns {
  private static final int INPUTS = 784;
  private static final int HIDDEN = 100;
  private static final int CLASSES = 2;
  private static final int ROWS = 2000;
  private static final double RIDGE = 5e-4;

  /** By hand or by autodiff. */
  @Param({"analytic", "autodiff"})
  public String oracle = "";

  /** Rows. */
  @Param({"8", "128"})
  public int batch;

  private @Nullable Workspace workspace;
  private @Nullable Oracle opened;
  private final BlockSet one = BlockSet.all(1);
  private final Weights weight = Weights.constant(1);
  private Vec x = Vec.zeros(0);
  private Blocks y = Blocks.zeros(one, org.bilevel4j.core.math.Dims.uniform(1, 0));
  private Blocks v = y;
  private long count;

  private record Network(RowTable rows) implements TensorModel {
    @Override
    public String name() {
      return "network";
    }

    @Override
    public Parameters parameters() {
      return Parameters.none().shared("W1", HIDDEN, INPUTS).lower("W2", CLASSES, HIDDEN);
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
      Tensor hidden = in.row("a").matmul(in.upper("W1").transpose()).relu();
      Tensor z = hidden.matmul(in.lower("W2").transpose());
      return z.logSumExp().minus(z.times(in.row("t")).sumOverColumns()).mean();
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return upperLoss(in).plus(in.lower("W2").normSquared().times(RIDGE));
    }
  }

  private record Source(double[][] rows) implements RowSource {
    @Override
    public Rows rows(int block) {
      return Rows.finite(rows.length);
    }

    @Override
    public int columns() {
      return INPUTS;
    }

    @Override
    public void read(
        int block,
        Draw draw,
        int[] ids,
        int idAt,
        int first,
        int count,
        Mat input,
        int row,
        double[] targets,
        int at) {
      for (int r = 0; r < count; r++) {
        int id = draw.isFull() ? first + r : ids[idAt + first + r];
        float[] to = input.floats();
        int from = input.offset() + (row + r) * input.stride();
        for (int j = 0; j < INPUTS; j++) {
          to[from + j] = (float) rows[id][j];
        }
        targets[at + r] = id % CLASSES;
      }
    }
  }

  /** Makes rows, the problem and a place. */
  @Setup
  public void open() {
    Rng rng = Key.of(1).rng();
    double[][] a = new double[ROWS][INPUTS];
    double[][] t = new double[ROWS][CLASSES];
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < INPUTS; j++) {
        a[r][j] = rng.uniform(0, 1);
      }
      t[r][r % CLASSES] = 1;
    }
    BilevelProblem problem = oracle.equals("analytic") ? byHand(a) : byAutodiff(a, t);
    Workspace space = Workspace.single();
    workspace = space;
    opened = problem.open(space);
    x = Vec.zeros(problem.upperDim());
    y = Blocks.zeros(one, problem.lowerDims());
    v = Blocks.zeros(one, problem.lowerDims());
    fill(x, 0.05, rng);
    fill(y.flat(), 0.1, rng);
    fill(v.flat(), 1, rng);
    Kernels.current().warmUp();
  }

  private static BilevelProblem byAutodiff(double[][] a, double[][] t) {
    return AutodiffProblem.of(new Network(RowTable.of("a", a).with("t", t)), Precision.FLOAT32);
  }

  private static BilevelProblem byHand(double[][] a) {
    Mlp net = Mlp.of(false, Activation.RELU, INPUTS, HIDDEN);
    Source rows = new Source(a);
    return new SharedEmbeddingProblem(
        new SharedEmbedding(
            "network",
            1,
            net,
            new HeadShape(HIDDEN, CLASSES, false),
            new SoftmaxLoss(CLASSES),
            new RidgePenalty(RIDGE, 0),
            rows,
            rows,
            ConvexSet.all(),
            0,
            Precision.FLOAT32,
            List.of(net.parameters()),
            Map.of()));
  }

  private static void fill(Vec to, double scale, Rng rng) {
    for (int j = 0; j < to.dim(); j++) {
      to.set(j, scale * rng.nextGaussian());
    }
  }

  private LowerPoints point() {
    count++;
    x.set(0, 1e-5 * count); // another x in float too
    Oracle asked = opened;
    if (asked == null) {
      throw new IllegalStateException("not set up");
    }
    Draw draw = new Draw(Key.of(count), Key.of(0), count, Batch.of(batch));
    return asked.lower(one, x, y, draw);
  }

  private void end() {
    Workspace space = workspace;
    if (space != null) {
      space.reset();
    }
  }

  /** grad_x and grad_y. */
  @Benchmark
  public void gradient(Blackhole hole) {
    LowerPoints g = point();
    hole.consume(g.gradY());
    hole.consume(g.gradX(weight));
    end();
  }

  /** The same and H v. */
  @Benchmark
  public void gradientAndHvp(Blackhole hole) {
    LowerPoints g = point();
    hole.consume(g.gradY());
    hole.consume(g.gradX(weight));
    hole.consume(g.hvpYY(v));
    end();
  }

  /** The same and J v. */
  @Benchmark
  public void gradientAndCross(Blackhole hole) {
    LowerPoints g = point();
    hole.consume(g.gradY());
    hole.consume(g.gradX(weight));
    hole.consume(g.crossXY(weight, v));
    end();
  }

  /** Gives buffers back. */
  @TearDown
  public void close() {
    if (opened != null) {
      opened.close();
    }
    if (workspace != null) {
      workspace.close();
    }
  }
}
