package org.bilevel4j.oracles.program;

import java.util.Arrays;
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
  private Mat viewed; // the memory that the views look at
  private Binding laidOut = Binding.none();
  private boolean isLaidOut;
  private long done; // segments that have run, one bit each

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
  }

  /** Makes room for these numbers of rows; the values are undefined and nothing has run. */
  public void bind(Binding binding) {
    done = 0;
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

  /**
   * A window that begins so many elements after the beginning of a value.
   *
   * @param own whether the window of the place may be moved; it serves one thread at a time
   */
  public Mat view(Place p, int shift, int rows, int cols, boolean own) {
    if (viewed != memory.all()) {
      Arrays.fill(views, null);
      viewed = memory.all();
    }
    int at = offset(p) + shift;
    Mat view = own ? views[p.view()] : null;
    if (view != null) {
      return view.aim(at, rows, cols, cols);
    }
    view =
        viewed.precision() == Precision.FLOAT32
            ? Mat.wrap(viewed.floats(), at, rows, cols, cols)
            : Mat.wrap(viewed.doubles(), at, rows, cols, cols);
    if (own) {
      views[p.view()] = view;
    }
    return view;
  }

  boolean isDone(int segment) {
    return (done & 1L << segment) != 0;
  }

  void setDone(int segment) {
    done |= 1L << segment;
  }
}
