package org.bilevel4j.molecules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.TaskTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcfpTest {
  private static final List<String> SMILES =
      List.of("CCO", "OCC", "FAIL", "c1ccccc1", "C1=CC=CC=C1", "", "CC(=O)Oc1ccccc1C(=O)O");

  @TempDir Path dir;

  @Test
  void should_have_the_same_bits_for_the_same_molecule() {
    Fingerprints prints = new Ecfp(2, 512).of(SMILES);
    assertThat(prints.kept()).containsExactly(0, 1, 3, 4, 6);
    assertThat(prints.features().cols()).isEqualTo(512);
    assertThat(prints.features().ones()).isTrue();
    float[][] rows = new float[5][512];
    for (int r = 0; r < 5; r++) {
      prints.features().copyRow(r, rows[r], 0);
    }
    assertThat(rows[0]).as("ethanol, two ways").isEqualTo(rows[1]).isNotEqualTo(rows[2]);
    assertThat(rows[2]).as("benzene, two ways").isEqualTo(rows[3]);
  }

  @Test
  void should_see_more_with_a_larger_radius() {
    int before = 0;
    for (int radius = 0; radius <= 3; radius++) {
      int entries = new Ecfp(radius, 4096).of(SMILES.subList(6, 7)).features().entries();
      assertThat(entries).isGreaterThan(before);
      before = entries;
    }
    assertThatThrownBy(() -> new Ecfp(4, 1024)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new Ecfp(2, 4)).isInstanceOf(UserError.class);
  }

  @Test
  void should_keep_fingerprints_and_make_damaged_ones_anew() throws IOException {
    // GIVEN
    FingerprintCache cache = new FingerprintCache(Optional.of(dir.resolve("cache")));
    List<String> remarks = new ArrayList<>();
    Fingerprints made = cache.of(new Ecfp(), SMILES, remarks);
    Path kept;
    try (Stream<Path> files = Files.list(dir.resolve("cache/fingerprints"))) {
      kept = files.findFirst().orElseThrow();
    }

    // WHEN THEN: read back, damaged, cut
    byte[] whole = Files.readAllBytes(kept);
    check(cache.of(new Ecfp(), SMILES, remarks), made);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(kept, damaged);
    check(cache.of(new Ecfp(), SMILES, remarks), made);
    assertThat(Files.readAllBytes(kept)).isEqualTo(whole);
    Files.write(kept, new byte[0]);
    check(cache.of(new Ecfp(), SMILES, remarks), made);

    // AND other parameters or molecules have files of their own
    cache.of(new Ecfp(1, 1024), SMILES, remarks);
    cache.of(new Ecfp(), SMILES.subList(0, 2), remarks);
    try (Stream<Path> files = Files.list(kept.getParent())) {
      assertThat(files).hasSize(3);
    }
    assertThat(remarks).isEmpty();
  }

  private static void check(Fingerprints found, Fingerprints made) {
    assertThat(found.kept()).isEqualTo(made.kept());
    assertThat(found.features().columns()).isEqualTo(made.features().columns());
    assertThat(found.features().rows()).isEqualTo(made.features().rows());
  }

  @Test
  void should_go_on_where_nothing_can_be_kept_and_say_so() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "no folder");
    List<String> remarks = new ArrayList<>();
    Fingerprints made = new FingerprintCache(Optional.of(file)).of(new Ecfp(), SMILES, remarks);
    assertThat(made.kept()).hasSize(5);
    assertThat(remarks).hasSize(1).allMatch(r -> r.startsWith("fingerprints could not be kept in"));
  }

  @Test
  void should_read_a_file_of_molecules_and_name_what_is_none() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("m.csv"), "smiles,active,id\nCCO,1,a\nFAIL,0,b\nC,,c\n,1,d\nFAIL,1,e\n");
    CsvOptions options = CsvOptions.defaults().labels("active").leaveOut("id");
    SmilesTable read = SmilesTable.read("m", file, "smiles", options, new Ecfp(), Optional.empty());
    assertThat(read.smiles()).containsExactly("CCO", "C");
    assertThat(read.kept()).containsExactly(0, 2);
    assertThat(read.table().labelColumns().get(0).codes()).containsExactly(1, -1);
    assertThat(read.remarks())
        .containsExactly("left out 3 of 5 rows, whose SMILES cannot be read: 'FAIL' 2 times, ''.");
    RowSplit ofFile = RowSplit.of(5, r -> r == 2 ? Part.TEST : Part.TRAIN);
    assertThat(read.restricted(ofFile).rows(Part.TEST)).containsExactly(1);
    assertThatThrownBy(
            () -> SmilesTable.read("m", file, "id", options, new Ecfp(), Optional.empty()))
        .hasMessageContaining("m: none of the 5 texts in column 'id' is a SMILES.");
  }

  @Test
  void should_deal_scaffolds_whole_the_largest_first() {
    // GIVEN two benzenes with a substituent and one without, two molecules without a ring, one
    // pyridine, one text that is no molecule
    List<String> smiles =
        List.of("CCO", "c1ccccc1", "CC", "Cc1ccccc1", "c1ccncc1", "FAIL", "OCCc1ccccc1");

    // WHEN
    List<int[]> groups = Scaffolds.groups(smiles);
    RowSplit split = Scaffolds.split(smiles, new Shares(0.5, 0.2, 0.3));

    // THEN
    assertThat(groups.toArray(int[][]::new))
        .isDeepEqualTo(new int[][] {{3, 6}, {0, 2}, {5}, {4}, {1}});
    assertThat(split.rows(Part.TRAIN)).containsExactly(3, 5, 6);
    assertThat(split.rows(Part.VALIDATION)).containsExactly(0, 2);
    assertThat(split.rows(Part.TEST)).containsExactly(1, 4);
  }

  @Test
  void should_read_the_official_layout_of_molpcba() throws IOException {
    // GIVEN
    Path folder = dir.resolve("ogbg_molpcba");
    Files.createDirectories(folder.resolve("mapping"));
    Path split = Files.createDirectories(folder.resolve("split/scaffold"));
    Files.writeString(
        folder.resolve("mapping/mol.csv"),
        "PCBA-1,PCBA-2,smiles,mol_id\n1.0,,CCO,CID1\n0.0,1.0,CC,CID2\n,0.0,C,CID3\n");
    Files.writeString(split.resolve("train.csv"), "2\n0\n");
    Files.writeString(split.resolve("valid.csv"), "1\n");
    Files.writeString(split.resolve("test.csv"), "");
    DataFinder finder = new DataFinder(List.of(new DataFinder.Place("test", dir)));

    // WHEN
    TaskTable data = new Molpcba(new Ecfp(1, 64)).load(finder);

    // THEN
    assertThat(data.table().cols()).isEqualTo(64);
    assertThat(data.table().labelColumns().get(0).codes()).containsExactly(1, 0, -1);
    assertThat(data.official().orElseThrow().rows(Part.TRAIN)).containsExactly(0, 2);
    Files.writeString(split.resolve("test.csv"), "1\n");
    assertThatThrownBy(() -> new Molpcba().load(finder))
        .hasMessageContaining("has row 1, which must be below 3 and in one part only.");
    Files.writeString(split.resolve("valid.csv"), "x\n");
    assertThatThrownBy(() -> new Molpcba().load(finder))
        .hasMessageContaining("line 1: found 'x', must be the number of a row.");
    Files.writeString(split.resolve("valid.csv"), "");
    Files.writeString(split.resolve("test.csv"), "");
    assertThatThrownBy(() -> new Molpcba().load(finder))
        .hasMessageContaining("row 1 is in none of the files");
  }
}
