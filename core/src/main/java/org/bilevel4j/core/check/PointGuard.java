package org.bilevel4j.core.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.oracle.PointMethod;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.jspecify.annotations.Nullable;

/**
 * Checks every question to a point, which stands where it stood when it was made, and its answer.
 */
final class PointGuard implements PointHook {
  private final BorrowTracker tracker;
  private final BilevelProblem problem;
  private final String level;
  private final BlockSet set;
  private final Dual dual;
  private final Workspace.Lifetime lifetime;
  private final List<VecSnapshot> arguments = new ArrayList<>();
  private List<VecSnapshot> borrowed = List.of(); // by the question being answered
  private double[] targetWas = new double[0];

  PointGuard(BorrowTracker tracker, String level, BlockSet set, Vec x, Blocks y, Dual dual) {
    this.tracker = tracker;
    this.problem = tracker.problem();
    this.level = level;
    this.set = set;
    this.dual = dual;
    this.lifetime = tracker.lifetime();
    tracker.requireUntouched();
    if (set.size() == 0) {
      throw fault("the set of blocks is empty");
    }
    if (set.blocks() != problem.blocks()) {
      throw fault("the set is out of " + set.blocks() + " blocks, not " + problem.blocks());
    }
    requireDim("x", x, problem.upperDim());
    requireBlocks("y", y, problem.lowerDims());
    arguments.add(VecSnapshot.of("x", x));
    arguments.addAll(copies("y", y));
  }

  private List<VecSnapshot> copies(String what, Blocks blocks) {
    return IntStream.range(0, set.size())
        .map(set::id)
        .mapToObj(i -> VecSnapshot.of(what + " of block " + i, blocks.at(i)))
        .toList();
  }

  /** Requires the dual that the problem's side calls for, and remembers it. */
  void requireDual() {
    DualSide side = problem.dualSide();
    if (side instanceof DualSide.PerBlock own) {
      if (!(dual instanceof Dual.PerBlock given)) {
        throw fault("the dual must be one alpha per block");
      }
      requireBlocks("alpha", given.alpha(), own.dims());
      arguments.addAll(copies("alpha", given.alpha()));
    } else if (side instanceof DualSide.Shared own) {
      if (!(dual instanceof Dual.Shared given)) {
        throw fault("the dual must be one shared alpha");
      }
      requireDim("alpha", given.alpha(), own.dim());
      arguments.add(VecSnapshot.of("alpha", given.alpha()));
    } else if (!(dual instanceof Dual.None)) {
      throw fault("a dual was given, but none enters f (side " + side.kind() + ")");
    }
  }

  @Override
  public void before(
      PointMethod method, @Nullable Weights weights, @Nullable Object along, @Nullable Vec target) {
    OracleCall call = method.call();
    if (call == null) {
      requireFresh(method.name());
      return;
    }
    requireOffered(call);
    requireFresh(call.label());
    tracker.requireUntouched();
    if (call == OracleCall.UPPER_GRAD_DUAL) {
      requireDualFor(target != null);
    }
    if (weights != null) {
      requireWeights(weights);
    }
    borrowed = List.of();
    if (along instanceof Blocks v) {
      requireBlocks("v", v, problem.lowerDims());
      borrowed = copies("v", v);
    } else if (along instanceof Vec u) {
      requireDim("u", u, problem.upperDim());
      borrowed = List.of(VecSnapshot.of("u", u));
    }
    if (target != null) {
      requireDim("target of " + method.name(), target, targetDim(call));
      targetWas = target.toArray();
    } else {
      targetWas = new double[problem.upperDim()];
    }
  }

  private int targetDim(OracleCall call) {
    return call == OracleCall.UPPER_GRAD_DUAL && dual instanceof Dual.Shared shared
        ? shared.alpha().dim()
        : problem.upperDim();
  }

  private void requireDualFor(boolean addition) {
    if (!addition && !(problem.dualSide() instanceof DualSide.PerBlock)) {
      throw fault("gradDual was asked, but there is no dual per block");
    }
    if (addition && !(dual instanceof Dual.Shared)) {
      throw fault("addGradSharedDual was asked, but there is no shared dual");
    }
  }

