package org.bilevel4j.applications.quadratic;

import java.util.function.IntFunction;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.RowNoise;

/** A quadratic problem in tensor operations. */
final class QuadraticModel extends DelegatingShape implements TensorModel {
  private final QuadraticProblem problem;
  private final int dx;
  private final int dy;
  private final int da;

  QuadraticModel(QuadraticProblem problem) {
    super(problem);
    this.problem = problem;
    QuadraticForm f = problem.block(0).f();
    this.dx = f.upperDim();
    this.dy = f.lowerDim();
    this.da = f.dualDim();
  }

  @Override
  public Parameters parameters() {
    Parameters p = Parameters.none().shared("x", 1, dx).lower("y", 1, dy);
    if (da == 0) {
      return p;
    }
    boolean shared = dualSide() instanceof DualSide.Shared;
    return shared ? p.sharedDual("alpha", 1, da) : p.dual("alpha", 1, da);
  }

  @Override
  public RowInputs upperInputs() {
    return new NoiseRows(problem.noise().rows(), dx + dy + da, problem::upperNoise);
  }

  @Override
  public RowInputs lowerInputs() {
    return new NoiseRows(problem.noise().rows(), dx + dy, problem::lowerNoise);
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    Tensor z = in.upper("x").beside(in.lower("y"));
    return loss(
        in,
        da == 0 ? z : z.beside(in.dual("alpha")),
        i -> problem.block(i).f(),
        problem::upperNoise);
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor z = in.upper("x").beside(in.lower("y"));
    return loss(in, z, i -> problem.block(i).g(), problem::lowerNoise);
  }

  /** z' Q z / 2 + q' z + c at z = (x, y, alpha), with the mean coefficients of the rows. */
  private Tensor loss(
      Inputs in, Tensor z, IntFunction<QuadraticForm> forms, IntFunction<RowNoise> noise) {
    Tensor block = in.row(NoiseRows.BLOCK).mean(); // the same in every row
    Tensor all = in.constant(coefficients(forms)).gather(block);
    if (problem.noise().rows() > 0) {
      Tensor pattern = in.constant(coefficients(i -> noise.apply(i).pattern())).gather(block);
      all = all.plus(pattern.times(in.row(NoiseRows.FACTOR).mean()));
    }
    int d = dx + dy + forms.apply(0).dualDim();
    Tensor q = all.columns(d * d, d * d + d).plus(in.row(NoiseRows.LINEAR).meanOverRows());
    Tensor quadratic = z.matmul(all.columns(0, d * d).reshape(d, d)).dot(z);
    return quadratic.times(0.5).plus(q.dot(z)).plus(all.columns(d * d + d, d * d + d + 1));
  }

  /** Q, q and c of every block, one row each. */
  private double[][] coefficients(IntFunction<QuadraticForm> forms) {
    double[][] rows = new double[problem.blocks()][];
    for (int i = 0; i < rows.length; i++) {
      QuadraticForm form = forms.apply(i);
      int d = dx + dy + form.dualDim();
      Vec row = Vec.zeros(d * d + d + 1);
      place(form.dense("xx"), dx, 1, row, d, 0, 0);
      place(form.dense("yy"), dy, 1, row, d, dx, dx);
      place(form.dense("xy"), dy, 1, row, d, 0, dx);
      place(form.dense("ax"), dx, 1, row, d, dx + dy, 0);
      place(form.dense("ay"), dy, 1, row, d, dx + dy, dx);
      place(form.dense("aa"), form.dualDim(), -1, row, d, dx + dy, dx + dy);
      row.slice(d * d, d * d + dx).copyFrom(form.dense("x"));
      row.slice(d * d + dx, d * d + dx + dy).copyFrom(form.dense("y"));
      row.slice(d * d + dx + dy, d * d + d).copyFrom(form.dense("a"));
      row.set(d * d + d, form.constant());
      rows[i] = row.toArray();
    }
    return rows;
  }

  /** Puts a matrix, times a sign, into the d by d matrix Q from (top, left) on, and transposed. */
  private static void place(Vec matrix, int cols, int sign, Vec q, int d, int top, int left) {
    for (int k = 0; k < matrix.dim(); k++) {
      int r = top + k / cols;
      int c = left + k % cols;
      q.set(r * d + c, sign * matrix.get(k));
      q.set(c * d + r, sign * matrix.get(k));
    }
  }
}
