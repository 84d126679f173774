package org.bilevel4j.oracles.check;

import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.random.Key;

/**
 * Checks every derivative that a problem offers, at one point and on one draw.
 *
 * <pre>
 * first      gradients in x, y, alpha against central differences of the values
 * second     H v, J v, J^T u and the dense H and J against central differences of grad_y g
 * start      y_init(x), where the lower level starts with x, against differences of itself
 * constraint first and second derivatives of (P, Q) against differences of their values and of the
 *            first derivatives
 * weighted   a weighted sum over the set = the sum of its weighted terms, added to what was there
 * linear     A(2 v - 3 w) = 2 A v - 3 A w
 * symmetric  (w, H v) = (v, H w), and entry by entry for the dense H
 * adjoint    (J v, u) = (v, J^T u)
 * against    dense matrices times vectors = products
 * additive   mean over the batches of an epoch = full batch, where the rows say so
 * operation  forward and transposed derivative of each primitive of a model, alone
 * rows       a batch = the mean over the rows that its draw names, each asked alone
 * </pre>
 *
 * <p>Differences are taken at two step lengths and the nearer one counts, so that neither rounding
 * nor curvature nor a kink close by condemns a right derivative; a wrong one fails at both. Long
 * vectors are looked at along random coordinates and along dense random directions; an error along
 * a direction is traced to its coordinate by halving. Errors are measured against the largest of
 * the derivative's entries and a thousandth of the function's value, so an entry smaller than the
 * bound times that cannot be judged.
 */
public final class DerivativeCheck {
  private final BilevelProblem problem;
  private final CheckOptions options;

  /** A check of a problem. */
  public DerivativeCheck(BilevelProblem problem, CheckOptions options) {
    this.problem = problem;
    this.options = options;
  }

  /** A check with the bounds that the stated accuracy of the problem's answers asks for. */
  public static DerivativeCheck of(BilevelProblem problem) {
    return new DerivativeCheck(problem, CheckOptions.of(problem.accuracy()));
  }

  /**
   * Checks at a given point.
   *
   * @param key the address of random coordinates and directions
   */
  public CheckResult at(CheckInput input, Key key) {
    try (CheckRun run = new CheckRun(problem, options, input, key)) {
      new FirstDerivativeChecks(run).run();
      if (problem.lowerDims().total(input.set()) > 0) {
        new SecondDerivativeChecks(run).run();
        new IdentityChecks(run).run();
      }
      new AdditivityChecks(run).run();
      new StartAndConstraintChecks(run).run();
      new OperationChecks(run).run();
      return run.result();
    }
  }

  /**
   * Checks at a random point.
   *
   * @param key the address of the point, its draws, and random coordinates and directions
   * @param upper the batch of f
   * @param lower the batch of g
   */
  public CheckResult atRandom(Key key, Batch upper, Batch lower) {
    CheckInput input = CheckInput.random(problem, key, options.blocks(), upper, lower);
    return at(input, key.child("check"));
  }
}
