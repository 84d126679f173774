package org.bilevel4j.core.run;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.util.UserError;

/** Fills whatever a visit shows from what a {@link CheckpointWriter} wrote. */
final class CheckpointReader implements StateVisitor {
  private final DataInputStream in;
  private final String where;

  CheckpointReader(DataInputStream in, String where) {
    this.in = in;
    this.where = where;
  }

  @Override
  public void vec(String name, Vec v) {
    expect(name, v.dim(), head('v', name));
    entries(v);
  }

  @Override
  public void blocks(String name, Blocks b) {
    int touched = head('b', name);
    if (!b.isPacked()) {
      b.forget();
    }
    try {
      for (int t = 0; t < touched; t++) {
        in.readByte();
        int id = Integer.parseInt(in.readUTF());
        Vec v = b.at(id);
        expect(name + "." + id, v.dim(), in.readInt());
        entries(v);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void numbers(String name, double[] values) {
    expect(name, values.length, head('n', name));
    entries(Vec.wrap(values));
  }

  @Override
  public void counters(String name, long[] values) {
    expect(name, values.length, head('c', name));
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readLong();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int head(char kind, String name) {
    try {
      char foundKind = (char) in.readByte();
      String found = in.readUTF();
      if (foundKind != kind || !found.equals(name)) {
        throw new UserError(
            where + " holds '" + found + "' where '" + name + "' was expected.",
            "it was saved by another version; start the run again in a new folder.");
      }
      return in.readInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void expect(String name, int expected, int found) {
    if (expected != found) {
      throw new UserError(
          where + " holds " + found + " numbers for '" + name + "', expected " + expected + ".");
    }
  }

  private void entries(Vec v) {
    VecParts.each(
        v,
        part -> {
          ByteBuffer buffer = ByteBuffer.wrap(in.readNBytes(VecParts.bytes(part)));
          if (part.isFloat()) {
            buffer.asFloatBuffer().get(part.floats(), part.offset(), part.dim());
          } else {
            buffer.asDoubleBuffer().get(part.doubles(), part.offset(), part.dim());
          }
        });
  }
}
