package org.bilevel4j.datasets.libsvm;

import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.Dataset;

/** Binary tables of the LIBSVM collection, and a user's own in its format. */
@AutoService(Component.class)
@Listed(
    name = LibSvmDataset.NAME,
    title = "LIBSVM tables of two classes: ijcnn1, a9a, w8a and files of your own",
    source = "C.-C. Chang, C.-J. Lin (2011), LIBSVM: a library for support vector machines")
public record LibSvmDataset() implements Dataset {
  /** Name of the data set and of its folder. */
  public static final String NAME = "libsvm";

  /** A second folder that files may be in. */
  private static final String BINARY = "binary";

  /** A file of the collection and how many rows are published. */
  private record Published(String set, long rows) {}

  private static final List<Published> SETS =
      List.of(
          new Published("ijcnn1", 49_990),
          new Published("ijcnn1.t", 91_701),
          new Published("a9a", 32_561),
          new Published("a9a.t", 16_281),
          new Published("w8a", 49_749),
          new Published("w8a.t", 14_951));

  @Override
  public String licence() {
    return "none stated; research use with citation";
  }

  @Override
  public String size() {
    return "ijcnn1 49,990 rows of 22, a9a 32,561 of 123, w8a 49,749 of 300";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    List<String> findings = new ArrayList<>();
    String where = "";
    DataStatus.State state = DataStatus.State.VERIFIED;
    for (Published p : SETS) {
      DataFinder.Search search = search(finder, p.set);
      if (!search.found()) {
        continue;
      }
      where = String.valueOf(search.directory());
      try {
        long rows = LibSvmTable.read(search.files().values().iterator().next()).rows();
        boolean same = rows == p.rows;
        state = same ? state : DataStatus.State.DIFFERS;
        findings.add(
            p.set + ": " + rows + " rows" + (same ? " as published" : ", must be " + p.rows));
      } catch (UserError e) {
        return new DataStatus(
            NAME, DataStatus.State.DAMAGED, where, List.of(e.sentence(), "Hint: " + e.cure()));
      }
    }
    return findings.isEmpty()
        ? new DataStatus(NAME, DataStatus.State.MISSING, "", List.of("Hint: " + cure()))
        : new DataStatus(NAME, state, where, findings);
  }

  /** NAME, NAME.libsvm or NAME.txt, plain or gz, in the places of the finder. */
  private static DataFinder.Search search(DataFinder finder, String name) {
    DataFinder.Search last = finder.find(NAME, List.of(name + ".libsvm.gz"));
    for (String file : List.of(name + ".libsvm.gz", name + ".gz", name + ".txt.gz")) {
      for (String folder : List.of(NAME, BINARY)) {
        DataFinder.Search search = finder.find(folder, List.of(file));
        if (search.found()) {
          return search;
        }
      }
    }
    return last;
  }

  private static String cure() {
    return "download the set from the LIBSVM collection, unpacked, into DIR/libsvm and give --data"
        + " DIR or set BILEVEL4J_DATA=DIR.";
  }

  /**
   * Looks for a file.
   *
   * @param name a path, or the name of a set
   * @throws UserError when there is none
   */
  public static Path find(DataFinder finder, String name) {
    try {
      Path path = Path.of(name);
      if (Files.isRegularFile(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new UserError(NAME + ": '" + name + "' is not a path.", "", e);
    }
    DataFinder.Search search = search(finder, name);
    if (search.found()) {
      return search.files().values().iterator().next();
    }
    throw new UserError(
        NAME
            + ": "
            + name
            + " is no file, and no set of this name was found; looked in "
            + String.join(", ", search.looked())
            + ", and in the folders "
            + NAME
            + " and "
            + BINARY
            + " of each.",
        cure());
  }
}
