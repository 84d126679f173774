package org.bilevel4j.oracles.tensor;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.internal.ProcessKernels;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;

/**
 * A model with derivatives by automatic differentiation: its losses are recorded once, transformed
 * into programs for gradients and products, and replayed.
 */
public final class AutodiffProblem extends DelegatingShape implements BilevelProblem {
  static final String ORACLE = "autodiff";

  /** The largest dense matrix that is made from products. */
  private static final int DENSE_LIMIT = 1024;

  private final TensorModel model;
  private final LocalParts localParts;
  private final Precision precision;
  private final Kernels kernels;
  private final Recording upper;
  private final Recording lower;
  // asked in every step, and a model may make them anew each time
  private final Parameters parameters;
  private final int upperDim;
  private final Dims lowerDims;
  private final Optional<LowerConstraints> constraints;
  private final LowerStart start;

  private AutodiffProblem(TensorModel model, Precision precision, Kernels kernels) {
    super(model);
    this.model = model;
    this.localParts = model.localParts();
    this.precision = precision;
    this.kernels = kernels;
    this.upper = Recording.upper(model);
    this.lower = Recording.lower(model);
    this.parameters = model.parameters();
    this.upperDim = model.upperDim();
    this.lowerDims = model.lowerDims();
    this.constraints = constraints(model);
    this.start = start(model);
  }

  private static Optional<LowerConstraints> constraints(TensorModel model) {
    Inputs trial = new Inputs(model.parameters(), RowInputs.none());
    Optional<Tensor> p = model.lowerInequalities(trial);
    if (p.isEmpty() && model.lowerEqualities(trial).isEmpty()) {
      return model.lowerConstraints();
    }
    VectorFunction both =
        new VectorFunction(
            model,
            in -> {
              Optional<Tensor> q = model.lowerEqualities(in);
              return model
                  .lowerInequalities(in)
                  .map(first -> q.map(second -> first.above(second)).orElse(first))
                  .or(() -> q)
                  .orElseThrow();
            });
    int inequalities = p.map(t -> t.node().shape().rows().fixed("lowerInequalities")).orElse(0);
    return Optional.of(new TensorConstraints(both, inequalities));
  }

  private static LowerStart start(TensorModel model) {
    Inputs trial = new Inputs(model.parameters(), RowInputs.none());
    if (model.lowerStartAt(trial).isEmpty()) {
      return model.lowerStart();
    }
    return new TensorStart(
        new VectorFunction(
            model,
            in -> {
              Map<String, Tensor> given = model.lowerStartAt(in);
              Tensor all = null;
              for (Parameter p : model.parameters().of(Role.LOWER)) {
                Tensor zero = in.constant(new double[p.size()][1]);
                Tensor part = given.getOrDefault(p.name(), zero).reshape(p.size(), 1);
                all = all == null ? part : all.above(part);
              }
              return Objects.requireNonNull(all);
            }));
  }

  /** A model in double precision. */
  public static AutodiffProblem of(TensorModel model) {
    return of(model, Precision.FLOAT64);
  }

  /**
   * A model.
   *
   * @param precision of what is computed; x, y and answers are double
   * @throws org.bilevel4j.core.util.UserError when its losses cannot be recorded
   */
  public static AutodiffProblem of(TensorModel model, Precision precision) {
    AutodiffProblem problem = new AutodiffProblem(model, precision, ProcessKernels.current());
    problem.refuseUnused();
    return problem;
  }

  /** A model of whose parameters some may be unused. */
  static AutodiffProblem ofAny(TensorModel model, Precision precision) {
    return new AutodiffProblem(model, precision, ProcessKernels.current());
  }

  private void refuseUnused() {
    for (Parameter p : parameters().all()) {
      switch (p.role()) {
        case SHARED, LOCAL -> {
          boolean used =
              upper.uses(p)
                  || lower.uses(p)
                  || (start instanceof TensorStart s && s.function().uses(p))
                  || (constraints.orElse(null) instanceof TensorConstraints c && c.uses(p));
          refuseUnless(used, p, "is used by no loss", "remove it from the parameters.");
        }
        case LOWER ->
            refuseUnless(
                lower.moves(Recording.GRAD_Y, p),
                p,
                "does not move 'lowerLoss'",
                "use it there, with a penalty at least; g must determine y.");
        case DUAL, SHARED_DUAL ->
            refuseUnless(
                upper.moves(Recording.GRAD_DUAL, p),
                p,
                "does not move 'upperLoss'",
                "use it there, or remove it from the parameters.");
      }
    }
  }

