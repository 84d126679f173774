package org.bilevel4j.oracles.analytic;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.internal.ProcessKernels;

/**
 * Robust multi-task learning with a shared embedding: min over x in X, max over simplex weights, of
 * sum_i lambda_i f_i(x, y_i*(x)), with the losses of {@link SharedEmbedding} and all derivatives in
 * closed form.
 *
 * <p>With E the features of a batch of B rows, W a head (K x C), P the gradient and S the Hessian
 * of the row losses in the outputs E W:
 *
 * <pre>
 * grad_y g = E^T P / B + penalty            H v   = E^T S(E V) / B + penalty
 * grad_x f = back(P W^T / B)                J v   = back((P V^T + S(E V) W^T) / B) + penalty
 * J^T u    = (E'^T P + E^T S(E' W)) / B + penalty,  E' = (d phi / d x) u
 * </pre>
 *
 * where back is one backward pass through phi for all tasks of a set, weights included.
 */
public final class SharedEmbeddingProblem implements BilevelProblem {
  /** Heads up to this dimension offer their dense Hessian. */
  private static final int DENSE_LIMIT = 1024;

  private final SharedEmbedding parts;
  private final Kernels kernels;
  private final Optional<? extends ProblemShape> model;

  private SharedEmbeddingProblem(
      SharedEmbedding parts, Kernels kernels, Optional<? extends ProblemShape> model) {
    this.parts = parts;
    this.kernels = kernels;
    this.model = model;
  }

  /** A problem that computes with the kernels of this process. */
  public SharedEmbeddingProblem(SharedEmbedding parts) {
    this(parts, ProcessKernels.current());
  }

  /** A problem that computes with given kernels. */
  public SharedEmbeddingProblem(SharedEmbedding parts, Kernels kernels) {
    this(parts, kernels, Optional.empty());
  }

  /** This problem with its losses stated as a model, for oracles that differentiate losses. */
  public SharedEmbeddingProblem withModel(ProblemShape losses) {
    return new SharedEmbeddingProblem(parts, kernels, Optional.of(losses));
  }

  @Override
  public Optional<? extends ProblemShape> model() {
    return model;
  }

  /** The parts it is put together from. */
  public SharedEmbedding parts() {
    return parts;
  }

  /** The kernels it computes with. */
  public Kernels kernels() {
    return kernels;
  }

  @Override
  public String name() {
    return parts.name();
  }

  @Override
  public int blocks() {
    return parts.blocks();
  }

  @Override
  public int upperDim() {
    return parts.upperDim();
  }

  @Override
  public Dims lowerDims() {
    return Dims.uniform(parts.blocks(), parts.head().dim());
  }

  @Override
  public DualSide dualSide() {
    return new DualSide.Simplex();
  }

  @Override
  public ConvexSet upperSet() {
    return parts.upperSet();
  }

  @Override
  public Optional<LowerSolver> lowerSolver() {
    return Optional.of(new HeadSolver(parts, kernels));
  }

  @Override
  public List<Integer> upperPartition() {
    return parts.partition();
  }

  @Override
  public Rows upperRows(int block) {
    return parts.upperRows().rows(block);
  }

  @Override
  public Rows lowerRows(int block) {
    return parts.lowerRows().rows(block);
  }

  @Override
  public void startUpper(Vec x, Key key) {
    int cut = parts.embedding().parameters();
    parts.embedding().start(x.slice(0, cut), key.child("embedding"));
    x.slice(cut, x.dim()).fill(parts.startPenalty());
  }

  @Override
  public Set<OracleCall> offers() {
    EnumSet<OracleCall> calls = EnumSet.allOf(OracleCall.class);
    calls.remove(OracleCall.UPPER_GRAD_DUAL);
    calls.remove(OracleCall.LOWER_JACOBIAN);
    if (parts.head().dim() > DENSE_LIMIT) {
      calls.remove(OracleCall.LOWER_HESSIAN);
    }
    return calls;
  }

  @Override
  public String oracleName() {
    return "analytic";
  }

  @Override
  public Accuracy accuracy() {
    return parts.precision() == Precision.FLOAT32 ? Accuracy.FLOAT : Accuracy.DOUBLE;
  }

  @Override
  public Oracle open(Workspace workspace) {
    return new SharedEmbeddingOracle(this, workspace);
  }

  @Override
  public Map<String, String> provenance() {
    return parts.provenance();
  }
}
