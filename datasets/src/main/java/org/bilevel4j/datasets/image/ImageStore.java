package org.bilevel4j.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.SourceFile;
import org.jspecify.annotations.Nullable;

/** The files of a data set's images: entries of a zip file, or what lies below a directory. */
public final class ImageStore implements AutoCloseable {
  private static final int LIMIT = 1 << 26;

  private final String dataset;
  private final Path place;
  private final @Nullable ZipFile zip;
  private final MessageDigest digest;
  private long bytes;

  private ImageStore(String dataset, Path place, @Nullable ZipFile zip) {
    this.dataset = dataset;
    this.place = place;
    this.zip = zip;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /**
   * Opens a place.
   *
   * @param dataset name of the data set, which begins every message
   * @param place a zip file or a directory
   */
  public static ImageStore open(String dataset, Path place) {
    if (Files.isDirectory(place)) {
      return new ImageStore(dataset, place, null);
    }
    try {
      return new ImageStore(dataset, place, new ZipFile(place.toFile()));
    } catch (IOException e) {
      throw new UserError(
          dataset + ": " + place + " is neither a directory nor a sound zip file.",
          "the download broke off; fetch the file again.",
          e);
    }
  }

  /**
   * The content of a file.
   *
   * @param name path inside the zip file or below the directory, with / between its parts
   * @throws UserError if there is none, it is damaged or larger than 64 MiB
   */
  public byte[] read(String name) {
    try (InputStream in = stream(name)) {
      byte[] content = in.readNBytes(LIMIT);
      if (in.read() >= 0) {
        throw new UserError(
            "%s: %s in %s has more than %d bytes, the limit."
                .formatted(dataset, name, place, LIMIT),
            "it is no image of this set.");
      }
      digest.update(content);
      bytes += content.length;
      return content;
    } catch (IOException e) {
      throw new UserError(
          dataset + ": " + name + " in " + place + " cannot be read.", "fetch it again.", e);
    }
  }

  private InputStream stream(String name) throws IOException {
    if (zip != null) {
      ZipEntry entry = zip.getEntry(name);
      if (entry != null) {
        return zip.getInputStream(entry);
      }
    } else if (Files.isRegularFile(place.resolve(name))) {
      return Files.newInputStream(place.resolve(name));
    }
    throw new UserError(
        dataset + ": " + place + " has no image " + name + ", which the labels name.",
        "labels and images must be of the same set.");
  }

  /** Length and checksum of all that was read, in the order in which it was. */
  SourceFile source() {
    return new SourceFile(place.toString(), bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** An error about one image. */
  UserError damaged(String name, String what) {
    return new UserError(
        dataset + ": " + name + " in " + place + " " + what, "it is damaged; fetch it again.");
  }

  @Override
  public void close() {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