  private void refuseUnless(boolean good, Parameter p, String what, String cure) {
    if (!good) {
      throw new UserError(
          "model '" + name() + "': parameter '" + p.name() + "' " + what + ".", cure);
    }
  }

  @Override
  public void startUpper(Vec x, Key key) {
    super.startUpper(x, key);
    for (int j = 0; j < x.dim(); j++) {
      if (!Double.isFinite(x.get(j))) {
        throw new UserError(
            "model '" + name() + "': 'startUpper' gives x[" + j + "] = " + x.get(j) + ".",
            "finite numbers.");
      }
    }
  }

  /** What the model says, and at least what its losses show: gradients that they are made of. */
  @Override
  public int hiddenProducts(OracleCall call) {
    int recorded =
        switch (call) {
          case UPPER_VALUE, LOWER_VALUE -> 0;
          case UPPER_GRAD_X -> upper.hidden(Role.SHARED, Role.LOCAL);
          case UPPER_GRAD_Y -> upper.hidden(Role.LOWER);
          case UPPER_GRAD_DUAL -> upper.hidden(Role.DUAL, Role.SHARED_DUAL);
          case LOWER_GRAD_X -> lower.hidden(Role.SHARED, Role.LOCAL);
          case LOWER_GRAD_Y, LOWER_HVP -> lower.hidden(Role.LOWER);
          case LOWER_CROSS_XY, LOWER_CROSS_YX -> lower.hidden(Role.SHARED, Role.LOCAL, Role.LOWER);
          case LOWER_HESSIAN -> lower.hidden(Role.LOWER) * lowerDims().max();
          case LOWER_JACOBIAN ->
              lower.hidden(Role.SHARED, Role.LOCAL, Role.LOWER) * lowerDims().max();
        };
    return Math.max(recorded, super.hiddenProducts(call));
  }

  Recording upper() {
    return upper;
  }

  Recording lower() {
    return lower;
  }

  Precision precision() {
    return precision;
  }

  Kernels kernels() {
    return kernels;
  }

  TensorModel losses() {
    return model;
  }

  Parameters parameters() {
    return parameters;
  }

  @Override
  public int upperDim() {
    return upperDim;
  }

  @Override
  public Dims lowerDims() {
    return lowerDims;
  }

  @Override
  public LocalParts localParts() {
    return localParts;
  }

  @Override
  public Vec upperZeros(Workspace workspace, BlockSet set) {
    return workspace.sparse(upperDim, localParts.support(set).orElse(null));
  }

  @Override
  public Rows upperRows(int block) {
    return upper.rows().rows(block);
  }

  @Override
  public Rows lowerRows(int block) {
    return lower.rows().rows(block);
  }

  @Override
  public long upperRowsDrawn(BlockSet set, Draw draw) {
    return draw.size(set, upper.rows()::rows);
  }

  @Override
  public long lowerRowsDrawn(BlockSet set, Draw draw) {
    return draw.size(set, lower.rows()::rows);
  }

  @Override
  public Optional<TensorModel> model() {
    return Optional.of(model);
  }

  @Override
  public Optional<LowerConstraints> lowerConstraints() {
    return constraints;
  }

  @Override
  public LowerStart lowerStart() {
    return start;
  }

  @Override
  public Set<OracleCall> offers() {
    EnumSet<OracleCall> calls = EnumSet.allOf(OracleCall.class);
    if (!OracleCall.UPPER_GRAD_DUAL.arisesIn(this)) {
      calls.remove(OracleCall.UPPER_GRAD_DUAL);
    }
    if (lowerDims().max() > DENSE_LIMIT) {
      calls.remove(OracleCall.LOWER_HESSIAN);
    }
    if (lowerDims().max() > DENSE_LIMIT || upperDim() > DENSE_LIMIT) {
      calls.remove(OracleCall.LOWER_JACOBIAN);
    }
    return calls;
  }

  @Override
  public String oracleName() {
    return ORACLE;
  }

  @Override
  public Accuracy accuracy() {
    return precision == Precision.FLOAT32 ? Accuracy.FLOAT : Accuracy.DOUBLE;
  }

  @Override
  public List<String> remarks() {
    return model.remarks();
  }

  @Override
  public Map<String, String> provenance() {
    Map<String, String> all = new TreeMap<>(model.provenance());
    all.put("autodiff.precision", precision.name());
    return all;
  }

  @Override
  public Oracle open(Workspace workspace) {
    LevelReplay above = new LevelReplay(this, upper, workspace);
    LevelReplay below = new LevelReplay(this, lower, workspace);
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        return new AutodiffLowerPoints(below.at(set, x, y, Dual.none(), draw));
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        return new AutodiffUpperPoints(above.at(set, x, y, dual, draw));
      }
    };
  }
}
