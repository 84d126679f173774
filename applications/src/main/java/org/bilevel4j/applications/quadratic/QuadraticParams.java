package org.bilevel4j.applications.quadratic;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.RandomQuadratic;
import org.bilevel4j.quadratic.ReducedQuadratic;

/** Parameters of {@link QuadraticProblems}. */
public record QuadraticParams(
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
        long problemSeed) {

  /** Checks the numbers. */
  public QuadraticParams {
    Args.atLeast(1, blocks, "blocks");
    Args.atLeast(1, lowerDim, "lowerDim");
    Args.atLeast(1, dualDim, "dualDim");
    new RandomQuadratic(upperDim, lowerDim, dualDim, condition, coupling); // checks the others
    new Noise(rows, upperNoise, lowerNoise, problemSeed);
  }

  /** Eight blocks of five dimensions with a mild condition and noise that single rows survive. */
  public static QuadraticParams defaults() {
    return new QuadraticParams(8, 5, 5, DualSide.Kind.NONE, 1, true, 4, 0.5, 64, 0.3, 0.05, 1);
  }

  /** The problem for a run: the same blocks for every kind of dual, whose terms are drawn apart. */
  QuadraticProblem problem(long runSeed) {
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
    return QuadraticProblem.of("quadratic", upperDim, dual, drawn)
        .withNoise(new Noise(rows, upperNoise, lowerNoise, seed));
  }
}
