package org.bilevel4j.solvers;

import java.util.List;
import java.util.function.IntFunction;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.RowNoise;

/**
 * A reference problem in tensor operations with other lower losses of the same minimisers:
 *
 * <pre>
 * f_i  as it is, rows add linear terms
 * g_i  mean over rows r of sum_j log cosh(t_j) + t_j^2 / 20,  t = e_r + grad_y of the quadratic
 * </pre>
 */
final class LogCoshModel extends DelegatingShape implements TensorModel {
  private static final String BLOCK = "block";
  private static final String NOISE = "noise";

  private final QuadraticProblem problem;
  private final int dx;
  private final int dy;
  private final int da;

  private LogCoshModel(QuadraticProblem problem) {
    super(problem);
    this.problem = problem;
    QuadraticForm f = problem.block(0).f();
    this.dx = f.upperDim();
    this.dy = f.lowerDim();
    this.da = f.dualDim();
  }

  static BilevelProblem of(QuadraticProblem problem) {
    return AutodiffProblem.of(new LogCoshModel(problem));
  }

  /** What rows add to the linear coefficients of (x, y, alpha), and the block they belong to. */
  private record Perturbed(int count, int dim, IntFunction<RowNoise> noise) implements RowInputs {
    @Override
    public List<Input> inputs() {
      return List.of(new Input(BLOCK, 1), new Input(NOISE, dim));
    }

    @Override
    public Rows rows(int block) {
      return count == 0 ? Rows.exact() : Rows.finite(count);
    }

    @Override
    public void read(int block, Draw draw, int[] ids, int at, int rows, Mat[] into, int row) {
      for (int r = row; r < row + rows; r++) {
        into[0].set(r, 0, block);
        for (int j = 0; j < dim; j++) {
          into[1].set(r, j, count == 0 ? 0 : noise.apply(block).linear(ids[at + r - row], j));
        }
      }
    }
  }

  @Override
  public Parameters parameters() {
    Parameters p = Parameters.none().shared("x", 1, dx);
    p = dy > 0 ? p.lower("y", 1, dy) : p;
    boolean shared = dualSide() instanceof DualSide.Shared;
    return da == 0 ? p : shared ? p.sharedDual("alpha", 1, da) : p.dual("alpha", 1, da);
  }

  @Override
  public RowInputs upperInputs() {
    return new Perturbed(problem.noise().rows(), dx + dy + da, problem::upperNoise);
  }

  @Override
  public RowInputs lowerInputs() {
    return new Perturbed(problem.noise().rows(), dx + dy, problem::lowerNoise);
  }

  /** A matrix of coefficients of this block. */
  private Tensor matrix(
      Inputs in, IntFunction<QuadraticForm> forms, String name, int rows, int cols) {
    double[][] all = new double[problem.blocks()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = forms.apply(i).dense(name).toArray();
    }
    return in.constant(all).gather(in.row(BLOCK).mean()).reshape(rows, cols);
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    IntFunction<QuadraticForm> f = i -> problem.block(i).f();
    Tensor x = in.upper("x");
    Tensor z = x;
    Tensor sum = x.matmul(matrix(in, f, "xx", dx, dx)).times(0.5).plus(matrix(in, f, "x", 1, dx));
    Tensor loss = sum.dot(x);
    if (dy > 0) {
      Tensor y = in.lower("y");
      z = z.beside(y);
      Tensor half = y.matmul(matrix(in, f, "yy", dy, dy)).times(0.5);
      Tensor rest = x.matmul(matrix(in, f, "xy", dx, dy)).plus(matrix(in, f, "y", 1, dy));
      loss = loss.plus(half.plus(rest).dot(y));
    }
    if (da > 0) {
      Tensor alpha = in.dual("alpha");
      Tensor half = alpha.matmul(matrix(in, f, "aa", da, da)).times(-0.5);
      Tensor slope = matrix(in, f, "a", 1, da).plus(half);
      slope = slope.plus(x.matmul(matrix(in, f, "ax", da, dx).transpose()));
      if (dy > 0) {
        slope = slope.plus(in.lower("y").matmul(matrix(in, f, "ay", da, dy).transpose()));
      }
      z = z.beside(alpha);
      loss = loss.plus(slope.dot(alpha));
    }
    double[][] constants = new double[problem.blocks()][1];
    for (int i = 0; i < constants.length; i++) {
      constants[i][0] = f.apply(i).constant();
    }
    return loss.plus(in.row(NOISE).meanOverRows().dot(z))
        .plus(in.constant(constants).gather(in.row(BLOCK).mean()));
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    if (dy == 0) {
      return in.number(0);
    }
    IntFunction<QuadraticForm> g = i -> problem.block(i).g();
    Tensor slope =
        in.lower("y")
            .matmul(matrix(in, g, "yy", dy, dy))
            .plus(in.upper("x").matmul(matrix(in, g, "xy", dx, dy)))
            .plus(matrix(in, g, "y", 1, dy))
            .plus(in.row(NOISE).columns(dx, dx + dy));
    Tensor logCosh = slope.times(2).softplus().minus(slope).minus(Math.log(2));
    return logCosh.plus(slope.square().times(0.05)).sumOverColumns().mean();
  }
}
