package org.bilevel4j.core.math;

import java.util.StringJoiner;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One vector per block. There are two kinds with the same face:
 *
 * <ul>
 *   <li>state ({@link #state}): all m blocks, each allocated when it is first touched, so that a
 *       million blocks cost memory only once they are sampled;
 *   <li>result ({@link #packed}): the blocks of one set side by side in one array, as a point hands
 *       them out.
 * </ul>
 *
 * Operations that take another {@code Blocks} touch the blocks in <em>its</em> set only: {@code
 * y.axpy(-eta, gradY)} moves the sampled blocks and leaves the others alone.
 */
public final class Blocks {
  /** Fills a block when it is first touched. */
  @FunctionalInterface
  public interface Start {
    /**
     * @param block its id
     * @param target its vector, all zero; modified
     */
    void fill(int block, Vec target);

    /** Leaves blocks at zero. */
    static Start zero() {
      return (block, target) -> {};
    }
  }

  private static final int SHOWN = 8;

  private final BlockSet set;
  private final Dims dims;
  private final @Nullable Vec flat;
  private final int[] offsets;
  private final @Nullable Vec[] touched;
  private final Start start;
  private final Storage storage;

  private Blocks(
      BlockSet set,
      Dims dims,
      @Nullable Vec flat,
      int[] offsets,
      @Nullable Vec[] touched,
      Start start,
      Storage storage) {
    this.set = set;
    this.dims = dims;
    this.flat = flat;
    this.offsets = offsets;
    this.touched = touched;
    this.start = start;
    this.storage = storage;
  }

  /** State in double, all blocks at zero. */
  public static Blocks state(Dims dims) {
    return state(dims, Start.zero());
  }

  /** State in double, filled by {@code start} on first touch. */
  public static Blocks state(Dims dims, Start start) {
    return state(dims, start, Storage.FLOAT64);
  }

  /**
   * State of every block, filled by {@code start} on first touch.
   *
   * @param storage how blocks are stored
   */
  public static Blocks state(Dims dims, Start start, Storage storage) {
    int m = dims.blocks();
    return new Blocks(BlockSet.all(m), dims, null, new int[0], new Vec[m], start, storage);
  }

  /**
   * The blocks of a set side by side.
   *
   * @param flat of dimension dims.total(set); not copied
   */
  public static Blocks packed(BlockSet set, Dims dims, Vec flat) {
    int[] offsets = new int[0];
    if (!dims.isUniform()) {
      offsets = new int[set.size() + 1];
      for (int p = 0; p < set.size(); p++) {
        offsets[p + 1] = offsets[p] + dims.of(set.id(p));
      }
    }
    Storage storage = flat.isFloat() ? Storage.FLOAT32 : Storage.FLOAT64;
    return new Blocks(set, dims, flat, offsets, new Vec[0], Start.zero(), storage);
  }

  /** Fresh zero blocks of a set side by side, in double. */
  public static Blocks zeros(BlockSet set, Dims dims) {
    return packed(set, dims, Vec.zeros(dims.total(set)));
  }

  /** The blocks held: all of them for state. */
  public BlockSet set() {
    return set;
  }

  /** The dimensions of the blocks. */
  public Dims dims() {
    return dims;
  }

  /** Whether the blocks lie side by side, so that {@link #flat} may be asked. */
  public boolean isPacked() {
    return flat != null;
  }

  /** All blocks of a packed result, in the order of the set. */
  public Vec flat() {
    if (flat == null) {
      throw new IllegalStateException("block state is not packed.");
    }
    return flat;
  }

  /** Where the block at a position begins in {@link #flat}. */
  public int offset(int position) {
    return dims.isUniform() ? position * dims.of(0) : offsets[position];
  }

  /** The vector of a block, allocated and filled now if it is state touched for the first time. */
  public Vec at(int id) {
    if (flat != null) {
      int p = set.position(id);
      if (p < 0) {
        throw new IllegalArgumentException("block " + id + " is not among " + set + ".");
      }
      return atPosition(p);
    }
    Vec v = touched[id];
    if (v == null) {
      v = storage.zeros(dims.of(id));
      start.fill(id, v);
      touched[id] = v;
    }
    return v;
  }

  /** The vector at a position of the set. */
  public Vec atPosition(int position) {
    if (flat == null) {
      return at(position);
    }
    int at = offset(position);
    return flat.slice(at, at + dims.of(set.id(position)));
  }

  /** Whether a block of state has been touched; always true for a packed result. */
  public boolean isTouched(int id) {
    return flat != null ? set.position(id) >= 0 : touched[id] != null;
  }

  /** An independent copy; untouched blocks stay untouched. */
  public Blocks copy() {
    if (flat != null) {
      return new Blocks(set, dims, flat.copy(), offsets, touched, start, storage);
    }
    Vec[] copies = new Vec[touched.length];
    for (int i = 0; i < copies.length; i++) {
      Vec v = touched[i];
      if (v != null) {
        copies[i] = v.copy();
      }
    }
    return new Blocks(set, dims, null, offsets, copies, start, storage);
  }

  /**
   * The same blocks to be looked at: those touched so far are shared and read-only, and others that
   * are looked at begin in the view alone.
   */
  public Blocks view() {
    return new Blocks(set, dims, flat, offsets, touched.clone(), start, storage);
  }

  /** this_i = this_i + a * v_i for the blocks of v. */
  public void axpy(double a, Blocks v) {
    if (flat != null && v.flat != null && set.sameAs(v.set)) {
      flat.axpy(a, v.flat);
      return;
    }
    for (int p = 0; p < v.set.size(); p++) {
      at(v.set.id(p)).axpy(a, v.atPosition(p));
    }
  }

  /** this_i = (1 - newWeight) * this_i + newWeight * v_i for the blocks of v. */
  public void blend(double newWeight, Blocks v) {
    for (int p = 0; p < v.set.size(); p++) {
      at(v.set.id(p)).blend(newWeight, v.atPosition(p));
    }
  }

  /** this_i = v_i for the blocks of v. */
  public void copyFrom(Blocks v) {
    for (int p = 0; p < v.set.size(); p++) {
      at(v.set.id(p)).copyFrom(v.atPosition(p));
    }
  }

  /** Becomes equal to blocks of the same kind and set; where v is untouched, so is this. */
  public void mirror(Blocks v) {
    if (flat != null) {
      flat.copyFrom(v.flat());
      return;
    }
    for (int i = 0; i < touched.length; i++) {
      Vec from = v.touched[i];
      Vec to = touched[i];
      if (from != null && to != null) {
        to.copyFrom(from);
      } else {
        touched[i] = from == null ? null : from.copy();
      }
    }
  }

  /** Whether every entry of every touched block is finite. */
  public boolean isFinite() {
    if (flat != null) {
      return flat.isFinite();
    }
    for (Vec v : touched) {
      if (v != null && !v.isFinite()) {
        return false;
      }
    }
    return true;
  }

  /** The largest absolute value in touched blocks, 0 when there is none; NaN when an entry is. */
  public double maxAbs() {
    if (flat != null) {
      return flat.maxAbs();
    }
    double largest = 0;
    for (Vec v : touched) {
      if (v != null) {
        largest = Math.max(largest, v.maxAbs());
      }
    }
    return largest;
  }

  /** Multiplies every block of a packed result. */
  public void scale(double a) {
    flat().scale(a);
  }

  /** Projects the blocks of a set onto their convex sets. */
  public void project(BlockSet which, IntFunction<? extends Projection> sets) {
    for (int p = 0; p < which.size(); p++) {
      int id = which.id(p);
      sets.apply(id).project(at(id));
    }
  }

  /** Forgets every block of state: each starts anew when it is next touched. */
  public void forget() {
    java.util.Arrays.fill(touched, null);
  }

  /** The first blocks by id, those never touched left out. */
  @Override
  public String toString() {
    StringJoiner all = new StringJoiner(", ", "{", "}");
    int shown = 0;
    for (int p = 0; p < set.size() && shown < SHOWN; p++) {
      if (isTouched(set.id(p))) {
        all.add(set.id(p) + ": " + atPosition(p));
        shown++;
      }
    }
    return (shown < set.size() ? all.add("... " + set.size() + " blocks") : all).toString();
  }
}
