package org.bilevel4j.datasets;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Looks for data files, in this order: a directory given by the user ({@code --data}), the
 * directory named by the environment variable {@code BILEVEL4J_DATA}, the user's cache folder
 * ({@code $XDG_CACHE_HOME/bilevel4j}, else {@code ~/.cache/bilevel4j}) and {@code
 * /usr/share/datasets}, where Debian's packages put data sets. Each may hold the files directly or
 * in a folder that bears the data set's name. Never downloads.
 */
public final class DataFinder {
  /** Name of the environment variable that names a data directory. */
  public static final String VARIABLE = "BILEVEL4J_DATA";

  private static final Path SYSTEM = Path.of("/usr/share/datasets");

  private final List<Place> places;
  private final @Nullable Path cache;

  /**
   * A directory that is searched.
   *
   * @param origin who named it, for instance "--data"
   * @param directory the directory
   */
  public record Place(String origin, Path directory) {}

  /**
   * Looks in these places only, in this order; nothing is cached.
   *
   * @param places the directories; copied
   */
  public DataFinder(List<Place> places) {
    this(places, null);
  }

  /**
   * Looks in these places only, in this order.
   *
   * @param places the directories; copied
   * @param cache where what is costly to compute from data may be kept, or null for nowhere
   */
  public DataFinder(List<Place> places, @Nullable Path cache) {
    this.places = List.copyOf(places);
    this.cache = cache;
  }

  /**
   * The usual places of this user.
   *
   * @param data the directory given by {@code --data}, or null
   * @throws UserError if that directory does not exist
   */
  public static DataFinder ofUser(@Nullable Path data) {
    return of(data, System.getenv(), Path.of(System.getProperty("user.home")), SYSTEM);
  }

  /**
   * The usual places, from given surroundings.
   *
   * @param data the directory given by {@code --data}, or null
   * @param environment environment variables
   * @param home the user's home directory
   * @param system the directory that packages install data sets into
   * @throws UserError if {@code data} is not a directory
   */
  public static DataFinder of(
      @Nullable Path data, Map<String, String> environment, Path home, Path system) {
    List<Place> places = new ArrayList<>();
    if (data != null) {
      if (!Files.isDirectory(data)) {
        throw new UserError(
            "--data: " + data + (Files.exists(data) ? " is not a directory." : " does not exist."));
      }
      places.add(new Place("--data", data));
    }
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      places.add(new Place(VARIABLE, path(VARIABLE, named)));
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isEmpty() ? home.resolve(".cache") : path("XDG_CACHE_HOME", xdg);
    Path cache = caches.resolve("bilevel4j");
    places.add(new Place("cache folder", cache));
    places.add(new Place("installed packages", system));
    return new DataFinder(places, cache);
  }

  /**
   * Looks in a folder of each place too, for sets whose folders lie in a common one.
   *
   * @param parent name of the folder, looked at before its place
   */
  public DataFinder alsoIn(String parent) {
    List<Place> all = new ArrayList<>();
    for (Place place : places) {
      all.add(new Place(place.origin(), place.directory().resolve(parent)));
      all.add(place);
    }
    return new DataFinder(all, cache);
  }

  /** Where what is costly to compute from data may be kept; it may not exist yet. */
  public Optional<Path> cache() {
    return Optional.ofNullable(cache);
  }

  /** The places in the order of the search. */
  public List<Place> places() {
    return places;
  }

  /**
   * Looks for a data set's files; the first directory that has all of them wins.
   *
   * @param folder name of the folder the files may be in
   * @param files names of the files; each may also lie there without its ending {@code .gz}
   */
  public Search find(String folder, List<String> files) {
    List<String> looked = new ArrayList<>();
    for (Place place : places) {
      for (Path directory : List.of(place.directory(), place.directory().resolve(folder))) {
        Map<String, Path> found = filesIn(directory, files);
        if (found.size() == files.size()) {
          return new Search(directory, found, looked);
        }
        if (!found.isEmpty()) {
          List<String> missing = new ArrayList<>(files);
          missing.removeAll(found.keySet());
          looked.add(
              place.origin()
                  + " "
                  + directory
                  + " (incomplete, without "
                  + String.join(", ", missing)
                  + ")");
        }
      }
      boolean exists = Files.isDirectory(place.directory());
      looked.add(place.origin() + " " + place.directory() + (exists ? "" : " (does not exist)"));
    }
    return new Search(null, Map.of(), looked);
  }

  private static Map<String, Path> filesIn(Path directory, List<String> files) {
    Map<String, Path> found = new LinkedHashMap<>();
    for (String file : files) {
      Path packed = directory.resolve(file);
      Path plain = directory.resolve(file.replaceFirst("\\.gz$", ""));
      if (Files.exists(packed)) {
        found.put(file, packed);
      } else if (Files.exists(plain)) {
        found.put(file, plain);
      }
    }
    return found;
  }

  private static Path path(String variable, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UserError(variable + ": '" + text + "' is not a path.", "", e);
    }
  }

  /**
   * What a search found.
   *
   * @param directory the directory that has all files, or null
   * @param files path of each file by its name, complete when {@code directory} is not null
   * @param looked the places looked at in vain, in order, with what was wrong
   */
  public record Search(@Nullable Path directory, Map<String, Path> files, List<String> looked) {
    /** Copies the list. */
    public Search {
      looked = List.copyOf(looked);
    }

    /** Whether all files were found. */
    public boolean found() {
      return directory != null;
    }
  }
}
