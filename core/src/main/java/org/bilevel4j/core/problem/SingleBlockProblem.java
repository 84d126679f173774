package org.bilevel4j.core.problem;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;

/**
 * A problem of one block whose losses and derivatives are written by hand:
 *
 * <pre>
 * min over x in X of f(x, y*(x)),   y*(x) = argmin over y of g(x, y)
 * </pre>
 *
 * <p>A subclass overrides the methods whose mathematics it has; what it does not override is not
 * offered to solvers. Dense matrices are made of products: H column by column from {@link
 * #lowerHvp}, J row by row from {@link #lowerCrossYX} or column by column from {@link
 * #lowerCrossXY}. Every method gets the rows of the batch, which are the rows the draw names, and
 * adds the mean over them to an output that is zero at entry. Answers without an argument are
 * computed once per point.
 *
 * <p>Losses and derivatives are pure functions of their arguments: runs ask them from several
 * threads at once. Sets, starting points and constraints are methods of {@link ProblemShape}.
 */
public abstract class SingleBlockProblem implements BilevelProblem {
  /** The method behind each question. */
  private static final Map<OracleCall, String> METHODS =
      Map.of(
          OracleCall.UPPER_VALUE, "upperLoss",
          OracleCall.UPPER_GRAD_X, "upperGradX",
          OracleCall.UPPER_GRAD_Y, "upperGradY",
          OracleCall.LOWER_VALUE, "lowerLoss",
          OracleCall.LOWER_GRAD_X, "lowerGradX",
          OracleCall.LOWER_GRAD_Y, "lowerGradY",
          OracleCall.LOWER_HVP, "lowerHvp",
          OracleCall.LOWER_CROSS_XY, "lowerCrossXY",
          OracleCall.LOWER_CROSS_YX, "lowerCrossYX");

  private final String name;
  private final int upperDim;
  private final Dims lowerDims;
  private final Rows upperRows;
  private final Rows lowerRows;
  private final Set<OracleCall> offers;

  /**
   * Sizes.
   *
   * @param name for messages and reports
   * @param upperDim d_x, at least 1
   * @param lowerDim d_y, at least 1
   * @param upperRows the rows of f, finite or exact
   * @param lowerRows the rows of g, finite or exact
   */
  protected SingleBlockProblem(
      String name, int upperDim, int lowerDim, Rows upperRows, Rows lowerRows) {
    if (upperRows.kind() == Rows.Kind.STREAM || lowerRows.kind() == Rows.Kind.STREAM) {
      throw new IllegalArgumentException("'" + name + "' has fresh samples, which have no row ids");
    }
    this.name = name;
    this.upperDim = upperDim;
    this.lowerDims = Dims.uniform(1, lowerDim);
    this.upperRows = upperRows;
    this.lowerRows = lowerRows;
    this.offers = offered();
  }

  private Set<OracleCall> offered() {
    Set<OracleCall> out = EnumSet.noneOf(OracleCall.class);
    METHODS.forEach(
        (call, method) -> {
          if (overrides(method)) {
            out.add(call);
          }
        });
    if (out.contains(OracleCall.LOWER_HVP)) {
      out.add(OracleCall.LOWER_HESSIAN);
    }
    if (out.contains(OracleCall.LOWER_CROSS_XY) || out.contains(OracleCall.LOWER_CROSS_YX)) {
      out.add(OracleCall.LOWER_JACOBIAN);
    }
    return Set.copyOf(out);
  }

  private boolean overrides(String method) {
    for (Class<?> c = getClass(); c != SingleBlockProblem.class; c = c.getSuperclass()) {
      for (var m : c.getDeclaredMethods()) {
        if (m.getName().equals(method) && !m.isSynthetic()) {
          return true;
        }
      }
    }
    return false;
  }

  /** f(x, y), the mean over some rows. */
  protected double upperLoss(Vec x, Vec y, int[] rows) {
    throw notOffered("upperLoss");
  }

  /**
   * grad_x f.
   *
   * @param out (d_x), zero at entry, modified
   */
  protected void upperGradX(Vec x, Vec y, int[] rows, Vec out) {
    throw notOffered("upperGradX");
  }

  /**
   * grad_y f.
   *
   * @param out (d_y), zero at entry, modified
   */
  protected void upperGradY(Vec x, Vec y, int[] rows, Vec out) {
    throw notOffered("upperGradY");
  }

  /** g(x, y), the mean over some rows, regularisation included. */
  protected double lowerLoss(Vec x, Vec y, int[] rows) {
    throw notOffered("lowerLoss");
  }

  /**
   * grad_x g.
   *
   * @param out (d_x), zero at entry, modified
   */
  protected void lowerGradX(Vec x, Vec y, int[] rows, Vec out) {
    throw notOffered("lowerGradX");
  }

  /**
   * grad_y g.
   *
   * @param out (d_y), zero at entry, modified
   */
  protected void lowerGradY(Vec x, Vec y, int[] rows, Vec out) {
    throw notOffered("lowerGradY");
  }

  /**
   * (grad2_yy g) v.
   *
   * @param v (d_y), not modified
   * @param out (d_y), zero at entry, modified
   */
  protected void lowerHvp(Vec x, Vec y, int[] rows, Vec v, Vec out) {
    throw notOffered("lowerHvp");
  }

  /**
   * (grad2_xy g) v.
   *
   * @param v (d_y), not modified
   * @param out (d_x), zero at entry, modified
   */
  protected void lowerCrossXY(Vec x, Vec y, int[] rows, Vec v, Vec out) {
    throw notOffered("lowerCrossXY");
  }

  /**
   * (grad2_xy g)^T u.
   *
   * @param u (d_x), not modified
   * @param out (d_y), zero at entry, modified
   */
  protected void lowerCrossYX(Vec x, Vec y, int[] rows, Vec u, Vec out) {
    throw notOffered("lowerCrossYX");
  }

  /** The error of a question that nothing answers. */
  final IllegalStateException notOffered(String method) {
    return new IllegalStateException(
        "'" + name + "' was asked for " + method + ", which it does not implement.");
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int blocks() {
    return 1;
  }

  @Override
  public final int upperDim() {
    return upperDim;
  }

  @Override
  public final Dims lowerDims() {
    return lowerDims;
  }

  @Override
  public final Rows upperRows(int block) {
    return upperRows;
  }

  @Override
  public final Rows lowerRows(int block) {
    return lowerRows;
  }

  @Override
  public final Set<OracleCall> offers() {
    return offers;
  }

  @Override
  public String oracleName() {
    return "by hand";
  }

  @Override
  public final Oracle open(Workspace workspace) {
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        return new SingleBlockPoint.Lower(
            SingleBlockProblem.this, workspace, x, y.at(0), draw.rows(0, lowerRows));
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        return new SingleBlockPoint.Upper(
            SingleBlockProblem.this, workspace, x, y.at(0), draw.rows(0, upperRows));
      }
    };
  }
}
