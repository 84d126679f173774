package org.bilevel4j.applications.parts;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.fashion.FashionMnist;
import org.bilevel4j.datasets.table.LabelledTable;
import org.jspecify.annotations.Nullable;

/**
 * FashionMNIST, read once for the runs of a process: the table is immutable, takes 55 MB and a
 * second to read. It is let go when memory is short.
 */
public final class FashionTables {
  private static final Map<String, SoftReference<LabelledTable>> TABLES = new HashMap<>();

  private FashionTables() {}

  /**
   * The table.
   *
   * @param data a directory to look in before the usual places
   */
  public static LabelledTable load(Optional<Path> data) {
    String key = data.map(d -> d.toAbsolutePath().toString()).orElse("");
    synchronized (TABLES) {
      SoftReference<LabelledTable> kept = TABLES.get(key);
      @Nullable LabelledTable table = kept == null ? null : kept.get();
      if (table == null) {
        table = FashionMnist.load(DataFinder.ofUser(data.orElse(null)));
        TABLES.put(key, new SoftReference<>(table));
      }
      return table;
    }
  }
}
