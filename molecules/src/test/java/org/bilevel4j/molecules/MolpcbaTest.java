package org.bilevel4j.molecules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On small files in the official layout. */
class MolpcbaTest {
  private static final String MOLECULES =
      "PCBA-1030,PCBA-1379,smiles,mol_id\n0,,CCO,CID1\n1,0,c1ccccc1,CID2\n,1,CCN,CID3\n0,0,CC(=O)O,CID4\n";

  @TempDir Path dir;

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private DataFinder files(String train, String valid, String test) throws IOException {
    Path folder = dir.resolve("ogbg_molpcba");
    write(folder.resolve("mapping/mol.csv.gz"), MOLECULES);
    write(folder.resolve("split/scaffold/train.csv.gz"), train);
    write(folder.resolve("split/scaffold/valid.csv.gz"), valid);
    write(folder.resolve("split/scaffold/test.csv.gz"), test);
    return new DataFinder(List.of(new DataFinder.Place("test", dir)));
  }

  @Test
  void should_read_labels_fingerprints_and_the_official_split() throws IOException {
    TaskTable table = new Molpcba().load(files("0\n3\n", "2\n", "1\n"));
    assertThat(table.table().rows()).isEqualTo(4);
    assertThat(table.table().labelColumns()).hasSize(2);
    assertThat(table.table().labelColumns().get(0).isMissing(2)).isTrue();
    RowSplit split = table.official().orElseThrow();
    assertThat(split.rows(Part.TRAIN)).containsExactly(0, 3);
    assertThat(split.rows(Part.VALIDATION)).containsExactly(2);
    assertThat(split.rows(Part.TEST)).containsExactly(1);
  }

  @Test
  void should_refuse_a_split_that_forgets_a_row_or_names_one_twice() throws IOException {
    DataFinder forgets = files("0\n", "2\n", "1\n");
    assertThatThrownBy(() -> new Molpcba().load(forgets))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row 3 is in none");
    DataFinder twice = files("0\n3\n", "2\n3\n", "1\n");
    assertThatThrownBy(() -> new Molpcba().load(twice))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has row 3");
  }
}
