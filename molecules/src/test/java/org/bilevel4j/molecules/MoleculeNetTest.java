package org.bilevel4j.molecules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.Dataset;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitKind;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.datasets.task.TaskTable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MoleculeNetTest {
  private static Path data() {
    String named = String.valueOf(System.getenv(DataFinder.VARIABLE));
    boolean found = Files.isRegularFile(Path.of(named, "molecules", "tox21.csv.gz"));
    Assumptions.assumeTrue(found, "SKIPPED: no molecules in " + DataFinder.VARIABLE);
    return Path.of(named);
  }

  private static DataFinder finder() {
    return new DataFinder(List.of(new DataFinder.Place("test", data())));
  }

  private static List<String> lines(String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(data().resolve("molecules").resolve(file))),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** Positives, negatives and missing cells of every task as published. */
  private static Map<String, String> statistics(String set) throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (String line : Files.readAllLines(data().resolve("molecules/task_stats.csv"))) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals(set)) {
        all.put(cells[1], cells[2] + " " + cells[3] + " " + cells[4]);
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "TOX21, 7831, 6264, 783, 784, 0",
    "TOXCAST, 8600, 6877, 861, 862, 15",
    "MUV, 93127, 74501, 9313, 9313, 0",
    "CLINTOX, 1481, 1184, 148, 149, 3",
    "HIV, 41127, 32901, 4113, 4113, 0"
  })
  void should_have_the_published_labels_and_split(
      MoleculeSet set, int rows, int train, int validation, int test, int unread)
      throws IOException {
    TaskTable data = new MoleculeNet(set, new Ecfp()).load(finder());
    assertThat(data.table().rows()).isEqualTo(rows);
    assertThat(((SparseFeatures) data.table().features()).ones()).isTrue();
    RowSplit split = data.split(SplitKind.OFFICIAL, Shares.SIXTY_TWENTY_TWENTY, Key.of(1));
    assertThat(split.count(Part.TRAIN)).isEqualTo(train);
    assertThat(split.count(Part.VALIDATION)).isEqualTo(validation);
    assertThat(split.count(Part.TEST)).isEqualTo(test);
    assertThat(data.remarks()).hasSize(unread > 0 ? 1 : 0);
    if (unread > 0) {
      assertThat(data.remarks().get(0)).startsWith("left out " + unread + " of ");
      assertThat(data.table().labelColumns().size()).isEqualTo(statistics(set.set()).size());
    } else {
      Map<String, String> found = new TreeMap<>();
      for (CategoricalColumn label : data.table().labelColumns()) {
        int[] counts = label.counts();
        int missing = rows - counts[0] - counts[1];
        found.put(label.name(), counts[1] + " " + counts[0] + " " + missing);
      }
      assertThat(found).isEqualTo(statistics(set.set()));
    }
  }

  @ParameterizedTest
  @EnumSource(MoleculeSet.class)
  void should_compute_the_scaffold_split_of_the_files(MoleculeSet set) throws IOException {
    // GIVEN the columns of the file that say which part and group each row is in
    List<String> table = lines(set.set() + ".csv.gz");
    List<String> given = lines(set.set() + ".scaffold.csv.gz");
    int column = List.of(table.get(0).split(",", -1)).indexOf("smiles");
    List<String> smiles = new ArrayList<>();
    table.subList(1, table.size()).forEach(row -> smiles.add(row.split(",", -1)[column]));

    // WHEN
    List<int[]> groups = Scaffolds.groups(smiles);
    RowSplit split = Scaffolds.split(smiles, new Shares(0.8, 0.1, 0.1));

    // THEN
    String[] names = {"train", "valid", "test"};
    int differ = 0;
    for (int g = 0; g < groups.size(); g++) {
      for (int row : groups.get(g)) {
        String expected = row + "," + names[split.part(row).ordinal()] + "," + g;
        differ += given.get(row + 1).equals(expected) ? 0 : 1;
      }
    }
    assertThat(differ).isZero();
  }

  @Test
  void should_make_tasks_of_tox21_with_its_missing_labels_left_out() {
    TaskTable tox21 = new MoleculeNet().load(finder());
    RowSplit split = tox21.split(SplitKind.OFFICIAL, Shares.SIXTY_TWENTY_TWENTY, Key.of(1));
    TaskSet set = LabelTasks.defaults().of(tox21.table(), split);
    assertThat(set.tasks()).hasSize(12);
    assertThat(set.remarks()).isEmpty();
    assertThat(set.tasks())
        .filteredOn(t -> t.name().equals("NR-AhR"))
        .singleElement()
        .satisfies(
            t -> {
              int positives =
                  t.train().positives() + t.validation().positives() + t.test().positives();
              assertThat(positives).isEqualTo(768);
            });
  }

  @Test
  void should_be_found_by_its_name_and_verified() {
    Dataset set = Catalogue.load(Dataset.KIND).get("moleculenet").component();
    assertThat(set.status(finder()).state()).isEqualTo(DataStatus.State.VERIFIED);
    assertThat(set.status(new DataFinder(List.of())).state()).isEqualTo(DataStatus.State.MISSING);
    assertThat(Optional.of(set)).containsInstanceOf(MoleculeNet.class);
  }
}
