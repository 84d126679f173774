package org.bilevel4j.kernels;

/** Element type of a matrix. */
public enum Precision {
  /** IEEE single precision, stored as {@code float[]}. */
  FLOAT32(Float.BYTES),
  /** IEEE double precision, stored as {@code double[]}. */
  FLOAT64(Double.BYTES);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }
}
