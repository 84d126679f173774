package org.bilevel4j.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.SharedData;
import org.bilevel4j.datasets.celeba.Celeba;
import org.bilevel4j.datasets.chest.ChestXray14;
import org.bilevel4j.datasets.chexpert.Chexpert;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitKind;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.datasets.task.TaskTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceAndChestTest {
  @TempDir Path dir;

  private static DataFinder in(Path directory) {
    return new DataFinder(List.of(new DataFinder.Place("test", directory)));
  }

  private static byte[] image(String format, int type, int width, int height, int rgb)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? 0 : rgb);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  @Test
  void should_average_areas_and_keep_what_has_the_size() throws IOException {
    byte[] png = image("png", BufferedImage.TYPE_INT_RGB, 6, 4, 0x0000c8);
    byte[] out = new byte[13];
    assertThat(new PixelGrid(2, true).decode(png, out, 1)).isTrue();
    assertThat(out).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 200, 0, (byte) 200);
    byte[] three = new byte[9];
    assertThat(new PixelGrid(3, false).decode(png, three, 0)).isTrue();
    assertThat(three[1]).as("half of a blue of 200, whose grey is 23").isEqualTo((byte) 12);
    assertThat(new PixelGrid(3, false).decode(new byte[] {1, 2, 3}, three, 0)).isFalse();
    assertThat(new PixelGrid(3, false).decode(Arrays.copyOf(png, 40), three, 0)).isFalse();
  }

  @Test
  void should_read_the_images_and_findings_of_chestxray14() {
    DataFinder finder = in(SharedData.require("chest"));
    TaskTable data = new ChestXray14().load(finder);
    assertThat(data.table().rows()).isEqualTo(1_000);
    assertThat(data.table().cols()).isEqualTo(4_096);
    assertThat(data.table().labelColumns().stream().map(l -> l.counts()[1]))
        .containsExactly(95, 83, 170, 162, 35, 39, 9, 40, 42, 31, 37, 32, 29, 9);
    RowSplit split = data.split(SplitKind.OFFICIAL, Shares.SIXTY_TWENTY_TWENTY, Key.of(1));
    assertThat(split.count(Part.TRAIN)).isEqualTo(725);
    assertThat(split.count(Part.VALIDATION)).isEqualTo(94);
    assertThat(split.count(Part.TEST)).isEqualTo(181);
    TaskSet tasks = LabelTasks.defaults().of(data.table(), split);
    assertThat(tasks.tasks().size()).isLessThanOrEqualTo(14);
    assertThat(tasks.remarks().isEmpty()).isEqualTo(tasks.tasks().size() == 14);
    assertThat(new ChestXray14().status(finder).state()).isEqualTo(DataStatus.State.VERIFIED);
    ColumnTable all = ChestXray14.findings(finder);
    assertThat(all.rows()).isEqualTo(112_120);
    assertThat(all.label("Hernia").counts()).containsExactly(111_893, 227);
    RowSplit whole = RowSplit.byColumn(all, "split");
    assertThat(whole.count(Part.TRAIN)).isEqualTo(78_468);
    assertThat(whole.count(Part.TEST)).isEqualTo(22_433);
  }

  @Test
  void should_read_the_official_layout_of_celeba() throws IOException {
    // GIVEN
    Path attributes = dir.resolve("list_attr_celeba.txt");
    Files.writeString(
        attributes, "3\nBald  Young \n000001.jpg -1  1\n000002.jpg  1 -1\n000003.jpg -1 -1\n");
    Path partition = dir.resolve("list_eval_partition.txt");
    Files.writeString(partition, "000001.jpg 0\r\n000002.jpg 1\r\n000003.jpg 2\r\n");
    byte[] jpeg = image("jpg", BufferedImage.TYPE_INT_RGB, 178, 218, 0xffffff);
    try (OutputStream file = Files.newOutputStream(dir.resolve("img_align_celeba.zip"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (int k = 1; k <= 3; k++) {
        zip.putNextEntry(new ZipEntry("img_align_celeba/00000" + k + ".jpg"));
        zip.write(jpeg);
      }
    }
    // WHEN
    TaskTable data = new Celeba(2).load(in(dir));
    // THEN
    assertThat(data.table().labelColumns())
        .extracting(CategoricalColumn::name)
        .containsExactly("Bald", "Young");
    assertThat(data.table().labelColumns().get(0).codes()).containsExactly(0, 1, 0);
    assertThat(data.official().orElseThrow().part(1)).isEqualTo(Part.VALIDATION);
    assertThat(data.table().cols()).isEqualTo(12);
    assertThat(data.table().features().at(0, 0)).isLessThan(0.1f);
    assertThat(data.table().features().at(0, 1)).isGreaterThan(0.9f);
    assertThat(new Celeba().status(in(dir)).state()).isEqualTo(DataStatus.State.DIFFERS);
    // AND broken files
    Files.writeString(partition, "000001.jpg 0\n000003.jpg 1\n");
    assertThat(sentence(() -> new Celeba(2).load(in(dir))))
        .endsWith("line 2: found '000003.jpg 1', must be '000002.jpg' and 0, 1 or 2.");
    Files.writeString(attributes, "2\nBald\n000001.jpg 0\n");
    assertThat(sentence(() -> new Celeba(2).load(in(dir))))
        .endsWith("line 3: Bald: found '0', must be 1 or -1.");
    Files.writeString(attributes, "2\nBald\n000001.jpg 1\n");
    assertThat(sentence(() -> new Celeba(2).load(in(dir))))
        .endsWith("has 1 images, must have 2 as its first line says.");
    assertThat(sentence(() -> new Celeba().load(new DataFinder(List.of()))))
        .startsWith("celeba: its files list_attr_celeba.txt");
  }

  @Test
  void should_read_the_official_layout_of_chexpert() throws IOException {
    // GIVEN
    Path folder = dir.resolve("CheXpert-v1.0-small");
    String header = "Path,Sex,Age,Frontal/Lateral,AP/PA,Edema,Fracture\n";
    StringBuilder train = new StringBuilder(header);
    String[] cells = {"1.0,", "0.0,-1.0", ",1.0", "1.0,0.0"};
    for (int k = 0; k < 4; k++) {
      String path = (k < 3 ? "train" : "valid") + "/patient0000" + k + "/study1/view1_frontal.jpg";
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, image("jpg", BufferedImage.TYPE_BYTE_GRAY, 8, 6, 0xffffff));
      String row = "CheXpert-v1.0-small/" + path + ",Male,68,Frontal,AP," + cells[k] + "\n";
      if (k < 3) {
        train.append(row);
      } else {
        Files.writeString(folder.resolve("valid.csv"), header + row);
      }
    }
    Files.writeString(folder.resolve("train.csv"), train);
    // WHEN
    Chexpert chexpert = new Chexpert(4, Chexpert.Reading.POSITIVE, Chexpert.Reading.NEGATIVE, 1);
    TaskTable data = chexpert.load(in(dir));
    // THEN
    assertThat(data.table().cols()).isEqualTo(16);
    assertThat(data.table().labelColumns().get(0).codes()).containsExactly(1, 0, 0, 1);
    assertThat(data.table().labelColumns().get(1).codes()).containsExactly(0, 1, 1, 0);
    RowSplit split = data.official().orElseThrow();
    assertThat(split.rows(Part.TRAIN)).containsExactly(0, 1);
    assertThat(split.rows(Part.VALIDATION)).containsExactly(2);
    assertThat(split.rows(Part.TEST)).containsExactly(3);
    Chexpert plain = new Chexpert(4, Chexpert.Reading.MISSING, Chexpert.Reading.MISSING, 1);
    assertThat(plain.load(in(dir)).table().labelColumns().get(1).codes())
        .containsExactly(-1, -1, 1, 0);
    Files.delete(folder.resolve("train/patient00001/study1/view1_frontal.jpg"));
    assertThat(sentence(() -> plain.load(in(dir))))
        .contains("has no image train/patient00001/study1/view1_frontal.jpg");
    assertThat(sentence(() -> new Chexpert().load(in(dir))))
        .isEqualTo("chexpert: validationRows is 1000, must be below 3.");
  }
}
