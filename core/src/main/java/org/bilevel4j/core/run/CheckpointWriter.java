package org.bilevel4j.core.run;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * Writes whatever a visit shows, every number with all its bits, names in the order of the visit.
 */
final class CheckpointWriter implements StateVisitor {
  private final DataOutputStream out;

  CheckpointWriter(DataOutputStream out) {
    this.out = out;
  }

  @Override
  public void vec(String name, Vec v) {
    head('v', name, v.dim());
    entries(v);
  }

  @Override
  public void blocks(String name, Blocks b) {
    int touched = 0;
    for (int p = 0; p < b.set().size(); p++) {
      touched += b.isTouched(b.set().id(p)) ? 1 : 0;
    }
    head('b', name, touched);
    for (int p = 0; p < b.set().size(); p++) {
      int id = b.set().id(p);
      if (b.isTouched(id)) {
        head('i', Integer.toString(id), b.at(id).dim());
        entries(b.at(id));
      }
    }
  }

  @Override
  public void numbers(String name, double[] values) {
    head('n', name, values.length);
    entries(Vec.wrap(values));
  }

  @Override
  public void counters(String name, long[] values) {
    head('c', name, values.length);
    try {
      for (long v : values) {
        out.writeLong(v);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head(char kind, String name, int size) {
    try {
      out.writeByte(kind);
      out.writeUTF(name);
      out.writeInt(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void entries(Vec v) {
    VecParts.each(
        v,
        part -> {
          ByteBuffer buffer = ByteBuffer.allocate(VecParts.bytes(part));
          if (part.isFloat()) {
            buffer.asFloatBuffer().put(part.floats(), part.offset(), part.dim());
          } else {
            buffer.asDoubleBuffer().put(part.doubles(), part.offset(), part.dim());
          }
          out.write(buffer.array());
        });
  }
}
