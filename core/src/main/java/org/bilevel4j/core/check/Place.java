package org.bilevel4j.core.check;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;

/** Where a checked point stands, as it was when the point was made. */
final class Place {
  private final Watch watch;
  private final BilevelProblem problem;
  private final String level;
  private final BlockSet set;
  private final Dual dual;
  private final Workspace.Lifetime lifetime;
  private final List<Snapshot> arguments = new ArrayList<>();

  Place(Watch watch, String level, BlockSet set, Vec x, Blocks y, Dual dual) {
    this.watch = watch;
    this.problem = watch.problem();
    this.level = level;
    this.set = set;
    this.dual = dual;
    this.lifetime = watch.lifetime();
    watch.requireUntouched();
    if (set.size() == 0) {
      throw fault("the set of blocks is empty");
    }
    if (set.blocks() != problem.blocks()) {
      throw fault("the set is out of " + set.blocks() + " blocks, not " + problem.blocks());
    }
    requireDim("x", x, problem.upperDim());
    requireBlocks("y", y, problem.lowerDims());
    arguments.add(Snapshot.of("x", x));
    keep("y", y);
  }

  private void keep(String what, Blocks blocks) {
    for (int p = 0; p < set.size(); p++) {
      arguments.add(Snapshot.of(what + " of block " + set.id(p), blocks.at(set.id(p))));
    }
  }

  /** Requires the dual that the problem's side calls for, and remembers it. */
  void requireDual() {
    DualSide side = problem.dualSide();
    if (side instanceof DualSide.PerBlock own) {
      if (!(dual instanceof Dual.PerBlock given)) {
        throw fault("the dual must be one alpha per block");
      }
      requireBlocks("alpha", given.alpha(), own.dims());
      keep("alpha", given.alpha());
    } else if (side instanceof DualSide.Shared own) {
      if (!(dual instanceof Dual.Shared given)) {
        throw fault("the dual must be one shared alpha");
      }
      requireDim("alpha", given.alpha(), own.dim());
      arguments.add(Snapshot.of("alpha", given.alpha()));
    } else if (!(dual instanceof Dual.None)) {
      throw fault("a dual was given, but none enters f (side " + side.kind() + ")");
    }
  }

  BlockSet set() {
    return set;
  }

  Dual dual() {
    return dual;
  }

  BilevelProblem problem() {
    return problem;
  }

  /** Requires that the call is offered, the point still valid and no answer changed. */
  void asks(OracleCall call) {
    if (!problem.offers().contains(call)) {
      throw fault(call + " was asked, which oracle '" + problem.oracleName() + "' does not offer");
    }
    requireFresh(call.label());
    watch.requireUntouched();
  }

  /** Requires that the point is still valid. */
  void requireFresh(String question) {
    if (lifetime.isOver()) {
      String when = lifetime.isInner() ? "an inner iteration that is over" : "an earlier step";
      throw fault(question + " was asked of a point of " + when);
    }
    for (Snapshot s : arguments) {
      int j = s.changed();
      if (j >= 0) {
        throw fault(question + " was asked of a stale point: " + s.describe(j));
      }
    }
  }

  void requireDim(String what, Vec v, int dim) {
    if (v.dim() != dim) {
      throw fault(what + " has dimension " + v.dim() + ", must be " + dim);
    }
  }

  /** Requires the blocks of the set, with the right dimensions. */
  void requireBlocks(String what, Blocks v, Dims dims) {
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      if (v.set().position(id) < 0) {
        throw fault(what + " has no block " + id);
      }
      requireDim(what + " of block " + id, v.at(id), dims.of(id));
    }
  }

  /** Requires a finite weight for each block of the set. */
  void requireWeights(Weights w) {
    for (int p = 0; p < set.size(); p++) {
      double weight = w.at(set.id(p));
      if (!Double.isFinite(weight)) {
        throw fault("the weight of block " + set.id(p) + " is " + weight + ", must be finite");
      }
    }
  }

  /** Passes on a read-only answer of one entry per position. */
  Vec lend(OracleCall call, Vec answer) {
    requireDim("answer " + call.label(), answer, set.size());
    watch.lend(call.label(), answer);
    return answer;
  }

  /** Passes on a read-only answer. */
  Blocks lend(OracleCall call, Blocks answer, Dims dims) {
    requireAnswer(call, answer, dims);
    if (answer.isPacked()) {
      watch.lend(call.label(), answer.flat());
    }
    return answer;
  }

  /** Requires an answer for exactly the blocks of the set. */
  Blocks requireAnswer(OracleCall call, Blocks answer, Dims dims) {
    if (!answer.set().sameAs(set)) {
      throw fault("answer " + call.label() + " is for " + answer.set() + ", not for " + set);
    }
    requireBlocks("answer " + call.label(), answer, dims);
    return answer;
  }

  /** Requires that an addition to a vector like x stayed where the set looks. */
  void requireSupport(OracleCall call, double[] before, Vec out) {
    boolean[] seen = new boolean[before.length];
    problem
        .localParts()
        .support(set)
        .ifPresentOrElse(
            s -> {
              for (int r = 0; r < s.ranges(); r++) {
                java.util.Arrays.fill(seen, s.from(r), s.to(r), true);
              }
            },
            () -> java.util.Arrays.fill(seen, true));
    for (int a = 0; a < before.length; a++) {
      if (!seen[a] && Double.doubleToLongBits(before[a]) != Double.doubleToLongBits(out.get(a))) {
        throw fault("answer " + call.label() + " changed x[" + a + "], which the set does not see");
      }
    }
  }

  /** Remembers a vector that the problem may read but not change. */
  Snapshot borrow(String what, Vec v) {
    return Snapshot.of(what, v);
  }

  /** Remembers blocks that the problem may read but not change. */
  Snapshot[] borrow(String what, Blocks v) {
    Snapshot[] kept = new Snapshot[set.size()];
    for (int p = 0; p < kept.length; p++) {
      kept[p] = Snapshot.of(what + " of block " + set.id(p), v.at(set.id(p)));
    }
    return kept;
  }

  /** Requires that what the problem borrowed is as it was. */
  void requireReturned(OracleCall call, Snapshot... borrowed) {
    for (Snapshot s : borrowed) {
      int j = s.changed();
      if (j >= 0) {
        throw fault(call.label() + " changed its argument: " + s.describe(j));
      }
    }
  }

  IllegalStateException fault(String what) {
    return new IllegalStateException(
        problem.name() + ", " + level + " point of " + set + ": " + what + ".");
  }
}
