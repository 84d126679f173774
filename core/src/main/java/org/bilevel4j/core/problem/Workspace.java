package org.bilevel4j.core.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;

/**
 * What one run computes with: a team of threads, and vectors that live until the end of the step
 * and are then used again, so that steps allocate nothing that grows with the dimension. Used by
 * one thread.
 */
public final class Workspace {
  private final Team team;
  private final Map<Integer, Pool> pools = new HashMap<>();
  private final List<Pool> used = new ArrayList<>();

  private static final class Pool {
    private final int dim;
    private final List<Vec> vecs = new ArrayList<>();
    private int next;

    private Pool(int dim) {
      this.dim = dim;
    }

    private Vec take() {
      if (next == vecs.size()) {
        vecs.add(Vec.zeros(dim));
        next++;
        return vecs.get(next - 1);
      }
      Vec v = vecs.get(next++);
      v.fill(0);
      return v;
    }
  }

  /** A directional vector kept all zero while it is not in use: only touched ranges are cleared. */
  private static final class Sparse {
    private final Vec vec;
    private final Support support;

    private Sparse(Vec vec, Support support) {
      this.vec = vec;
      this.support = support;
    }
  }

  private final Map<Integer, List<Vec>> clean = new HashMap<>();
  private final List<Sparse> dirty = new ArrayList<>();
  private final List<Runnable> beforeReset = new ArrayList<>();

  /** A workspace that computes with this team. */
  public Workspace(Team team) {
    this.team = team;
  }

  /** A workspace that computes on the calling thread alone. */
  public static Workspace single() {
    return new Workspace(Team.single());
  }

  /** The threads of this run. */
  public Team team() {
    return team;
  }

  /** A zero vector of this dimension, the caller's until {@link #reset}. */
  public Vec vec(int dim) {
    Pool pool = pools.computeIfAbsent(dim, Pool::new);
    if (pool.next == 0) {
      used.add(pool);
    }
    return pool.take();
  }

  /** Zero blocks of a set, the caller's until {@link #reset}. */
  public Blocks blocks(BlockSet set, Dims dims) {
    return Blocks.packed(set, dims, vec(dims.total(set)));
  }

  /**
   * A zero vector like x, with the support of a set's blocks, the caller's until {@link #reset}.
   */
  public Vec upper(ProblemShape shape, BlockSet set) {
    Support support = shape.localParts().support(set).orElse(null);
    if (support == null) {
      return vec(shape.upperDim());
    }
    List<Vec> free = clean.computeIfAbsent(shape.upperDim(), d -> new ArrayList<>());
    Vec v = free.isEmpty() ? Vec.zeros(shape.upperDim()) : free.remove(free.size() - 1);
    dirty.add(new Sparse(v, support));
    return v.withSupport(support);
  }

  /** Runs something before vectors are taken back: checks of what was handed out, say. */
  public void beforeReset(Runnable action) {
    beforeReset.add(action);
  }

  /** Takes back every vector handed out; called at the end of each step. */
  public void reset() {
    beforeReset.forEach(Runnable::run);
    for (Pool pool : used) {
      pool.next = 0;
    }
    used.clear();
    for (Sparse s : dirty) {
      s.vec.clear(s.support);
      clean.computeIfAbsent(s.vec.dim(), d -> new ArrayList<>()).add(s.vec);
    }
    dirty.clear();
  }
}
