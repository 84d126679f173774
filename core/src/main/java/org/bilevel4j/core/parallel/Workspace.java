package org.bilevel4j.core.parallel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.jspecify.annotations.Nullable;

/**
 * What one run computes with: a team of threads, and vectors that live until the end of the step
 * and are then used again, so that steps allocate nothing that grows with the dimension. Within a
 * step an inner iteration may have a {@link Lifetime} of its own, so that what it asked for is used
 * again by the next one. Used by one thread.
 */
public final class Workspace {
  private final WorkerTeam team;
  private final Map<Integer, List<Vec>> free = new HashMap<>();
  private final Map<Integer, List<Vec>> clean = new HashMap<>();
  private final List<Runnable> beforeReset = new ArrayList<>();
  private final List<List<Vec>> lists = new ArrayList<>();
  private Lifetime now = begin(false);
  private long entries;

  /** How long vectors live: a step, or an inner iteration of it. */
  public static final class Lifetime {
    private final boolean inner;
    private final List<Vec> lent;
    private final List<Vec> sparse;
    private boolean over;

    private Lifetime(boolean inner, List<Vec> lent, List<Vec> sparse) {
      this.inner = inner;
      this.lent = lent;
      this.sparse = sparse;
    }

    /** Whether its vectors have been taken back. */
    public boolean isOver() {
      return over;
    }

    /** Whether it is that of an inner iteration. */
    public boolean isInner() {
      return inner;
    }
  }

  /** A workspace that computes with this team. */
  public Workspace(WorkerTeam team) {
    this.team = team;
  }

  /** A workspace that computes on the calling thread alone. */
  public static Workspace single() {
    return new Workspace(WorkerTeam.single());
  }

  private Lifetime begin(boolean inner) {
    return new Lifetime(inner, list(), list());
  }

  private List<Vec> list() {
    return lists.isEmpty() ? new ArrayList<>() : lists.remove(lists.size() - 1);
  }

  /** The threads of this run. */
  public WorkerTeam team() {
    return team;
  }

  /** A zero vector of this dimension, the caller's until the current lifetime ends. */
  public Vec vec(int dim) {
    List<Vec> unused = free.computeIfAbsent(dim, d -> new ArrayList<>());
    Vec v;
    if (unused.isEmpty()) {
      v = Vec.zeros(dim);
      entries += dim;
    } else {
      v = unused.remove(unused.size() - 1);
      v.fill(0);
    }
    now.lent.add(v);
    return v;
  }

  /** Zero blocks of a set, the caller's until the current lifetime ends. */
  public Blocks blocks(BlockSet set, Dims dims) {
    return Blocks.packed(set, dims, vec(dims.total(set)));
  }

  /**
   * A zero vector of which only some ranges are used, the caller's until the current lifetime ends.
   *
   * @param dim its dimension
   * @param support the ranges; null means all of it
   */
  public Vec sparse(int dim, @Nullable Support support) {
    if (support == null) {
      return vec(dim);
    }
    List<Vec> unused = clean.computeIfAbsent(dim, d -> new ArrayList<>());
    Vec v;
    if (unused.isEmpty()) {
      v = Vec.zeros(dim);
      entries += dim;
    } else {
      v = unused.remove(unused.size() - 1); // all zero: only touched ranges were cleared
    }
    Vec out = v.withSupport(support);
    now.sparse.add(out);
    return out;
  }

  /** The bytes of all vectors made so far, in use or not. */
  public long bytes() {
    return entries * Double.BYTES;
  }

  /** How long a vector asked for now will live. */
  public Lifetime lifetime() {
    return now;
  }

  /**
   * Does something in a lifetime of its own: every vector that is asked for meanwhile is taken back
   * at the end, also when it fails.
   */
  public void within(Runnable inner) {
    Lifetime outer = now;
    now = begin(true);
    try {
      inner.run();
    } finally {
      Lifetime ended = now;
      now = outer;
      end(ended);
    }
  }

  /**
   * Makes something that is to live as long as something else, though it be asked for later.
   *
   * @param lifetime one that has not ended
   */
  public <T> T during(Lifetime lifetime, Supplier<T> made) {
    if (lifetime == now) {
      return made.get();
    }
    if (lifetime.over) {
      throw new IllegalStateException("asked of something whose step or inner iteration is over.");
    }
    Lifetime inner = now;
    now = lifetime;
    try {
      return made.get();
    } finally {
      now = inner;
    }
  }

  /** Runs something before vectors are taken back: checks of what was handed out, say. */
  public void beforeReset(Runnable action) {
    beforeReset.add(action);
  }

  /** Takes back every vector handed out; called at the end of each step. */
  public void reset() {
    Lifetime ended = now;
    now = begin(false);
    end(ended);
  }

  private void end(Lifetime ended) {
    ended.over = true;
    beforeReset.forEach(Runnable::run);
    for (int i = ended.lent.size() - 1; i >= 0; i--) { // the last first: handed out alike next time
      Vec v = ended.lent.get(i);
      free.computeIfAbsent(v.dim(), d -> new ArrayList<>()).add(v);
    }
    for (Vec v : ended.sparse) {
      v.clear(v.reach());
      clean.computeIfAbsent(v.dim(), d -> new ArrayList<>()).add(v.withSupport(null));
    }
    ended.lent.clear();
    ended.sparse.clear();
    lists.add(ended.lent);
    lists.add(ended.sparse);
  }
}
