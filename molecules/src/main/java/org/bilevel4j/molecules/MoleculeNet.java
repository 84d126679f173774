package org.bilevel4j.molecules;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.KnownFiles;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * Sets of the MoleculeNet collection, a task for each assay: fingerprints of the molecules, labels
 * with missing cells. The official split is 80/10/10 by scaffold: that of the file beside the data,
 * else computed.
 */
@AutoService(Component.class)
@Listed(
    name = MoleculeNet.NAME,
    title = "Molecules with the results of assays: tox21, toxcast, muv, clintox, hiv",
    source = MoleculeNet.CITATION)
public record MoleculeNet(
    @Param(value = "which set", range = "tox21, toxcast, muv, clintox, hiv") MoleculeSet set,
    @Param(value = "fingerprint of a molecule: fingerprint.radius, fingerprint.bits")
        Ecfp fingerprint)
    implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "moleculenet";

  static final String FOLDER = "molecules";
  static final String CITATION =
      "Z. Wu et al. (2018), MoleculeNet: a benchmark for molecular machine learning";

  private static final String LICENCE = "results of US agencies and PubChem; files under MIT";
  private static final Shares SCAFFOLD_SHARES = new Shares(0.8, 0.1, 0.1);

  /** Tox21 with ECFP4 of 1,024 bits. */
  public MoleculeNet() {
    this(MoleculeSet.TOX21, new Ecfp());
  }

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "1,484 to 93,127 rows, 1 to 617 tasks";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    List<KnownFiles> files = new ArrayList<>();
    Arrays.stream(MoleculeSet.values())
        .forEach(
            s -> {
              files.add(s.rows());
              files.add(s.split());
            });
    return KnownFiles.status(NAME, files, finder);
  }

  @Override
  public TaskTable load(DataFinder finder) {
    String name = NAME + " " + set.set();
    Path file = set.rows().find(finder).get(0);
    SmilesTable read =
        SmilesTable.read(name, file, "smiles", set.options(), fingerprint, finder.cache());
    DataFinder.Search split = set.split().search(finder);
    RowSplit scaffold =
        split.found()
            ? read.restricted(
                RowSplit.byFile(name, set.split().find(finder).get(0), "split", read.fileRows()))
            : Scaffolds.split(read.smiles(), SCAFFOLD_SHARES);
    List<SourceFile> sources = read.table().origin().files();
    LabelledTable table = read.table().withOrigin(new DataOrigin(name, LICENCE, CITATION, sources));
    return new TaskTable(table, Optional.of(scaffold), Optional.empty(), read.remarks());
  }
}
