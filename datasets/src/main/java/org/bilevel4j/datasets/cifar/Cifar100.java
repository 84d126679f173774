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
 * CIFAR-100 as a hundred tasks, one fine class against the rest: the official binary files, or a
 * subset with the first 1,117 training and 916 test images, enough to try a program with. Pixels
 * are divided by 255.
 */
@AutoService(Component.class)
@Listed(
    name = Cifar100.NAME,
    title = "CIFAR-100: colour 32 x 32 images of 100 classes, 50,000 to train and 10,000 to test",
    source = Cifar10.CITATION)
public record Cifar100() implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "cifar-100";

  /** Names of the fine classes 0 to 99. */
  public static final List<String> CLASS_NAMES =
      List.of(
          ("apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy "
                  + "bridge bus butterfly camel can castle caterpillar cattle chair chimpanzee "
                  + "clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant "
                  + "flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower "
                  + "leopard lion lizard lobster man maple_tree motorcycle mountain mouse mushroom "
                  + "oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate "
                  + "poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark "
                  + "shrew skunk skyscraper snail snake spider squirrel streetcar sunflower "
                  + "sweet_pepper table tank telephone television tiger tractor train trout tulip "
                  + "turtle wardrobe whale willow_tree wolf woman worm")
              .split(" "));

  private static final CifarFiles FILES =
      new CifarFiles(
          NAME,
          "cifar-100-binary",
          List.of("train.bin", "test.bin"),
          600,
          new KnownFiles(
              NAME,
              "cifar100",
              List.of(
                  new KnownFiles.Known(
                      "train_first1117.bin.gz",
                      "b64f19308ea99e9d6f7f6dfb96ad7ddecd3232b8592c01f30880340930923d44"),
                  new KnownFiles.Known(
                      "test_first916.bin.gz",
                      "e33a327528a4eeb4750af1845fc0ae4621084658b52c5db2fb373764d6e7a6b0")),
              "unpack cifar-100-binary.tar.gz of the CIFAR page (169 MB, md5"
                  + " 03b5dce01913d631647c71ecec9e9cb8) in DIR, which makes DIR/cifar-100-binary,"
                  + " and give --data DIR or set BILEVEL4J_DATA=DIR."),
          2,
          CLASS_NAMES,
          Cifar10.LICENCE,
          Cifar10.CITATION);

  @Override
  public String licence() {
    return Cifar10.LICENCE;
  }

  @Override
  public String size() {
    return "60,000 rows (a subset: 2,033), 3,072 features, 100 classes";
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
