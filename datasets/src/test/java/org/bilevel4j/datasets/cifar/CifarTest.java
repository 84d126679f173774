package org.bilevel4j.datasets.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.SharedData;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitKind;
import org.bilevel4j.datasets.task.TaskTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  @TempDir Path dir;

  private static DataFinder in(Path directory) {
    return new DataFinder(List.of(new DataFinder.Place("test", directory)));
  }

  @Test
  void should_read_the_subset_of_cifar_10() {
    TaskTable data = new Cifar10().load(in(SharedData.require("cifar10")));
    LabelledTable table = data.table();
    RowSplit official = data.official().orElseThrow();
    assertThat(official.count(Part.TRAIN)).isEqualTo(10_000);
    assertThat(official.count(Part.TEST)).isEqualTo(2_000);
    assertThat(data.classes().orElseThrow().counts()).containsOnly(1_200);
    assertThat(table.cols()).isEqualTo(3_072);
    double sum = 0;
    float[] row = new float[3_072];
    for (int r : official.rows(Part.TRAIN)) {
      table.features().copyRow(r, row, 0);
      for (int j = 0; j < 1_024; j++) {
        sum += row[j] / 10_000 / 1_024;
      }
    }
    assertThat(sum).as("red, of the whole set 0.4914").isCloseTo(0.4914, within(0.01));
    RowSplit split = data.split(SplitKind.OFFICIAL, Shares.SIXTY_TWENTY_TWENTY, Key.of(1));
    List<BinaryTask> tasks = LabelTasks.defaults().of(table, split).tasks();
    assertThat(tasks).extracting(BinaryTask::name).isEqualTo(Cifar10.CLASS_NAMES);
    assertThat(tasks).allMatch(t -> t.train().positives() == 750 && t.test().negatives() == 1_800);
    assertThat(new Cifar10().status(in(SharedData.require("cifar10"))).state())
        .isEqualTo(DataStatus.State.VERIFIED);
  }

  @Test
  void should_read_the_subset_of_cifar_100() {
    TaskTable data = new Cifar100().load(in(SharedData.require("cifar100")));
    assertThat(data.official().orElseThrow().count(Part.TRAIN)).isEqualTo(1_117);
    assertThat(data.official().orElseThrow().count(Part.TEST)).isEqualTo(916);
    assertThat(data.classes().orElseThrow().code(0)).isEqualTo(19); // cattle
    assertThat(data.table().labelColumns().get(19).code(0)).isEqualTo(1);
    int[] trained = new int[100];
    for (int r = 0; r < 1_117; r++) {
      trained[data.classes().orElseThrow().code(r)]++;
    }
    Arrays.sort(trained);
    assertThat(trained[0]).isEqualTo(5);
    assertThat(trained[99]).isEqualTo(22);
  }

  @Test
  void should_read_the_official_layout_and_prefer_it() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("cifar-10-batches-bin"));
    for (int b = 1; b <= 6; b++) {
      byte[] records = new byte[2 * 3_073];
      records[0] = (byte) b;
      records[1] = (byte) 200; // red of the first pixel
      records[3_073] = (byte) (b + 1);
      Files.write(folder.resolve(b < 6 ? "data_batch_" + b + ".bin" : "test_batch.bin"), records);
    }
    TaskData cifar = new Cifar10();
    TaskTable data = cifar.load(in(dir));
    assertThat(data.official().orElseThrow().rows(Part.TEST)).containsExactly(10, 11);
    assertThat(data.classes().orElseThrow().codes())
        .containsExactly(1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7);
    assertThat(data.table().features().at(4, 0)).isEqualTo((float) (200 / 255.0));
    assertThat(cifar.status(in(dir)).state()).isEqualTo(DataStatus.State.DIFFERS);
    // WHEN damaged
    Path batch = folder.resolve("data_batch_2.bin");
    byte[] whole = Files.readAllBytes(batch);
    Files.write(batch, Arrays.copyOf(whole, 5_000));
    assertThat(sentence(() -> cifar.load(in(dir))))
        .isEqualTo("cifar-10: " + batch + " is truncated: record 1 has 1927 of 3073 bytes.");
    whole[0] = 10;
    Files.write(batch, whole);
    assertThat(sentence(() -> cifar.load(in(dir))))
        .isEqualTo("cifar-10: " + batch + ": label of record 0 is 10, must be from 0 to 9.");
    Files.write(batch, new byte[0]);
    assertThat(sentence(() -> cifar.load(in(dir)))).endsWith("is empty.");
    assertThat(cifar.status(in(dir)).state()).isEqualTo(DataStatus.State.DAMAGED);
  }
}
