package org.bilevel4j.core.run;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.util.UserError;

/**
 * States as bytes: every number with all its bits, names in the order of the visit, a checksum at
 * the end. Files are written beside their place and then moved, so that a killed program leaves the
 * old one or the new one, never half of one.
 */
public final class Checkpoint {
  private static final int MAGIC = 0x424C344A; // "BL4J"
  private static final int VERSION = 4;
  private static final int LEAST =
      4 + 4 + 4 + 8; // bytes: magic, version, length of the identity, checksum
  private static final int BUFFER = 1 << 16; // bytes

  private Checkpoint() {}

  /** The bytes of whatever a visit shows. */
  public static byte[] bytes(Consumer<StateVisitor> visit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    visit.accept(new CheckpointWriter(new DataOutputStream(bytes)));
    return bytes.toByteArray();
  }

  /** SHA-256 of whatever a visit shows, to compare states bit for bit. */
  public static String digest(Consumer<StateVisitor> visit) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
      visit.accept(new CheckpointWriter(new DataOutputStream(sink)));
      return HexFormat.of().formatHex(sha.digest());
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
    visit.accept(new CheckpointReader(new DataInputStream(new ByteArrayInputStream(bytes)), where));
  }

  /**
   * Saves to a file.
   *
   * @param identity what a resumed run must agree on
   */
  public static void save(Path file, Identity identity, Consumer<StateVisitor> visit) {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      write(beside, identity, visit);
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
    try {
      check(file);
      try (DataInputStream in = open(file)) {
        in.skipNBytes(2 * Integer.BYTES);
        Identity saved = Identity.ofBytes(in.readNBytes(in.readInt()));
        List<String> noted = identity.require("checkpoint '" + file + "'", saved, forgiven);
        visit.accept(new CheckpointReader(in, file.toString()));
        return noted;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(
          "checkpoint '" + file + "' cannot be read: " + e.getMessage() + ".", "", e);
    }
  }

  /** Streamed, so that a state needs no room for its bytes. */
  private static void write(Path file, Identity identity, Consumer<StateVisitor> visit)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(Files.newOutputStream(file), new CRC32());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER))) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      byte[] id = identity.toBytes();
      out.writeInt(id.length);
      out.write(id);
      visit.accept(new CheckpointWriter(out));
      out.flush();
      out.writeLong(checked.getChecksum().getValue());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /** Refuses a file of another version, or one whose bytes do not fit its checksum. */
  private static void check(Path file) throws IOException {
    long size = Files.size(file);
    try (DataInputStream in = open(file)) {
      if (size < LEAST || in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw new UserError(
            "checkpoint '" + file + "' is not one of this version.",
            "start the run again in a new folder.");
      }
    }
    CRC32 crc = new CRC32();
    try (DataInputStream in = open(file)) {
      byte[] part = new byte[BUFFER];
      for (long left = size - Long.BYTES; left > 0; ) {
        int n = in.readNBytes(part, 0, (int) Math.min(part.length, left));
        crc.update(part, 0, n);
        left = n == 0 ? 0 : left - n;
      }
      if (crc.getValue() != in.readLong()) {
        throw new UserError(
            "checkpoint '" + file + "' is damaged: its checksum does not match.",
            "remove it; the run then starts from step 0.");
      }
    }
  }
}
