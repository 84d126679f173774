package org.bilevel4j.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;

/**
 * The files of a data set, with the checksums of their unpacked contents.
 *
 * @param dataset name of the data set, which begins every message
 * @param folder the folder that the files may be in
 * @param files the files in reading order; copied
 * @param cure how to get the files, as a sentence
 */
public record KnownFiles(String dataset, String folder, List<Known> files, String cure) {
  private static final int CHUNK = 1 << 16;
  private static final long LIMIT = 1L << 33;

  /**
   * A file.
   *
   * @param name its name, with .gz where it may be packed
   * @param sha256 SHA-256 of the unpacked content, 64 hexadecimal digits; empty where it is not
   *     published
   */
  public record Known(String name, String sha256) {}

  /** Copies the list. */
  public KnownFiles {
    files = List.copyOf(files);
  }

  /** Looks for the files. */
  public DataFinder.Search search(DataFinder finder) {
    return finder.find(folder, files.stream().map(Known::name).toList());
  }

  /**
   * Paths of the files in reading order.
   *
   * @throws UserError if they are not found; says where was looked and how to get them
   */
  public List<Path> find(DataFinder finder) {
    DataFinder.Search search = search(finder);
    if (!search.found()) {
      throw new UserError(
          "%s: its files %s were not found; looked in %s, and in the folder %s of each."
              .formatted(
                  dataset,
                  String.join(", ", files.stream().map(Known::name).toList()),
                  String.join(", ", search.looked()),
                  folder),
          cure);
    }
    return paths(search);
  }

  private List<Path> paths(DataFinder.Search search) {
    return files.stream()
        .map(file -> Objects.requireNonNull(search.files().get(file.name())))
        .toList();
  }

  /** Looks for the files and compares their contents with the published ones. */
  public DataStatus status(DataFinder finder) {
    return status(
        finder,
        paths ->
            IntStream.range(0, files.size())
                .mapToObj(
                    f -> {
                      String found = sum(paths.get(f));
                      boolean same = found.equals(files.get(f).sha256());
                      String sums = same ? "as published" : "is " + found + ", not as published";
                      return new Finding(
                          files.get(f).name() + ": sha-256 of the unpacked content " + sums, same);
                    })
                .toList());
  }

  /**
   * Looks for the files and lets them be checked in another way.
   *
   * @param check looks at the paths of the files, in reading order
   */
  public DataStatus status(DataFinder finder, Function<List<Path>, List<Finding>> check) {
    DataFinder.Search search = search(finder);
    if (!search.found()) {
      return new DataStatus(dataset, DataStatus.State.MISSING, "", List.of("Hint: " + cure));
    }
    String where = String.valueOf(search.directory());
    try {
      List<Finding> findings = check.apply(paths(search));
      boolean same = findings.stream().allMatch(Finding::same);
      return new DataStatus(
          dataset,
          same ? DataStatus.State.VERIFIED : DataStatus.State.DIFFERS,
          where,
          findings.stream().map(Finding::text).toList());
    } catch (UserError e) {
      return new DataStatus(
          dataset,
          DataStatus.State.DAMAGED,
          where,
          List.of(e.sentence(), "Hint: " + (e.cure().isEmpty() ? cure : e.cure())));
    }
  }

  /**
   * What a check found.
   *
   * @param text in one line
   * @param same whether it is what is published
   */
  public record Finding(String text, boolean same) {}

  /**
   * The joint status of several groups of files, each of which can be used alone.
   *
   * @param dataset name of the data set
   * @param groups the groups, one at least
   */
  public static DataStatus status(String dataset, List<KnownFiles> groups, DataFinder finder) {
    List<String> findings = new ArrayList<>();
    String where = "";
    DataStatus.State state = DataStatus.State.MISSING;
    for (KnownFiles group : groups) {
      DataStatus status = group.status(finder);
      if (status.state() == DataStatus.State.DAMAGED) {
        return new DataStatus(dataset, status.state(), status.where(), status.findings());
      }
      if (status.state().usable()) {
        where = status.where();
        boolean differs = state == DataStatus.State.DIFFERS;
        state = differs ? state : status.state();
        findings.addAll(status.findings());
      }
    }
    return findings.isEmpty()
        ? new DataStatus(
            dataset, DataStatus.State.MISSING, "", List.of("Hint: " + groups.get(0).cure()))
        : new DataStatus(dataset, state, where, findings);
  }

  private String sum(Path path) {
    try (DataFile file = DataFile.open(dataset, path)) {
      byte[] chunk = new byte[CHUNK];
      while (file.readSome(chunk, 0, CHUNK, LIMIT) >= 0) {
        // the file takes its checksum while it is read
      }
      return file.source().sha256();
    }
  }
}
