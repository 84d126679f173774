package org.bilevel4j.core.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.util.UserError;

/**
 * States as bytes: every number with all its bits, names in the order of the visit, a checksum at
 * the end. Files are written beside their place and then moved, so that a killed program leaves the
 * old one or the new one, never half of one.
 */
public final class Checkpoint {
  private static final int MAGIC = 0x424C344A; // "BL4J"
  private static final int VERSION = 3;

  private Checkpoint() {}

  /** The bytes of whatever a visit shows. */
  public static byte[] bytes(Consumer<StateVisitor> visit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    visit.accept(new Writer(new DataOutputStream(bytes)));
    return bytes.toByteArray();
  }

  /** SHA-256 of whatever a visit shows, to compare states bit for bit. */
  public static String digest(Consumer<StateVisitor> visit) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(visit)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Fills whatever a visit shows from bytes.
   *
   * @param where named in errors
   * @throws UserError when names or sizes differ from what was saved
   */
  public static void fill(byte[] bytes, String where, Consumer<StateVisitor> visit) {
    visit.accept(new Reader(new DataInputStream(new ByteArrayInputStream(bytes)), where));
  }

  /**
   * Saves to a file.
   *
   * @param identity what a resumed run must agree on
   */
  public static void save(Path file, Identity identity, Consumer<StateVisitor> visit) {
    byte[] body = bytes(visit);
    byte[] id = identity.toBytes();
    ByteBuffer all = ByteBuffer.allocate(4 + 4 + 4 + id.length + 4 + body.length + 8);
    all.putInt(MAGIC).putInt(VERSION).putInt(id.length).put(id).putInt(body.length).put(body);
    CRC32 crc = new CRC32();
    crc.update(all.array(), 0, all.position());
    all.putLong(crc.getValue());
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.write(beside, all.array());
      try {
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UserError(
          "checkpoint '" + file + "' cannot be written: " + e.getMessage() + ".",
          "there is no room left or the folder is read-only.",
          e);
    }
  }

  /**
   * Loads from a file.
   *
   * @param identity what the saved run must agree on
   * @param forgiven names of properties that may differ
   * @return how those that may differ do, one clause each
   * @throws UserError when the file is broken or belongs to another run
   */
  public static List<String> load(
      Path file, Identity identity, Set<String> forgiven, Consumer<StateVisitor> visit) {
    ByteBuffer all;
    try {
      all = ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UserError(
          "checkpoint '" + file + "' cannot be read: " + e.getMessage() + ".", "", e);
    }
    if (all.capacity() < 24 || all.getInt() != MAGIC || all.getInt() != VERSION) {
      throw new UserError(
          "checkpoint '" + file + "' is not one of this version.",
          "start the run again in a new folder.");
    }
    CRC32 crc = new CRC32();
    crc.update(all.array(), 0, all.capacity() - 8);
    if (crc.getValue() != all.getLong(all.capacity() - 8)) {
      throw new UserError(
          "checkpoint '" + file + "' is damaged: its checksum does not match.",
          "remove it; the run then starts from step 0.");
    }
    byte[] id = new byte[all.getInt()];
    all.get(id);
    List<String> noted =
        identity.require("checkpoint '" + file + "'", Identity.ofBytes(id), forgiven);
    byte[] body = new byte[all.getInt()];
    all.get(body);
    fill(body, file.toString(), visit);
    return noted;
  }

  private static int bytes(Vec v) {
    return v.dim() * (v.isFloat() ? Float.BYTES : Double.BYTES);
  }

  private static final class Writer implements StateVisitor {
    private final DataOutputStream out;

    Writer(DataOutputStream out) {
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
      ByteBuffer buffer = ByteBuffer.allocate(bytes(v));
      if (v.isFloat()) {
        buffer.asFloatBuffer().put(v.floats(), v.offset(), v.dim());
      } else {
        buffer.asDoubleBuffer().put(v.doubles(), v.offset(), v.dim());
      }
      try {
        out.write(buffer.array());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Reader implements StateVisitor {
    private final DataInputStream in;
    private final String where;

    Reader(DataInputStream in, String where) {
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
      byte[] raw = new byte[bytes(v)];
      try {
        in.readFully(raw);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (v.isFloat()) {
        ByteBuffer.wrap(raw).asFloatBuffer().get(v.floats(), v.offset(), v.dim());
      } else {
        ByteBuffer.wrap(raw).asDoubleBuffer().get(v.doubles(), v.offset(), v.dim());
      }
    }
  }
}
