package org.bilevel4j.datasets.mulan;

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
import org.bilevel4j.datasets.arff.ArffTable;
import org.bilevel4j.datasets.arff.MulanLabels;
import org.bilevel4j.datasets.encode.Encoding;
import org.bilevel4j.datasets.encode.EncodingOptions;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * Multi-label sets of the MULAN collection, a task for each label; the rows of the official
 * training file come first. Sparse sets stay sparse. Nothing is scaled; of a dense set, a column
 * with one value in all official training rows is left out.
 */
@AutoService(Component.class)
@Listed(
    name = Mulan.NAME,
    title = "Multi-label sets: emotions, yeast, birds, enron, medical, bibtex, tmc2007, delicious",
    source = Mulan.CITATION)
public record Mulan(
    @Param(
            value = "which set",
            range = "emotions, yeast, birds, enron, medical, bibtex, tmc2007, delicious")
        MulanSet set)
    implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "mulan";

  static final String CITATION =
      "G. Tsoumakas, E. Spyromitros-Xioufis, J. Vilcek, I. Vlahavas (2011), Mulan: a Java library for"
          + " multi-label learning";

  private static final String LICENCE = "none stated; research use with citation";

  /** A parent folder that the sets' folders may be in. */
  private static final String PARENT = "multilabel";

  /** The set bibtex. */
  public Mulan() {
    this(MulanSet.BIBTEX);
  }

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "593 to 28,596 rows, 72 to 1,836 inputs, 6 to 983 tasks";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return KnownFiles.status(
        NAME,
        Arrays.stream(MulanSet.values()).map(MulanSet::files).toList(),
        finder.alsoIn(PARENT));
  }

  @Override
  public TaskTable load(DataFinder finder) {
    List<Path> paths = set.files().find(finder.alsoIn(PARENT));
    String name = set.files().dataset();
    MulanLabels labels = MulanLabels.read(name, paths.get(2));
    ArffTable arff = ArffTable.read(name, paths.subList(0, 2), labels);
    int trainRows = arff.ends()[0];
    RowSplit official = RowSplit.of(arff.rows(), r -> r < trainRows ? Part.TRAIN : Part.TEST);
    List<String> remarks = new ArrayList<>(arff.remarks());
    LabelledTable table =
        arff.isSparse() ? arff.packed() : encoded(arff, official.rows(Part.TRAIN), remarks);
    List<SourceFile> files = new ArrayList<>(table.origin().files());
    files.add(labels.source());
    DataOrigin origin = new DataOrigin(name, LICENCE, CITATION, files);
    return new TaskTable(
        table.withOrigin(origin), Optional.of(official), Optional.empty(), remarks);
  }

  private static LabelledTable encoded(ArffTable arff, int[] trainRows, List<String> remarks) {
    EncodingOptions plain =
        EncodingOptions.defaults()
            .withStandardise(false)
            .withUnseen(EncodingOptions.Unseen.MISSING);
    Encoding encoding = Encoding.fit(arff.columns(), trainRows, plain);
    remarks.addAll(encoding.remarks());
    return encoding.apply(arff.columns());
  }
}
