package org.bilevel4j.datasets.cifar;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.KnownFiles;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * Where the images of a set are: the official files, or else those of a subset.
 *
 * @param dataset name of the data set
 * @param officialFolder folder of the official files
 * @param official names of the official files, the last one with the test images
 * @param officialRows number of images of each official class, training and test images together
 * @param subset a subset, two files, the second one with the test images
 * @param labelBytes bytes before the pixels of a record
 * @param classes names of the classes
 * @param licence licence of the data
 * @param citation whom to cite
 */
record CifarFiles(
    String dataset,
    String officialFolder,
    List<String> official,
    int officialRows,
    KnownFiles subset,
    int labelBytes,
    List<String> classes,
    String licence,
    String citation) {

  /** Reads the images, training images first. */
  TaskTable load(DataFinder finder) {
    DataFinder.Search whole = finder.find(officialFolder, official);
    List<Path> paths =
        whole.found()
            ? official.stream().map(f -> Objects.requireNonNull(whole.files().get(f))).toList()
            : subset.find(finder);
    return read(paths);
  }

  private TaskTable read(List<Path> paths) {
    int[] ends = new int[paths.size()];
    LabelledTable table =
        new CifarReader(dataset, labelBytes, classes).read(paths, licence, citation, ends);
    int trainRows = ends[ends.length - 2];
    return TaskTable.oneVersusRest(
        table, Optional.of(RowSplit.of(table.rows(), r -> r < trainRows ? Part.TRAIN : Part.TEST)));
  }

  DataStatus status(DataFinder finder) {
    KnownFiles whole =
        new KnownFiles(
            dataset,
            officialFolder,
            official.stream().map(file -> new KnownFiles.Known(file, "")).toList(),
            subset.cure());
    if (!whole.search(finder).found()) {
      return subset.status(finder);
    }
    return whole.status(
        finder,
        paths -> {
          int[] counts = read(paths).classes().orElseThrow().counts();
          return List.of(
              new KnownFiles.Finding(
                  "images of the classes are "
                      + Arrays.toString(counts)
                      + ", published are "
                      + officialRows
                      + " each",
                  Arrays.stream(counts).allMatch(c -> c == officialRows)));
        });
  }
}
