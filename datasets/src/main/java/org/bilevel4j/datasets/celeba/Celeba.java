package org.bilevel4j.datasets.celeba;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.KnownFiles;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.image.ImageStore;
import org.bilevel4j.datasets.image.ImageTable;
import org.bilevel4j.datasets.image.PixelGrid;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * CelebA as 40 tasks, an attribute of a face each, from the official files: list_attr_celeba.txt,
 * list_eval_partition.txt and img_align_celeba.zip, in one folder.
 */
@AutoService(Component.class)
@Listed(
    name = Celeba.NAME,
    title = "CelebA: 40 attributes of 202,599 aligned faces",
    source = Celeba.CITATION)
public record Celeba(
    @Param(value = "height and width that images are brought to", range = "1 to 1024") int side)
    implements TaskData {
  /** Name of the data set and of its folder. */
  public static final String NAME = "celeba";

  static final String CITATION =
      "Z. Liu, P. Luo, X. Wang, X. Tang (2015), Deep learning face attributes in the wild";

  private static final String LICENCE = "non-commercial research only; no copies";
  private static final String ATTRIBUTES = "list_attr_celeba.txt";
  private static final String PARTITION = "list_eval_partition.txt";
  private static final String IMAGES = "img_align_celeba.zip";
  private static final List<Integer> ROWS = List.of(162_770, 19_867, 19_962);

  private static final KnownFiles FILES =
      new KnownFiles(
          NAME,
          NAME,
          List.of(
              new KnownFiles.Known(ATTRIBUTES, ""),
              new KnownFiles.Known(PARTITION, ""),
              new KnownFiles.Known(IMAGES, "")),
          "agree to the terms on the CelebA page and put its files "
              + ATTRIBUTES
              + " (md5 75e246fa4810816ffd6ee81facbd244c), "
              + PARTITION
              + " (md5 d32c9cbf5e040fd4025c592c306e6668) and "
              + IMAGES
              + " (md5 00d2c5bc6d35e252742224ab0c1e8fcb) into DIR/celeba, and give --data DIR or set"
              + " BILEVEL4J_DATA=DIR.");

  /** Checks the side. */
  public Celeba {
    Args.atLeast(1, side, "side");
    Args.atMost(1024, side, "side");
  }

  /** Images of 32 x 32 pixels. */
  public Celeba() {
    this(32);
  }

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "202,599 images, 40 tasks";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return FILES.status(
        finder,
        paths -> {
          CelebaText.Attributes attributes = CelebaText.attributes(paths.get(0));
          RowSplit split = split(CelebaText.partition(paths.get(1), attributes.images()));
          List<Integer> rows =
              List.of(
                  split.count(Part.TRAIN), split.count(Part.VALIDATION), split.count(Part.TEST));
          return List.of(
              new KnownFiles.Finding(
                  "training, validation and test images are " + rows + ", published are " + ROWS,
                  rows.equals(ROWS)));
        });
  }

  private static RowSplit split(CelebaText.Partition partition) {
    return RowSplit.of(partition.parts().size(), partition.parts()::get);
  }

  @Override
  public TaskTable load(DataFinder finder) {
    List<Path> files = FILES.find(finder);
    CelebaText.Attributes attributes = CelebaText.attributes(files.get(0));
    CelebaText.Partition partition = CelebaText.partition(files.get(1), attributes.images());
    DataOrigin origin =
        new DataOrigin(NAME, LICENCE, CITATION, List.of(attributes.source(), partition.source()));
    List<String> entries =
        attributes.images().stream().map(image -> "img_align_celeba/" + image).toList();
    try (ImageStore store = ImageStore.open(NAME, files.get(2))) {
      LabelledTable table =
          ImageTable.read(store, entries, new PixelGrid(side, true), attributes.labels(), origin);
      return new TaskTable(table, Optional.of(split(partition)), Optional.empty(), List.of());
    }
  }
}
