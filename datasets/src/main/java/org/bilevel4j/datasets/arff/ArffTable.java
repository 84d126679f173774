package org.bilevel4j.datasets.arff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;

/**
 * What ARFF files with the same attributes hold: typed columns if their rows are dense, packed rows
 * if they are sparse. A nominal input {0,1} is a number; of another nominal input, a sparse row has
 * one feature "name=value" for each value but the first, which is what an omitted cell stands for.
 * Texts and dates are left out.
 */
public final class ArffTable {
  private final ArffFill fill;
  private final String name;
  private final DataOrigin origin;
  private final int[] ends;

  private ArffTable(String name, ArffFill fill, DataOrigin origin, int[] ends) {
    this.name = name;
    this.fill = fill;
    this.origin = origin;
    this.ends = ends;
  }

  /**
   * Reads files one after another.
   *
   * @param name name of the table, which begins every message
   * @param files plain or gz, the same attributes in all
   * @param labels which of the attributes are labels; these must be 0 and 1, -1 and 1, no and yes,
   *     or false and true, nominal or numbers
   * @throws UserError if a file is anything else; names file, line, attribute, value and bound
   */
  public static ArffTable read(
      String name, List<Path> files, Function<List<ArffAttribute>, Set<String>> labels) {
    ArffFill fill = new ArffFill(labels);
    List<SourceFile> sources = new ArrayList<>();
    int[] ends = new int[files.size()];
    for (int f = 0; f < ends.length; f++) {
      try (DataFile file = DataFile.open(name, files.get(f))) {
        ArffWalk.through(file, fill);
        sources.add(file.source());
        int before = f == 0 ? 0 : ends[f - 1];
        ends[f] = fill.rows();
        if (ends[f] == before) {
          throw new UserError(
              name + ": " + file.location() + " has no rows.", "it was cut, or its export failed.");
        }
      }
    }
    return new ArffTable(name, fill, new DataOrigin(name, "not stated", "", sources), ends);
  }

  /**
   * Reads files whose labels an XML file of MULAN names.
   *
   * @param name name of the table, which begins every message
   * @param files plain or gz, the same attributes in all
   * @param labels which attributes are labels
   */
  public static ArffTable read(String name, List<Path> files, MulanLabels labels) {
    return read(
        name,
        files,
        attributes -> {
          labels.requireAmong(attributes.stream().map(ArffAttribute::name).toList());
          return Set.copyOf(labels.names());
        });
  }

  /** Number of rows of all files. */
  public int rows() {
    return fill.rows();
  }

  /** Where the rows of each file end. */
  public int[] ends() {
    return ends.clone();
  }

  /** Whether rows are sparse. */
  public boolean isSparse() {
    return fill.isSparse();
  }

  /** Typed columns of dense rows. */
  public ColumnTable columns() {
    return fill.columns(name, origin);
  }

  /** Packed sparse rows. */
  public LabelledTable packed() {
    return fill.packed(name, origin);
  }

  /** What was left out, one sentence each. */
  public List<String> remarks() {
    return fill.remarks();
  }
}
