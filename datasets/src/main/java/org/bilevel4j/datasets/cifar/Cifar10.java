package org.bilevel4j.datasets.cifar;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.KnownFiles;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * CIFAR-10 as ten tasks, one class against the rest: the official binary files, or a subset with
 * the first 1,000 training and 200 test images of each class. Pixels are divided by 255.
 */
@AutoService(Component.class)
@Listed(
    name = Cifar10.NAME,
    title = "CIFAR-10: colour 32 x 32 images of ten classes, 50,000 to train and 10,000 to test",
    source = Cifar10.CITATION)
public record Cifar10() implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "cifar-10";

  /** Names of the classes 0 to 9. */
  public static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  static final String CITATION =
      "A. Krizhevsky (2009), Learning multiple layers of features from tiny images";
  static final String LICENCE = "none stated; research use with citation";

  private static final CifarFiles FILES =
      new CifarFiles(
          NAME,
          "cifar-10-batches-bin",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin",
              "test_batch.bin"),
          6_000,
          new KnownFiles(
              NAME,
              "cifar10",
              List.of(
                  new KnownFiles.Known(
                      "train_1000perclass.bin.gz",
                      "f66cbe5c51b5151ff1a1eddefa9c29ac36c8d7b8f37097013ac89599a2fdc8be"),
                  new KnownFiles.Known(
                      "test_200perclass.bin.gz",
                      "d712dafdc2fe14d03bbb9975b357332d94966d33e98c761f84336233c80189c8")),
              "unpack cifar-10-binary.tar.gz of the CIFAR page (170 MB, md5"
                  + " c32a1d4ab5d03f1284b67883e8d87530) in DIR, which makes"
                  + " DIR/cifar-10-batches-bin, and give --data DIR or set BILEVEL4J_DATA=DIR."),
          1,
          CLASS_NAMES,
          LICENCE,
          CITATION);

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "60,000 rows (a subset: 12,000), 3,072 features, 10 classes";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return FILES.status(finder);
  }

  @Override
  public TaskTable load(DataFinder finder) {
    return FILES.load(finder);
  }
}
