package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.solvers.lower.ConstrainedLower;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * The adjoint of the KKT conditions of a constrained lower level, by a dense solve per block
 * (docs/ALGORITHMS.md 3.16, 9.3); without constraints it is the exact adjoint.
 *
 * <pre>
 * y_i*(x) = argmin { g_i(x, y) : P_i(x, y) <= 0, Q_i(x, y) = 0, y in Y_i },  multipliers mu
 * [ grad2_yy L  E' ; E  0 ] (w, r) = (grad_y f, 0),   E the rows that bind,   L = g + mu'(P, Q)
 * h       = grad_x f - (grad2_xy L) w - (d(P, Q)/dx)' r
 * cost    1 dense H, 1 product J v, (d_i + rows)^3/3 per block; grad_y g over all rows for a box
 * assumes independent binding rows (LICQ), strict complementarity, second-order sufficiency
 * </pre>
 *
 * <p>The solver must have found y and mu by {@link LowerTrajectory#solve}. Y_i is the whole space
 * or a box. Kept in the state: "degenerate" counts blocks where strict complementarity failed (the
 * direction is then that of one side of a kink), "dependent" those where binding rows depended on
 * each other (solved with a regular term).
 *
 * @param batch the rows of H and J
 */
@AutoService(Component.class)
@Listed(
    name = "kkt",
    title = "adjoint of the KKT conditions of a constrained lower level",
    source = "Giovannelli, Kent, Vicente 2021; sensitivity after Fiacco 1983")
public record Kkt(
    @Param("rows of H and J: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {
  /** The defaults. */
  public Kkt() {
    this(EstimatorBatch.likeLower());
  }

  @Override
  public Adjoint start(Step k) {
    return new Solving(this, k.problem());
  }

  /** What one run carries: how often an assumption failed. */
  private static final class Solving implements Adjoint {
    private final Kkt p;
    private final Dims adjointDims;
    private final boolean boxed;
    private final long[] degenerate = new long[1];
    private final long[] dependent = new long[1];

    Solving(Kkt p, ProblemShape problem) {
      this.p = p;
      Dims rows = ConstrainedLower.rows(problem);
      int[] dims = new int[problem.blocks()];
      boolean anyBox = false;
      for (int i = 0; i < dims.length; i++) {
        dims[i] = problem.lowerDims().of(i) + rows.of(i);
        anyBox |= problem.lowerSet(i) instanceof Box;
        if (!problem.lowerSet(i).isAll() && !(problem.lowerSet(i) instanceof Box)) {
          throw new UserError(
              "kkt: the lower set of block " + i + " is neither the whole space nor a box.",
              "write it as functional constraints.");
        }
      }
      this.adjointDims = Dims.of(dims);
      this.boxed = anyBox;
    }

    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      ProductBatches products = new ProductBatches(y, p.batch, true);
      Blocks adjoint = solve(k, y, products.hessian(0), f.gradY());
      Blocks v = k.blocks(y.set(), k.problem().lowerDims());
      for (int at = 0; at < y.set().size(); at++) {
        Vec own = v.atPosition(at);
        own.copyFrom(adjoint.atPosition(at).slice(0, own.dim()));
      }
      Vec h = products.direction(f, w, v);
      k.problem().lowerConstraints().ifPresent(c -> addConstraints(c, y, adjoint, v, w, h));
      return h;
    }

    private Blocks solve(Step k, LowerTrajectory y, LowerPoints g, Blocks b) {
      ProblemShape problem = k.problem();
      Blocks hessians = DenseSolves.matrices(k, g);
      Optional<Blocks> slopes =
          boxed
              ? Optional.of(y.ask(Purpose.LOWER, y.steps(), Batch.full()).gradY())
              : Optional.empty();
      KktSystem[] systems = new KktSystem[y.set().size()];
      Blocks out =
          k.mapBlocks(
              y.set(),
              adjointDims,
              (id, target) -> {
                Vec here = y.last().at(id);
                KktSystem system = new KktSystem(problem, id, y.x(), here, y.multipliers(id));
                Vec slope = slopes.map(s -> s.at(id)).orElse(Vec.zeros(here.dim()));
                system.solve(hessians.at(id), slope, b.at(id), target);
                systems[y.set().position(id)] = system;
              });
      for (KktSystem s : systems) {
        degenerate[0] += s.isDegenerate() ? 1 : 0;
        dependent[0] += s.isDependent() ? 1 : 0;
      }
      return out;
    }

    /** h -= sum_i w_i [ sum_j mu_j (grad2_xy C_j) v_i + (dC/dx)' r_i ]. */
    private static void addConstraints(
        LowerConstraints c, LowerTrajectory y, Blocks adjoint, Blocks v, Weights w, Vec h) {
      for (int at = 0; at < y.set().size(); at++) {
        int id = y.set().id(at);
        Vec here = y.last().at(id);
        Vec all = adjoint.atPosition(at);
        Vec r = all.slice(here.dim(), all.dim());
        c.addJacobianXTransposed(id, y.x(), here, -w.at(id), r, h);
        c.addCrossXY(id, y.x(), here, -w.at(id), y.multipliers(id), v.atPosition(at), h);
      }
    }

    @Override
    public void visit(StateVisitor v) {
      v.counters("degenerate", degenerate);
      v.counters("dependent", dependent);
      if (degenerate[0] > 0) {
        v.remark(
            "kkt: a lower constraint neither bound nor was slack in "
                + degenerate[0]
                + " solves; there the upper loss has a kink, and one side's gradient was taken.");
      }
      if (dependent[0] > 0) {
        v.remark(
            "kkt: binding lower constraints depended on each other (LICQ fails) in "
                + dependent[0]
                + " solves, which got a regular term.");
      }
    }
  }

  @Override
  public boolean servesConstraints() {
    return true;
  }

  @Override
  public Set<OracleCall> calls() {
    return cost(0).calls().keySet();
  }

  @Override
  public Cost cost(int lowerSteps) {
    return ProductBatches.implicitCost()
        .and(OracleCall.LOWER_HESSIAN, 1)
        .and(OracleCall.LOWER_GRAD_Y, 0, 1);
  }

  @Override
  public String error() {
    return "round-off, where binding constraints are independent and strictly complementary";
  }
}
