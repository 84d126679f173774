package org.bilevel4j.core.math;

/** The dimension of each block's vector: one for all, or one each. */
public final class Dims {
  private final int blocks;
  private final int uniform;
  private final int[] each;

  private Dims(int blocks, int uniform, int[] each) {
    this.blocks = blocks;
    this.uniform = uniform;
    this.each = each;
  }

  /** m blocks of the same dimension. */
  public static Dims uniform(int m, int dim) {
    return new Dims(m, dim, new int[0]);
  }

  /** One dimension per block. */
  public static Dims of(int... dims) {
    int first = dims.length == 0 ? 0 : dims[0];
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException("a block has dimension " + d + ", must be at least 0.");
      }
      if (d != first) {
        return new Dims(dims.length, -1, dims.clone());
      }
    }
    return uniform(dims.length, first);
  }

  /** m. */
  public int blocks() {
    return blocks;
  }

  /** The dimension of block i. */
  public int of(int block) {
    return uniform >= 0 ? uniform : each[block];
  }

  /** Whether all blocks have the same dimension. */
  public boolean isUniform() {
    return uniform >= 0;
  }

  /** The sum over a set. */
  public int total(BlockSet set) {
    if (uniform >= 0) {
      return Math.multiplyExact(uniform, set.size());
    }
    int sum = 0;
    for (int p = 0; p < set.size(); p++) {
      sum = Math.addExact(sum, each[set.id(p)]);
    }
    return sum;
  }

  /** The largest dimension. */
  public int max() {
    int max = Math.max(uniform, 0);
    for (int d : each) {
      max = Math.max(max, d);
    }
    return max;
  }

  /** The dimensions of d-by-d matrices, row-major. */
  public Dims squared() {
    if (uniform >= 0) {
      return uniform(blocks, Math.multiplyExact(uniform, uniform));
    }
    int[] s = new int[blocks];
    for (int i = 0; i < blocks; i++) {
      s[i] = Math.multiplyExact(each[i], each[i]);
    }
    return of(s);
  }

  /** The dimensions of rows-by-d matrices, row-major. */
  public Dims timesRows(int rows) {
    if (uniform >= 0) {
      return uniform(blocks, Math.multiplyExact(uniform, rows));
    }
    int[] s = new int[blocks];
    for (int i = 0; i < blocks; i++) {
      s[i] = Math.multiplyExact(each[i], rows);
    }
    return of(s);
  }
}
