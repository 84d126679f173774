package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.jspecify.annotations.Nullable;

/** The oracle of one run: passes through the embedding that are kept, and buffers. */
final class SharedEmbeddingOracle implements Oracle {
  /** A lower draw each for the gradient, the Hessian products and the mixed product. */
  private static final int LOWER_KEPT = 3;

  private static final int UPPER_KEPT = 2;

  private final SharedEmbeddingProblem problem;
  private final Workspace workspace;
  private final Parameters parameters;
  private final EmbeddedRows lowerRows;
  private final EmbeddedRows upperRows;
  private final Precision precision;
  private @Nullable Mat heads;
  private @Nullable HeadPoints headsOf;
  private @Nullable Mat direction;
  private @Nullable Mat featureGradient;
  private @Nullable Mat sums;
  private @Nullable Mat upperDirection;
  private @Nullable Mat tangent;

  SharedEmbeddingOracle(SharedEmbeddingProblem problem, Workspace workspace) {
    SharedEmbedding parts = problem.parts();
    this.problem = problem;
    this.workspace = workspace;
    this.precision = parts.precision();
    this.parameters =
        new Parameters(parts.upperDim(), parts.embedding(), precision, workspace.team());
    Kernels kernels = problem.kernels();
    this.lowerRows =
        new EmbeddedRows(parts, parts.lowerRows(), kernels, workspace.team(), LOWER_KEPT);
    this.upperRows =
        new EmbeddedRows(parts, parts.upperRows(), kernels, workspace.team(), UPPER_KEPT);
  }

  @Override
  public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    return new LowerHeadPoints(new HeadPoints(this, lowerRows, set, x, y, draw));
  }

  @Override
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    return new UpperHeadPoints(new HeadPoints(this, upperRows, set, x, y, draw));
  }

  SharedEmbeddingProblem problem() {
    return problem;
  }

  SharedEmbedding parts() {
    return problem.parts();
  }

  Workspace workspace() {
    return workspace;
  }

  Parameters.Place place(Vec x) {
    return parameters.of(x);
  }

  /** The heads of a point in the precision of the passes, one a row. */
  Mat heads(HeadPoints point, double[] y, int tasks) {
    Mat w = heads;
    if (w == null || headsOf != point) {
      w = heads(w, y, tasks);
      heads = w;
      headsOf = point;
    }
    return w;
  }

  /** Directions like heads. */
  Mat direction(double[] v, int tasks) {
    Mat w = heads(direction, v, tasks);
    direction = w;
    return w;
  }

  private Mat heads(@Nullable Mat old, double[] y, int tasks) {
    HeadShape head = parts().head();
    Mat w = Mat.reuse(old, precision, tasks, head.weights());
    for (int p = 0; p < tasks; p++) {
      Mats.load(y, p * head.dim(), head.weights(), w, p * head.weights());
    }
    return w;
  }

  /** Room for the gradient in the features of one block. */
  Mat featureGradient(int rows) {
    Mat m = featureGradient;
    if (m == null || m.capacity() < rows * parts().head().features()) {
      m = Mat.zeros(precision, rows, parts().head().features());
      featureGradient = m;
    }
    return m;
  }

  /** Room for sums of K C numbers each. */
  Mat sums(int count) {
    Mat m = Mat.reuse(sums, precision, count, parts().head().weights());
    sums = m;
    return m;
  }

  /** The embedding's slice of a direction in x. */
  Mat upperDirection(Vec u) {
    int n = parts().embedding().parameters();
    Mat m = Mat.reuse(upperDirection, precision, 1, n);
    Mats.load(u.slice(0, n).toArray(), 0, n, m, 0);
    upperDirection = m;
    return m;
  }

  /** Room for tangents of the features. */
  Mat tangent(int rows) {
    Mat m = Mat.reuse(tangent, precision, rows, parts().head().features());
    tangent = m;
    return m;
  }
}
