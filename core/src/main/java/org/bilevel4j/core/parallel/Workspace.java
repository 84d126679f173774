package org.bilevel4j.core.parallel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
 * again by the next one. Whatever else must be given back then, memory outside the heap say, hangs
 * itself onto the end with {@link #onEnd}. Used by one thread, and closed by who made it; the team
 * is not its own.
 */
public final class Workspace implements AutoCloseable {
  private final WorkerTeam team;
  private final Map<Integer, List<Vec>> free = new HashMap<>();
  private final Map<Integer, List<Vec>> clean = new HashMap<>();
  private final Map<Lifetime, List<Runnable>> atEnd = new IdentityHashMap<>();
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

    private void require() {
      if (over) {
        throw new IllegalStateException(
            "asked of something whose step or inner iteration is over.");
      }
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
    now.require();
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
    now.require();
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
    Lifetime outside = enter(lifetime);
    try {
      return made.get();
    } finally {
      leave(outside);
    }
  }

  /**
   * Lets what is asked for from now on live as long as something else, until {@link #leave}.
   *
   * @param lifetime one that has not ended
   * @return the lifetime to go back to
   */
  public Lifetime enter(Lifetime lifetime) {
    if (lifetime != now) {
      lifetime.require();
    }
    Lifetime outside = now;
    now = lifetime;
    return outside;
  }

  /** Goes back to the lifetime that {@link #enter} has returned. */
  public void leave(Lifetime outside) {
    now = outside;
  }

  /**
   * Runs something once, when the current lifetime ends: with the step, the inner iteration or the
   * workspace, also when they fail. The last action comes first. The vectors of the lifetime can
   * still be read, but no more be asked for. When actions throw, the others are run and the vectors
   * taken back all the same; then the first exception is thrown, with the others suppressed in it.
   */
  public void onEnd(Runnable action) {
    now.require();
    atEnd.computeIfAbsent(now, l -> new ArrayList<>()).add(action);
  }

  /** Takes back every vector handed out; called at the end of each step. */
  public void reset() {
    Lifetime ended = now;
    now = begin(false);
    end(ended);
  }

  /** Ends the step; nothing can be asked for afterwards. Does nothing the second time. */
  @Override
  public void close() {
    if (!now.over) {
      end(now);
      free.clear();
      clean.clear();
    }
  }

  private void end(Lifetime ended) {
    ended.over = true;
    List<Runnable> actions = atEnd.isEmpty() ? null : atEnd.remove(ended);
    try {
      if (actions != null) {
        runAll(actions);
      }
    } finally {
      takeBack(ended);
    }
  }

  private static void runAll(List<Runnable> actions) {
    RuntimeException thrown = null;
    for (int a = actions.size() - 1; a >= 0; a--) {
      try {
        actions.get(a).run();
      } catch (RuntimeException e) {
        if (thrown == null) {
          thrown = e;
        } else {
          thrown.addSuppressed(e);
        }
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  private void takeBack(Lifetime ended) {
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
