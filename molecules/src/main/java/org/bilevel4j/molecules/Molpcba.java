package org.bilevel4j.molecules;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.KnownFiles;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.file.CellNumber;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.file.TextLines;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * ogbg-molpcba as 128 tasks, an assay each, from the official folder ogbg_molpcba: SMILES and
 * labels of mapping/mol.csv.gz as fingerprints, and the official scaffold split.
 */
@AutoService(Component.class)
@Listed(
    name = Molpcba.NAME,
    title = "ogbg-molpcba: 437,929 molecules with the results of 128 assays",
    source = Molpcba.CITATION)
public record Molpcba(
    @Param(value = "fingerprint of a molecule: fingerprint.radius, fingerprint.bits")
        Ecfp fingerprint)
    implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "ogbg-molpcba";

  static final String CITATION =
      "W. Hu et al. (2020), Open graph benchmark: datasets for machine learning on graphs";

  private static final String LICENCE = "MIT";
  private static final List<Integer> ROWS = List.of(350_343, 43_793, 43_793);

  private static final KnownFiles FILES =
      new KnownFiles(
          NAME,
          "ogbg_molpcba",
          List.of(
              new KnownFiles.Known("mapping/mol.csv.gz", ""),
              new KnownFiles.Known("split/scaffold/train.csv.gz", ""),
              new KnownFiles.Known("split/scaffold/valid.csv.gz", ""),
              new KnownFiles.Known("split/scaffold/test.csv.gz", "")),
          "unpack pcba.zip of the Open Graph Benchmark in DIR, which makes DIR/ogbg_molpcba, and"
              + " give --data DIR or set BILEVEL4J_DATA=DIR.");

  /** ECFP4 of 1,024 bits. */
  public Molpcba() {
    this(new Ecfp());
  }

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "437,929 rows, 128 tasks";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return FILES.status(
        finder,
        paths -> {
          List<Integer> rows =
              paths.subList(1, 4).stream().map(path -> indices(path).length).toList();
          return List.of(
              new KnownFiles.Finding(
                  "rows of the scaffold split are " + rows + ", published are " + ROWS,
                  rows.equals(ROWS)));
        });
  }

  @Override
  public TaskTable load(DataFinder finder) {
    List<Path> files = FILES.find(finder);
    SmilesTable read =
        SmilesTable.read(
            NAME,
            files.get(0),
            "smiles",
            CsvOptions.defaults().labels("*").leaveOut("mol_id"),
            fingerprint,
            finder.cache());
    RowSplit split = read.restricted(split(files.subList(1, 4), read.fileRows()));
    DataOrigin origin = new DataOrigin(NAME, LICENCE, CITATION, read.table().origin().files());
    return new TaskTable(
        read.table().withOrigin(origin), Optional.of(split), Optional.empty(), read.remarks());
  }

  /** The parts that three files of 0-based row numbers give; every row must be in one. */
  private static RowSplit split(List<Path> files, int rows) {
    Part[] parts = new Part[rows];
    for (Part part : Part.values()) {
      Path file = files.get(part.ordinal());
      for (int row : indices(file)) {
        if (row >= rows || parts[row] != null) {
          throw new UserError(
              "%s: %s has row %d, which must be below %d and in one part only."
                  .formatted(NAME, file, row, rows),
              "labels and split must be of the same set.");
        }
        parts[row] = part;
      }
    }
    int without = Arrays.asList(parts).indexOf(null);
    if (without >= 0) {
      throw new UserError(
          NAME + ": row " + without + " is in none of the files of the split.",
          "labels and split must be of the same set.");
    }
    return RowSplit.of(rows, r -> parts[r]);
  }

  /** One row number a line, no header. */
  private static int[] indices(Path path) {
    try (DataFile file = DataFile.open(NAME, path)) {
      TextLines lines = new TextLines(file);
      int[] all = new int[16];
      int count = 0;
      while (lines.nextNotBlank()) {
        String text = lines.line().strip();
        double row = CellNumber.parse(text.toCharArray(), 0, text.length());
        if (!(row >= 0 && row == Math.rint(row) && row < Integer.MAX_VALUE)) {
          throw lines.error(
              "found '" + TextLines.shown(text) + "', must be the number of a row.",
              "one number a line.");
        }
        all = count == all.length ? Arrays.copyOf(all, 2 * count) : all;
        all[count++] = (int) row;
      }
      return Arrays.copyOf(all, count);
    }
  }
}
