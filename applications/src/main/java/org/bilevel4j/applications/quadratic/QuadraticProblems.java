package org.bilevel4j.applications.quadratic;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.RandomQuadratic;
import org.bilevel4j.quadratic.ReducedQuadratic;

/** Random quadratic problems of any size whose solution is known in closed form. */
@AutoService(Component.class)
@Listed(
    name = QuadraticProblems.NAME,
    title = "Random quadratic problem with a solution in closed form",
    source = "made for checking solvers: every inner solution and x* are closed forms")
public record QuadraticProblems(
    @Param(value = "number of blocks", symbol = "m", range = "at least 1") int blocks,
    @Param(value = "dimension of x", symbol = "d_x", range = "at least 1") int upperDim,
    @Param(value = "dimension of each y_i", symbol = "d_y", range = "at least 1") int lowerDim,
    @Param(
            value =
                "the maximising side: none (mean over blocks), simplex (worst block), an alpha per"
                    + " block, or one that all share",
            range = "none, simplex, per-block, shared")
        DualSide.Kind dual,
    @Param(value = "dimension of alpha, where there is one", symbol = "d_a", range = "at least 1")
        int dualDim,
    @Param(
            value =
                "false puts y_i*(x) into f_i: the same F and x* without a lower level, for"
                    + " single-level methods",
            range = "true or false")
        boolean lowerLevel,
    @Param(
            value = "bound on the condition number of the lower Hessians",
            symbol = "kappa",
            range = "at least 1")
        double condition,
    @Param(
            value = "deviation of the entries of A_i, P_i and Q_i",
            symbol = "r",
            range = "at least 0")
        double coupling,
    @Param(
            value = "rows of each level of each block; 0 for exact losses",
            range = "0 or at least 2")
        int rows,
    @Param(value = "deviation of the rows of f_i", symbol = "s1", range = "at least 0")
        double upperNoise,
    @Param(
            value = "deviation of the rows of g_i; a large one makes single rows indefinite",
            symbol = "s2",
            range = "at least 0")
        double lowerNoise,
    @Param(
            value = "seed of the problem; 0 poses another one for each seed of the runs",
            range = "any")
        long problemSeed)
    implements ApplicationFactory {

  static final String NAME = "quadratic";

  /** Checks the numbers. */
  public QuadraticProblems {
    Args.atLeast(1, blocks, "blocks");
    Args.atLeast(1, lowerDim, "lowerDim");
    Args.atLeast(1, dualDim, "dualDim");
    new RandomQuadratic(upperDim, lowerDim, dualDim, condition, coupling); // checks the others
    new Noise(rows, upperNoise, lowerNoise, problemSeed);
  }

  /** Eight blocks of five dimensions with a mild condition and noise that single rows survive. */
  public QuadraticProblems() {
    this(8, 5, 5, DualSide.Kind.NONE, 1, true, 4, 0.5, 64, 0.3, 0.05, 1);
  }

  /** The problem for a run: the same blocks for every kind of dual, whose terms are drawn apart. */
  private QuadraticProblem problem(long runSeed) {
    long seed = problemSeed == 0 ? runSeed : problemSeed;
    boolean alpha = dual == DualSide.Kind.PER_BLOCK || dual == DualSide.Kind.SHARED;
    RandomQuadratic design =
        new RandomQuadratic(upperDim, lowerDim, alpha ? dualDim : 0, condition, coupling);
    List<QuadraticBlock> drawn = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      Key key = Key.of(seed).child(i);
      QuadraticBlock block =
          design.block(key.child("upper").rng(), key.child("dual").rng(), key.child("lower").rng());
      drawn.add(lowerLevel ? block : ReducedQuadratic.withoutLowerLevel(block));
    }
    return QuadraticProblem.of(NAME, upperDim, dual, drawn)
        .withNoise(new Noise(rows, upperNoise, lowerNoise, seed));
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

  /** Problems are generated: {@code data} is not looked at. */
  @Override
  public Application create(Optional<Path> data, long seed) {
    QuadraticProblem problem = problem(seed);
    return QuadraticApplication.of(problem.withModel(new QuadraticModel(problem)));
  }
}
