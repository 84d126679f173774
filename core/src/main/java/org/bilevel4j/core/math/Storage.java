package org.bilevel4j.core.math;

/** How numbers are kept. Arithmetic is in double whatever the storage. */
public enum Storage {
  /** 8 bytes, 53 bits of precision. */
  FLOAT64(Double.BYTES),
  /** 4 bytes, 24 bits: an increment below 6e-8 of a number is lost. */
  FLOAT32(Float.BYTES);

  private final int bytes;

  Storage(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }

  /** A zero vector. */
  public Vec zeros(int dim) {
    return this == FLOAT32 ? Vec.zerosFloat(dim) : Vec.zeros(dim);
  }
}
