package org.bilevel4j.core.math;

import java.util.Arrays;
import org.bilevel4j.core.util.Args;
import org.jspecify.annotations.Nullable;

/**
 * A dense vector of fixed dimension, stored as {@code double} or {@code float}, possibly a view
 * into a longer array. All arithmetic is carried out in double.
 *
 * <p>A vector may carry a {@link Support}: entries outside it are zero, and operations that read it
 * touch the support alone. Views share storage with their parent. Never pass one vector as input
 * and output of the same call unless the method says so.
 */
public final class Vec {
  private final double @Nullable [] doubles;
  private final float @Nullable [] floats;
  private final int offset;
  private final int dim;
  private @Nullable Support support;

  private Vec(double @Nullable [] doubles, float @Nullable [] floats, int offset, int dim) {
    this.doubles = doubles;
    this.floats = floats;
    this.offset = offset;
    this.dim = dim;
  }

  /** The zero vector of this dimension, stored as double. */
  public static Vec zeros(int dim) {
    return new Vec(new double[dim], null, 0, dim);
  }

  /** The zero vector of this dimension, stored as float. */
  public static Vec zerosFloat(int dim) {
    return new Vec(null, new float[dim], 0, dim);
  }

  /** A vector with a copy of these entries. */
  public static Vec of(double... entries) {
    return wrap(entries.clone());
  }

  /** A view of the whole array; changes show in both. */
  public static Vec wrap(double[] array) {
    return new Vec(array, null, 0, array.length);
  }

  /** A view of dim entries from an offset on; changes show in both. */
  public static Vec wrap(double[] array, int offset, int dim) {
    java.util.Objects.checkFromIndexSize(offset, dim, array.length);
    return new Vec(array, null, offset, dim);
  }

  /** A view of the whole array; changes show in both. */
  public static Vec wrap(float[] array) {
    return new Vec(null, array, 0, array.length);
  }

  /** The dimension. */
  public int dim() {
    return dim;
  }

  /** Whether entries are stored as float. */
  public boolean isFloat() {
    return floats != null;
  }

  /** The backing array; entry i of this vector is at {@code offset() + i}. */
  public double[] doubles() {
    if (doubles == null) {
      throw new IllegalStateException("this vector is stored as float; use floats().");
    }
    return doubles;
  }

