package org.bilevel4j.datasets.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * One data file, plain or gz (told by its content), read once from front to end while its length
 * and checksum are taken. Whatever is wrong with the file becomes a {@link UserError} that names
 * data set and file.
 */
public final class DataFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String dataset;
  private final String location;
  private final MessageDigest digest;
  private final DigestInputStream in;
  private long bytes;
  private @Nullable SourceFile source;

  private DataFile(String dataset, String location, InputStream unpacked) {
    this.dataset = dataset;
    this.location = location;
    this.digest = sha256();
    this.in = new DigestInputStream(unpacked, digest);
  }

  /**
   * Opens a file.
   *
   * @param dataset name of the data set, which begins every message
   * @param path a readable regular file
   */
  public static DataFile open(String dataset, Path path) {
    if (!Files.exists(path)) {
      throw new UserError(dataset + ": " + path + " does not exist.");
    }
    if (Files.isDirectory(path)) {
      throw new UserError(dataset + ": " + path + " is a directory, a file is needed.");
    }
    if (!Files.isReadable(path)) {
      throw new UserError(
          dataset + ": " + path + " may not be read by this user.",
          "the file's permissions must be changed.");
    }
    try {
      return of(dataset, path.toString(), Files.newInputStream(path));
    } catch (IOException e) {
      throw new UserError(dataset + ": " + path + " cannot be read (" + reason(e) + ").", "", e);
    }
  }

  /**
   * Reads from a stream, for instance a resource; closes it on {@link #close()} and on failure.
   *
   * @param dataset name of the data set
   * @param location what messages and provenance call the stream
   * @param packed the content, plain or gz
   */
  public static DataFile of(String dataset, String location, InputStream packed) {
    InputStream raw = new BufferedInputStream(packed, BUFFER);
    try {
      return new DataFile(dataset, location, unpacked(raw, location));
    } catch (IOException e) {
      UserError error = failure(dataset, location, e);
      try {
        raw.close();
      } catch (IOException second) {
        error.addSuppressed(second);
      }
      throw error;
    }
  }

  /** The name that messages begin with. */
  public String dataset() {
    return dataset;
  }

  /** Path or resource name. */
  public String location() {
    return location;
  }

  /**
   * Reads exactly {@code count} unpacked bytes.
   *
   * @param out receives the bytes from {@code offset} on; modified
   * @param offset first place in {@code out}
   * @param count how many bytes
   * @param what what the bytes are, for the message when they are missing
   */
  public void read(byte[] out, int offset, int count, String what) {
    int n;
    try {
      n = in.readNBytes(out, offset, count);
    } catch (IOException e) {
      throw failure(dataset, location, e);
    }
    bytes += n;
    if (n < count) {
      throw new UserError(
          dataset
              + ": "
              + location
              + " is truncated: it ends after "
              + bytes
              + " unpacked bytes, "
              + (bytes - n + count)
              + " are needed for its "
              + what
              + ".",
          "the download broke off; fetch the file again.");
    }
  }

  /**
   * Reads what comes next, as an input stream does.
   *
   * @param out receives the bytes from {@code offset} on; modified
   * @param offset first place in {@code out}
   * @param most how many bytes at most
   * @param limit unpacked bytes that the file may have in all; a longer one is refused, so that a
   *     small gz cannot fill memory or time
   * @return how many bytes came, -1 at the end
   */
  public int readSome(byte[] out, int offset, int most, long limit) {
    int n;
    try {
      n = in.read(out, offset, most);
    } catch (IOException e) {
      throw failure(dataset, location, e);
    }
    bytes += Math.max(0, n);
    if (bytes > limit) {
      throw new UserError(
          dataset + ": " + location + " unpacks to more than " + limit + " bytes, the limit.",
          "it is another file; a larger limit can be set.");
    }
    return n;
  }

  /** Reads all that is left, at most {@code limit} bytes; a longer file is refused. */
  public byte[] readRest(int limit) {
    try {
      byte[] all = in.readNBytes(limit);
      bytes += all.length;
      if (in.read() >= 0) {
        throw new UserError(
            dataset + ": " + location + " unpacks to more than " + limit + " bytes, the limit.",
            "it is another file.");
      }
      return all;
    } catch (IOException e) {
      throw failure(dataset, location, e);
    }
  }

  /** Requires that nothing is left. */
  public void expectEnd() {
    try {
      if (in.read() >= 0) {
        throw new UserError(
            dataset
                + ": "
                + location
                + " has bytes after the "
                + bytes
                + " that its header declares.",
            "it is damaged or another file; fetch it again.");
      }
    } catch (IOException e) {
      throw failure(dataset, location, e);
    }
  }

  /** Length and checksum of what was read; call after the end was reached. */
  public SourceFile source() {
    if (source == null) {
      source = new SourceFile(location, bytes, HexFormat.of().formatHex(digest.digest()));
    }
    return source;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw failure(dataset, location, e);
    }
  }

  private static InputStream unpacked(InputStream raw, String location) throws IOException {
    raw.mark(2);
    boolean gz = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    if (!gz && location.endsWith(".gz")) {
      throw new ZipException("named .gz, but not gzip data");
    }
    return gz ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  private static UserError failure(String dataset, String location, IOException e) {
    if (e instanceof EOFException) {
      return new UserError(
          dataset + ": " + location + " is truncated: its gz stream ends before its own end mark.",
          "the download broke off; fetch the file again.",
          e);
    }
    if (e instanceof ZipException) {
      return new UserError(
          dataset + ": " + location + " is damaged (" + reason(e) + ").",
          "the download went wrong; fetch the file again.",
          e);
    }
    return new UserError(dataset + ": " + location + " cannot be read (" + reason(e) + ").", "", e);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException("this JVM has no SHA-256", e));
    }
  }
}