  @Override
  public void after(PointMethod method, Vec answer) {
    OracleCall call = method.call();
    if (call == null) {
      return;
    }
    requireReturned(call);
    if (method.isKept()) {
      requireDim("answer " + call.label(), answer, set.size());
      tracker.lend(call.label(), answer);
    } else if (call != OracleCall.UPPER_GRAD_DUAL) {
      requireDim("answer " + call.label(), answer, problem.upperDim());
      requireSupport(call, answer);
    }
  }

  @Override
  public void after(PointMethod method, Blocks answer) {
    OracleCall call = Objects.requireNonNull(method.call());
    requireReturned(call);
    if (!answer.set().sameAs(set)) {
      throw fault("answer " + call.label() + " is for " + answer.set() + ", not for " + set);
    }
    requireBlocks("answer " + call.label(), answer, answerDims(call));
    if (method.isKept() && answer.isPacked()) {
      tracker.lend(call.label(), answer.flat());
    }
  }

  private Dims answerDims(OracleCall call) {
    Dims dims = problem.lowerDims();
    return switch (call) {
      case LOWER_HESSIAN -> dims.squared();
      case LOWER_JACOBIAN -> dims.timesRows(problem.upperDim());
      case UPPER_GRAD_DUAL -> ((DualSide.PerBlock) problem.dualSide()).dims();
      default -> dims;
    };
  }

  private void requireOffered(OracleCall call) {
    if (!problem.offers().contains(call)) {
      throw fault(call + " was asked, which oracle '" + problem.oracleName() + "' does not offer");
    }
  }

  /** Requires that the point is still valid. */
  private void requireFresh(String question) {
    if (lifetime.isOver()) {
      String when = lifetime.isInner() ? "an inner iteration that is over" : "an earlier step";
      throw fault(question + " was asked of a point of " + when);
    }
    for (VecSnapshot s : arguments) {
      int j = s.changed();
      if (j >= 0) {
        throw fault(question + " was asked of a stale point: " + s.describe(j));
      }
    }
  }

  private void requireDim(String what, Vec v, int dim) {
    if (v.dim() != dim) {
      throw fault(what + " has dimension " + v.dim() + ", must be " + dim);
    }
  }

  /** Requires the blocks of the set, with the right dimensions. */
  private void requireBlocks(String what, Blocks v, Dims dims) {
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      if (v.set().position(id) < 0) {
        throw fault(what + " has no block " + id);
      }
      requireDim(what + " of block " + id, v.at(id), dims.of(id));
    }
  }

  /** Requires a finite weight for each block of the set. */
  private void requireWeights(Weights w) {
    for (int p = 0; p < set.size(); p++) {
      double weight = w.at(set.id(p));
      if (!Double.isFinite(weight)) {
        throw fault("the weight of block " + set.id(p) + " is " + weight + ", must be finite");
      }
    }
  }

  /** Requires that an addition to a vector like x stayed where the set looks. */
  private void requireSupport(OracleCall call, Vec out) {
    boolean[] seen = new boolean[targetWas.length];
    problem
        .localParts()
        .support(set)
        .ifPresentOrElse(
            s -> {
              for (int r = 0; r < s.ranges(); r++) {
                Arrays.fill(seen, s.from(r), s.to(r), true);
              }
            },
            () -> Arrays.fill(seen, true));
    for (int a = 0; a < seen.length; a++) {
      if (!seen[a]
          && Double.doubleToLongBits(targetWas[a]) != Double.doubleToLongBits(out.get(a))) {
        throw fault("answer " + call.label() + " changed x[" + a + "], which the set does not see");
      }
    }
  }

  /** Requires that what the problem borrowed is as it was. */
  private void requireReturned(OracleCall call) {
    for (VecSnapshot s : borrowed) {
      int j = s.changed();
      if (j >= 0) {
        throw fault(call.label() + " changed its argument: " + s.describe(j));
      }
    }
  }

  private IllegalStateException fault(String what) {
    return new IllegalStateException(
        problem.name() + ", " + level + " point of " + set + ": " + what + ".");
  }
}
