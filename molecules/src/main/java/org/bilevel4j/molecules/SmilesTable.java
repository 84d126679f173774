package org.bilevel4j.molecules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.csv.CsvTables;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.RowSplit;

/**
 * A CSV file of molecules as fingerprints with labels. Rows whose SMILES is missing or cannot be
 * read are left out, counted and named.
 *
 * @param table fingerprints and label columns
 * @param smiles SMILES of each row of {@code table}
 * @param kept row of the file that each row of {@code table} was, ascending; read only
 * @param fileRows number of rows of the file
 * @param remarks what was left out, one sentence each
 */
public record SmilesTable(
    LabelledTable table, List<String> smiles, int[] kept, int fileRows, List<String> remarks) {
  private static final int LISTED = 5;

  /** Copies the lists. */
  public SmilesTable {
    smiles = List.copyOf(smiles);
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads a file.
   *
   * @param name name of the table, which begins every message
   * @param file plain or gz
   * @param column name of the column of SMILES
   * @param options which columns are labels and which are left out; other columns than these must
   *     not be inputs
   * @param ecfp the fingerprint
   * @param cache a folder to keep fingerprints in
   * @throws UserError if the file is anything else or no SMILES can be read
   */
  public static SmilesTable read(
      String name, Path file, String column, CsvOptions options, Ecfp ecfp, Optional<Path> cache) {
    ColumnTable columns = CsvTables.read(name, file, options.keep(column));
    CategoricalColumn texts = columns.kept(column);
    List<String> all =
        IntStream.range(0, columns.rows())
            .mapToObj(r -> texts.isMissing(r) ? "" : texts.categories().get(texts.code(r)))
            .toList();
    List<String> remarks = new ArrayList<>(columns.remarks());
    Fingerprints prints = new FingerprintCache(cache).of(ecfp, all, remarks);
    int[] kept = prints.kept();
    if (kept.length == 0) {
      throw new UserError(
          "%s: none of the %d texts in column '%s' is a SMILES."
              .formatted(name, all.size(), column),
          "another column holds the SMILES.");
    }
    if (kept.length < all.size()) {
      remarks.add(leftOut(all, kept));
    }
    List<CategoricalColumn> labels =
        kept.length == all.size()
            ? columns.labels()
            : columns.labels().stream().map(label -> label.rows(kept)).toList();
    return new SmilesTable(
        new LabelledTable(name, prints.features(), List.of(), labels, columns.origin()),
        Arrays.stream(kept).mapToObj(all::get).toList(),
        kept,
        all.size(),
        remarks);
  }

  private static String leftOut(List<String> all, int[] kept) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    int next = 0;
    for (int r = 0; r < all.size(); r++) {
      if (next < kept.length && kept[next] == r) {
        next++;
      } else {
        counts.merge(all.get(r), 1, Integer::sum);
      }
    }
    List<String> texts = new ArrayList<>();
    counts.entrySet().stream()
        .limit(LISTED)
        .forEach(
            e ->
                texts.add(
                    "'"
                        + e.getKey()
                        + "'"
                        + (e.getValue() > 1 ? " " + e.getValue() + " times" : "")));
    int more = counts.size() - texts.size();
    return "left out %d of %d rows, whose SMILES cannot be read: %s%s."
        .formatted(
            all.size() - kept.length,
            all.size(),
            String.join(", ", texts),
            more > 0 ? " and " + more + " more" : "");
  }

  /** A split of the file's rows as one of this table's. */
  public RowSplit restricted(RowSplit ofFile) {
    return RowSplit.of(kept.length, k -> ofFile.part(kept[k]));
  }
}
