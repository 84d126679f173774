package org.bilevel4j.oracles.program;

import java.util.Arrays;
import java.util.BitSet;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Shape;
import org.jspecify.annotations.Nullable;

/** Memory for the values of one kind at one place. */
public final class Frame {
  private static final int ALIGN = 16;

  private final Memory memory;
  private final Shape[] sizes; // by slot
  private final int[] slots; // by value
  private final int[] offsets; // by slot
  private final @Nullable Mat[] views;
  private final @Nullable SparseRows[] sparse; // by value
  private Mat viewed; // the memory that the views look at
  private Binding laidOut = Binding.none();
  private boolean isLaidOut;
  private final BitSet done = new BitSet(); // segments that have run

  /** An array that grows; frames may share one when their values do not live at the same time. */
  static final class Memory {
    private final Precision precision;
    private Mat all;

    Memory(Precision precision) {
      this.precision = precision;
      this.all = Mat.zeros(precision, 1, 0);
    }

    Mat all() {
      return all;
    }

    private void reserve(int size) {
      if (all.cols() < size) {
        all = Mat.zeros(precision, 1, Math.max(size, Math.addExact(all.cols(), all.cols() / 2)));
      }
    }
  }

  /** Memory laid out as planned; {@code views} windows can be had. */
  Frame(Memory memory, Shape[] sizes, int[] slots, int views) {
    this.memory = memory;
    this.viewed = memory.all();
    this.sizes = sizes;
    this.slots = slots;
    this.offsets = new int[sizes.length];
    this.views = new Mat[views];
    this.sparse = new SparseRows[slots.length];
  }

  /** Makes room for these numbers of rows; the values are undefined and nothing has run. */
  public void bind(Binding binding) {
    done.clear();
    if (!isLaidOut || binding != laidOut) {
      long at = 0;
      for (int s = 0; s < sizes.length; s++) {
        offsets[s] = Math.toIntExact(at);
        at += (binding.elements(sizes[s]) + ALIGN - 1) / ALIGN * ALIGN;
      }
      memory.reserve(Math.toIntExact(at));
      laidOut = binding;
      isLaidOut = true;
    }
  }

  /** The whole array, as one row. */
  public Mat all() {
    return memory.all();
  }

  /** Where a value begins in the array. */
  public int offset(Place p) {
    return offsets[slots[p.value()]];
  }

  /** The rows of a sparse input. */
  public SparseRows sparse(Place p) {
    SparseRows rows = sparse[p.value()];
    if (rows == null) {
      rows = new SparseRows(p.shape().cols().factor(), memory.precision);
      sparse[p.value()] = rows;
    }
    return rows;
  }

  /**
   * A window that begins so many elements after the beginning of a value.
   *
   * @param own whether the window of the place may be moved; it serves one thread at a time
   */
  public Mat view(Place p, int shift, int rows, int cols, boolean own) {
    int at = offset(p) + shift;
    if (!own) {
      return window(at, rows, cols);
    }
    if (viewed != memory.all()) {
      Arrays.fill(views, null);
      viewed = memory.all();
    }
    Mat view = views[p.view()];
    if (view == null) {
      view = window(at, rows, cols);
      views[p.view()] = view;
    }
    return view.aim(at, rows, cols, cols);
  }

  private Mat window(int at, int rows, int cols) {
    Mat all = memory.all();
    return all.precision() == Precision.FLOAT32
        ? Mat.wrap(all.floats(), at, rows, cols, cols)
        : Mat.wrap(all.doubles(), at, rows, cols, cols);
  }

  boolean isDone(int segment) {
    return done.get(segment);
  }

  void setDone(int segment) {
    done.set(segment);
  }
}
