package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.set.Simplex;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * How weights lambda in the simplex climb along the losses.
 *
 * <pre>
 * euclidean  lambda := P_Delta[lambda + gamma u]
 * entropic   lambda_i := lambda_i exp(gamma u_i) / sum     (an extension, not in the papers)
 * with       u = f - c eps (lambda - 1/m) - d lambda through momentum, c = 2: the gradient of
 *            sum_i lambda_i f_i - eps sum_i (lambda_i - 1/m)^2, less a weight decay d
 * </pre>
 *
 * @param at where f is looked at
 * @param rule the geometry
 * @param pull eps
 * @param pullAsListed c = 1, as the listing and scripts of MORBiT have it
 * @param floor weight spread evenly as a lower bound
 * @param momentum mu
 * @param weightDecay d
 */
public record SimplexStep(
    @Param("look at the losses at old-x, before the step of x (paper), or at new-x (slides)") At at,
    @Param("euclidean (the paper's) or entropic (an extension)") Rule rule,
    @Param(value = "pull towards uniform weights", symbol = "eps_l", range = "at least 0")
        double pull,
    @Param("leave out the factor 2 of the pull's gradient, as the paper's listing does")
        boolean pullAsListed,
    @Param(value = "total weight that is always spread evenly", range = "in [0, 1]") double floor,
    @Param(value = "heavy-ball momentum of the weights", symbol = "mu", range = "in [0, 1)")
        double momentum,
    @Param(
            value = "what of the weights is taken from their gradient, 0 in the paper",
            range = "at least 0")
        double weightDecay) {

  /** Where the losses are looked at. */
  public enum At {
    /** At x before its step, as the paper's text and Assumption 3 have it. */
    OLD_X,
    /** At x after its step, as the authors' slides have it; one more value of f. */
    NEW_X
  }

  /** The geometry of the step. */
  public enum Rule {
    /** Euclidean projection. */
    EUCLIDEAN,
    /** Multiplicative weights. */
    ENTROPIC
  }

  /** Checks the ranges. */
  public SimplexStep {
    Args.nonNegative(pull, "pull");
    Args.within(0, 1, floor, "floor");
    Args.within(0, Math.nextDown(1.0), momentum, "momentum");
    Args.nonNegative(weightDecay, "weightDecay");
  }

  /** The paper's step: at the old x, projection, no pull, no floor, no momentum, no decay. */
  public static SimplexStep plain() {
    return new SimplexStep(At.OLD_X, Rule.EUCLIDEAN, 0, false, 0, 0, 0);
  }

  /** lambda = 1/m for m blocks. */
  public static Vec uniform(int m) {
    Vec lambda = Vec.zeros(m);
    lambda.fill(1.0 / m);
    return lambda;
  }

  /** Whether f is looked at before the step of x. */
  public boolean atOldX() {
    return at == At.OLD_X;
  }

  /**
   * Refuses a look at the new x, for solvers whose losses are at hand before x moves.
   *
   * @param line the line of the algorithm that gives them
   */
  public void requireOldX(String line) {
    if (!atOldX()) {
      throw new UserError(
          "lambda.at is new-x, but the weights see the losses of " + line + ".", "old-x.");
    }
  }

  /** A fresh momentum buffer for m weights. */
  public HeavyBall start(int m) {
    return HeavyBall.of(momentum, m);
  }

  /**
   * One step.
   *
   * @param lambda (m), modified
   * @param gamma the step size
   * @param losses f (m), not modified
   * @param buffer the momentum of these weights, modified
   */
  public void climb(Vec lambda, double gamma, Vec losses, HeavyBall buffer) {
    Vec u = losses;
    if (pull > 0 || weightDecay > 0) {
      u = losses.copy();
      double c = pullAsListed ? pull : 2 * pull;
      for (int i = 0; i < u.dim(); i++) {
        u.add(i, -c * (lambda.get(i) - 1.0 / u.dim()) - weightDecay * lambda.get(i));
      }
    }
    u = buffer.through(u);
    if (rule == Rule.ENTROPIC) {
      multiply(lambda, gamma, u);
    } else {
      lambda.axpy(gamma, u);
    }
    if (rule == Rule.EUCLIDEAN || floor > 0) {
      new Simplex(1, floor).project(lambda);
    }
  }

  private static void multiply(Vec lambda, double gamma, Vec u) {
    double top = gamma * u.max();
    double sum = 0;
    for (int i = 0; i < lambda.dim(); i++) {
      lambda.set(i, lambda.get(i) * StrictMath.exp(gamma * u.get(i) - top));
      sum += lambda.get(i);
    }
    lambda.scale(1 / sum);
  }
}
