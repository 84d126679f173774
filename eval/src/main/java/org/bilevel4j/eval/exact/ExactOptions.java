package org.bilevel4j.eval.exact;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;

/**
 * How exactly, and with how much work at most, inner problems are solved.
 *
 * @param lowerTolerance bound on the residual of y_i*, relative to max(1, that of y = P_Y(0))
 * @param dualTolerance bound on the residual of the dual, relative to max(1, that of P_A(0))
 * @param adjointTolerance bound on ||H v - grad_y f||, relative to ||grad_y f||
 * @param newtonSteps most Newton steps per lower problem
 * @param gradientSteps most projected gradient steps per problem
 * @param cgSteps most conjugate gradient steps per linear system
 * @param denseUpTo largest d_i for which a dense Hessian, where offered, is factored instead of CG
 */
public record ExactOptions(
    @Param(value = "Residual of y_i*, relative to max(1, residual at 0)", range = "> 0")
        double lowerTolerance,
    @Param(value = "Residual of the dual, relative to max(1, residual at 0)", range = "> 0")
        double dualTolerance,
    @Param(value = "Residual of H v = grad_y f, relative to its right-hand side", range = "> 0")
        double adjointTolerance,
    @Param(value = "Most Newton steps per lower problem", range = ">= 1") int newtonSteps,
    @Param(value = "Most projected gradient steps per problem", range = ">= 1") int gradientSteps,
    @Param(value = "Most CG steps per linear system", range = ">= 1") int cgSteps,
    @Param(value = "Largest d_i for a dense factor, where offered", range = ">= 0") int denseUpTo) {

  /** Checks the ranges. */
  public ExactOptions {
    Args.positive(lowerTolerance, "lowerTolerance");
    Args.positive(dualTolerance, "dualTolerance");
    Args.positive(adjointTolerance, "adjointTolerance");
    Args.atLeast(1, newtonSteps, "newtonSteps");
    Args.atLeast(1, gradientSteps, "gradientSteps");
    Args.atLeast(1, cgSteps, "cgSteps");
    Args.atLeast(0, denseUpTo, "denseUpTo");
  }

  /** 1e-8 for y and the dual, 1e-10 for the adjoint. */
  public static ExactOptions defaults() {
    return new ExactOptions(1e-8, 1e-8, 1e-10, 100, 20_000, 2_000, 500);
  }

  /** The same with other tolerances for y and dual, and for the adjoint. */
  public ExactOptions withTolerances(double inner, double adjoint) {
    return new ExactOptions(inner, inner, adjoint, newtonSteps, gradientSteps, cgSteps, denseUpTo);
  }
}
