package org.bilevel4j.datasets;

import java.util.Collection;
import java.util.Collections;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/** All data sets on the class path, by name. */
public final class DatasetCatalogue {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final SortedMap<String, DatasetEntry> entries;

  private DatasetCatalogue(SortedMap<String, DatasetEntry> entries) {
    this.entries = entries;
  }

  /** Finds the entries that are services of the current thread's class loader. */
  public static DatasetCatalogue discover() {
    return of(ServiceLoader.load(DatasetEntry.class));
  }

  /**
   * A catalogue of given entries.
   *
   * @throws UserError if a name is malformed or taken twice
   */
  public static DatasetCatalogue of(Iterable<DatasetEntry> found) {
    SortedMap<String, DatasetEntry> entries = new TreeMap<>();
    for (DatasetEntry entry : found) {
      String name = entry.name();
      if (!NAME.matcher(name).matches()) {
        throw new UserError(
            "data set '"
                + name
                + "' of "
                + entry.getClass().getName()
                + ": a name must be lower-case letters, digits and single hyphens.");
      }
      DatasetEntry other = entries.put(name, entry);
      if (other != null) {
        throw new UserError(
            "data set '"
                + name
                + "' is offered twice: by "
                + other.getClass().getName()
                + " and "
                + entry.getClass().getName()
                + ".",
            "two jars on the class path clash; remove one.");
      }
    }
    return new DatasetCatalogue(Collections.unmodifiableSortedMap(entries));
  }

  /** All entries in the order of their names. */
  public Collection<DatasetEntry> entries() {
    return entries.values();
  }

  /**
   * The entry with a name.
   *
   * @throws UserError if there is none; names the nearest known ones
   */
  public DatasetEntry entry(String name) {
    DatasetEntry entry = entries.get(name);
    if (entry == null) {
      throw Names.unknown("data set", name, entries.keySet());
    }
    return entry;
  }
}