  /** The backing array; entry i of this vector is at {@code offset() + i}. */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("this vector is stored as double; use doubles().");
    }
    return floats;
  }

  /** Where entry 0 stands in the backing array. */
  public int offset() {
    return offset;
  }

  /** Where this vector may be non-zero; null means everywhere. */
  public @Nullable Support support() {
    return support;
  }

  /** Where this vector may be non-zero as ranges: its support, or all of it. */
  public Support reach() {
    return support != null ? support : Support.of(new int[] {0}, new int[] {dim});
  }

  /** Declares every entry outside the support to be zero, which the caller guarantees. */
  public Vec withSupport(@Nullable Support where) {
    Vec v = new Vec(doubles, floats, offset, dim);
    v.support = where;
    return v;
  }

  /** Entry i. */
  public double get(int i) {
    java.util.Objects.checkIndex(i, dim);
    return doubles != null ? doubles[offset + i] : floats()[offset + i];
  }

  /** Sets entry i. */
  public void set(int i, double value) {
    java.util.Objects.checkIndex(i, dim);
    if (doubles != null) {
      doubles[offset + i] = value;
    } else {
      floats()[offset + i] = (float) value;
    }
  }

  /** Adds to entry i. */
  public void add(int i, double value) {
    set(i, get(i) + value);
  }

  /** A view of entries from..to-1; changes show in both. */
  public Vec slice(int from, int to) {
    java.util.Objects.checkFromToIndex(from, to, dim);
    return new Vec(doubles, floats, offset + from, to - from);
  }

  /** An independent copy with the same storage and support. */
  public Vec copy() {
    Vec v =
        doubles != null
            ? new Vec(Arrays.copyOfRange(doubles, offset, offset + dim), null, 0, dim)
            : new Vec(null, Arrays.copyOfRange(floats(), offset, offset + dim), 0, dim);
    v.support = support;
    return v;
  }

  /** The entries as a fresh array. */
  public double[] toArray() {
    double[] a = new double[dim];
    copyTo(a, 0);
    return a;
  }

  /** Copies all entries to an array from position {@code at} on. */
  public void copyTo(double[] target, int at) {
    if (doubles != null) {
      System.arraycopy(doubles, offset, target, at, dim);
    } else {
      Loops.copy(floats(), offset, target, at, dim);
    }
  }

  /** Writes all entries into an array, from position {@code at} on. */
  public void copyTo(float[] target, int at) {
    if (doubles != null) {
      Loops.copy(doubles, offset, target, at, dim);
    } else {
      System.arraycopy(floats(), offset, target, at, dim);
    }
  }

  /** Whether every entry equals that of an array, from position {@code at} on. */
  public boolean matches(double[] other, int at) {
    return doubles != null
        ? Arrays.equals(doubles, offset, offset + dim, other, at, at + dim)
        : Loops.matches(floats(), offset, other, at, dim);
  }

  /** Whether every entry, rounded to float, equals that of an array. */
  public boolean matches(float[] other, int at) {
    return doubles != null
        ? Loops.matches(doubles, offset, other, at, dim)
        : Arrays.equals(floats(), offset, offset + dim, other, at, at + dim);
  }

  /** Takes all entries of another vector of the same dimension. */
  public void copyFrom(Vec v) {
    Args.sameDim(dim, v.dim, "source");
    if (doubles != null) {
      v.copyTo(doubles, offset);
    } else if (v.floats != null) {
      System.arraycopy(v.floats, v.offset, floats(), offset, dim);
    } else {
      Loops.copy(v.doubles(), v.offset, floats(), offset, dim);
    }
  }

  /** Takes the entries of an array, from position {@code at} on. */
  public void copyFrom(double[] source, int at) {
    if (doubles != null) {
      System.arraycopy(source, at, doubles, offset, dim);
    } else {
      Loops.copy(source, at, floats(), offset, dim);
    }
  }

  /** Sets every entry. */
  public void fill(double value) {
    if (doubles != null) {
      Arrays.fill(doubles, offset, offset + dim, value);
    } else {
      Arrays.fill(floats(), offset, offset + dim, (float) value);
    }
  }

  /** Sets the entries of a support to zero. */
  public void clear(Support where) {
    for (int r = 0; r < where.ranges(); r++) {
      slice(where.from(r), where.to(r)).fill(0);
    }
  }

  /** this = a * this. */
  public void scale(double a) {
    if (doubles != null) {
      Loops.scale(a, doubles, offset, dim);
    } else {
      Loops.scale(a, floats(), offset, dim);
    }
  }

  /** this = this + a * v; costs the support of v. */
  public void axpy(double a, Vec v) {
    Args.sameDim(dim, v.dim, "added vector");
    Support s = v.support;
    if (s == null) {
      axpyRange(a, v, 0, dim);
    } else {
      for (int r = 0; r < s.ranges(); r++) {
        axpyRange(a, v, s.from(r), s.to(r));
      }
    }
  }

  /** this = this + a * v for entries of an array, from position {@code at} on. */
  public void axpy(double a, double[] v, int at) {
    if (doubles != null) {
      Loops.axpy(a, v, at, doubles, offset, dim);
    } else {
      Loops.axpy(a, v, at, floats(), offset, dim);
    }
  }

  /** this = this + a * v for entries of an array, from position {@code at} on. */
  public void axpy(double a, float[] v, int at) {
    if (doubles != null) {
      Loops.axpy(a, v, at, doubles, offset, dim);
    } else {
      Loops.axpy(a, v, at, floats(), offset, dim);
    }
  }

  private void axpyRange(double a, Vec v, int from, int to) {
    int n = to - from;
    if (doubles != null) {
      if (v.doubles != null) {
        Loops.axpy(a, v.doubles, v.offset + from, doubles, offset + from, n);
      } else {
        Loops.axpy(a, v.floats(), v.offset + from, doubles, offset + from, n);
      }
    } else if (v.doubles != null) {
      Loops.axpy(a, v.doubles, v.offset + from, floats(), offset + from, n);
    } else {
      Loops.axpy(a, v.floats(), v.offset + from, floats(), offset + from, n);
    }
  }

  /** this = (1 - newWeight) * this + newWeight * v: newWeight is the weight of the NEW value. */
  public void blend(double newWeight, Vec v) {
    scale(1 - newWeight);
    axpy(newWeight, v);
  }

  /** Inner product, in double and in a fixed order. */
  public double dot(Vec v) {
    Args.sameDim(dim, v.dim, "factor");
    if (doubles != null && v.doubles != null) {
      return Loops.dot(doubles, offset, v.doubles, v.offset, dim);
    }
    double sum = 0;
    for (int i = 0; i < dim; i++) {
      sum += get(i) * v.get(i);
    }
    return sum;
  }

  /** Sum of squares. */
  public double normSquared() {
    return dot(this);
  }

  /** Euclidean norm. */
  public double norm() {
    return Math.sqrt(normSquared());
  }

  /** Euclidean distance. */
  public double distance(Vec v) {
    Args.sameDim(dim, v.dim, "other vector");
    double sum = 0;
    for (int i = 0; i < dim; i++) {
      double d = get(i) - v.get(i);
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  /** Sum of the entries. */
  public double sum() {
    double sum = 0;
    for (int i = 0; i < dim; i++) {
      sum += get(i);
    }
    return sum;
  }

  /** Largest entry; negative infinity when the dimension is 0, NaN when an entry is. */
  public double max() {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < dim; i++) {
      max = Math.max(max, get(i));
    }
    return max;
  }

  /** The largest absolute value of an entry, 0 when there is none; NaN when an entry is. */
  public double maxAbs() {
    return doubles != null
        ? Loops.maxAbs(doubles, offset, dim)
        : Loops.maxAbs(floats(), offset, dim);
  }

  /** Whether every entry is finite. */
  public boolean isFinite() {
    return doubles != null
        ? Loops.isFinite(doubles, offset, dim)
        : Loops.isFinite(floats(), offset, dim);
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("(");
    for (int i = 0; i < Math.min(dim, 8); i++) {
      s.append(i == 0 ? "" : ", ").append(get(i));
    }
    return s.append(dim > 8 ? ", ... " + dim + " entries)" : ")").toString();
  }
}
