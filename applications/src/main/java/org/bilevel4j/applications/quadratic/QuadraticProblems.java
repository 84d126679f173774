package org.bilevel4j.applications.quadratic;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationEntry;

/** Random quadratic problems of any size whose solution is known in closed form. */
@AutoService(ApplicationEntry.class)
public final class QuadraticProblems implements ApplicationEntry {
  @Override
  public String name() {
    return "quadratic";
  }

  @Override
  public String title() {
    return "Random quadratic problem with a solution in closed form";
  }

  @Override
  public String formulation() {
    return """
        x   = upper variable (d_x), free
        y_i = lower variable of block i (d_y), free
        g_i = (y_i - A_i x - b_i)' H_i (y_i - A_i x - b_i) / 2
        f_i = |y_i - c_i|^2/2 + |x|^2/4 + p_i'x
              + alpha_i'(P_i x + Q_i y_i + e_i) - |alpha_i|^2/2   where there is a dual
        eigenvalues of H_i uniform in [1/kappa, 1]; entries of A_i, P_i, Q_i ~ r N(0, 1),
        of b_i, c_i, e_i ~ N(0, 1), of p_i ~ 0.3 N(0, 1)
        rows: each level of each block is a mean over N rows whose linear and quadratic
        coefficients are perturbed with deviations s1 (f_i) and s2 (g_i); the perturbations of
        all rows sum to zero, so that full draws are exact
        dual: none, lambda in the simplex, an alpha per block, or one that all blocks share
        """;
  }

  @Override
  public String source() {
    return "made for checking solvers: every inner solution and x* are closed forms";
  }

  @Override
  public List<String> datasets() {
    return List.of();
  }

  @Override
  public QuadraticParams defaults() {
    return QuadraticParams.defaults();
  }

  /** Problems are generated: {@code data} is not looked at. */
  @Override
  public Application create(Record params, Optional<Path> data, long seed) {
    return QuadraticApplication.of((QuadraticParams) params, seed);
  }
}
