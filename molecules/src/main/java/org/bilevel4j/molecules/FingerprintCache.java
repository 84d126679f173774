package org.bilevel4j.molecules;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bilevel4j.datasets.table.SparseFeatures;

/**
 * Keeps fingerprints in a folder of the user's cache. A file is named by the SHA-256 of the SMILES,
 * the parameters and the version of CDK, so that it never has to be invalidated; one that is
 * damaged is computed anew, and where nothing can be written nothing is kept.
 */
final class FingerprintCache {
  private static final String FOLDER = "fingerprints";
  private static final int FORMAT = 1;

  private final Optional<Path> folder;

  /** Keeps fingerprints below a folder, or not at all. */
  FingerprintCache(Optional<Path> cache) {
    this.folder = cache.map(c -> c.resolve(FOLDER));
  }

  /**
   * Fingerprints, from the cache where it has them.
   *
   * @param remarks receives a sentence if they could not be kept; modified
   */
  Fingerprints of(Ecfp ecfp, List<String> smiles, List<String> remarks) {
    if (folder.isEmpty()) {
      return ecfp.of(smiles);
    }
    String key = key(ecfp, smiles);
    Path file = folder.get().resolve(key.substring(0, 40) + ".bin.gz");
    Optional<Fingerprints> kept = read(file, key, ecfp.bits());
    if (kept.isPresent()) {
      return kept.get();
    }
    Fingerprints made = ecfp.of(smiles);
    try {
      write(file, key, made);
    } catch (IOException e) {
      remarks.add("fingerprints could not be kept in " + folder.get() + " (" + e + ").");
    }
    return made;
  }

  private static String key(Ecfp ecfp, List<String> smiles) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((ecfp.identity() + ", format " + FORMAT).getBytes(StandardCharsets.UTF_8));
      for (String one : smiles) {
        digest.update((byte) '\n');
        digest.update(one.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /** Empty if there is no such file or it is not sound; gzip's own checksum is verified. */
  private static Optional<Fingerprints> read(Path file, String key, int bits) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      if (!in.readUTF().equals(key)) {
        return Optional.empty();
      }
      int[] kept = numbers(in);
      int[] starts = numbers(in);
      int[] columns = numbers(in);
      return in.read() >= 0
          ? Optional.empty()
          : Optional.of(new Fingerprints(new SparseFeatures(bits, starts, columns, null), kept));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // damaged: made and written anew
    }
  }

  private static int[] numbers(DataInputStream in) throws IOException {
    int[] all = new int[in.readInt()];
    for (int k = 0; k < all.length; k++) {
      all[k] = in.readInt();
    }
    return all;
  }

  private static void write(Path file, String key, Fingerprints made) throws IOException {
    Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
    Path temporary = Files.createTempFile(parent, "fingerprints", ".tmp");
    try {
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(temporary))))) {
        SparseFeatures features = made.features();
        out.writeUTF(key);
        numbers(out, made.kept());
        out.writeInt(features.rows() + 1);
        for (int r = 0; r < features.rows(); r++) {
          out.writeInt(features.start(r));
        }
        out.writeInt(features.entries());
        numbers(out, features.columns());
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void numbers(DataOutputStream out, int[] all) throws IOException {
    out.writeInt(all.length);
    for (int number : all) {
      out.writeInt(number);
    }
  }
}
