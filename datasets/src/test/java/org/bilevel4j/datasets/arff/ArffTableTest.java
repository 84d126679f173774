package org.bilevel4j.datasets.arff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.NumericColumn;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArffTableTest {
  private static final String HEADER =
      """
      % a comment
      @RELATION 'some thing'

      @attribute x numeric
      @attribute 'Swainson\\'s Thrush' {0,1}
      @attribute m\\'usica { red, 'dark blue' ,green}
      @attribute note string
      @attribute y {no, yes}
      @attribute z {1,0}
      @data
      """;

  @TempDir Path dir;

  private ArffTable read(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("t.arff"), text);
    return ArffTable.read("t", List.of(file), attributes -> Set.of("y", "z"));
  }

  private String refused(String text) {
    return sentence(() -> read(text)).replace(dir.toString(), "DIR");
  }

  @Test
  void should_read_dense_rows_with_quotes_and_missing_cells() throws IOException {
    ArffTable arff = read(HEADER + "1.5, 1, 'dark blue', 'a, b', yes, 1\n%c\n\n?,0,?,\"\",?,0\n");
    assertThat(arff.isSparse()).isFalse();
    ColumnTable table = arff.columns();
    assertThat(table.rows()).isEqualTo(2);
    NumericColumn x = (NumericColumn) table.input("x");
    assertThat(x.value(0)).isEqualTo(1.5);
    assertThat(x.isMissing(1)).isTrue();
    assertThat(((NumericColumn) table.input("Swainson's Thrush")).value(0)).isEqualTo(1);
    CategoricalColumn colour = (CategoricalColumn) table.input("m'usica");
    assertThat(colour.categories()).containsExactly("dark blue", "green", "red");
    assertThat(colour.codes()).containsExactly(0, -1);
    assertThat(table.label("y").codes()).containsExactly(1, -1);
    assertThat(table.label("z").codes()).containsExactly(1, 0);
    assertThat(arff.remarks()).containsExactly("attribute 'note' is a text and is left out.");
    assertThat(table.place(1)).endsWith("t.arff, line 14");
  }

  @Test
  void should_read_sparse_rows_whose_omitted_cells_are_the_first_value() throws IOException {
    ArffTable arff = read(HEADER + "{0 2.5, 2 green,4 yes}\n{ }\n{1 1,2 'dark blue', 5 0}\n");
    LabelledTable table = arff.packed();
    assertThat(table.cols()).isEqualTo(4);
    assertThat(List.of(0, 1, 2, 3).stream().map(table::featureName))
        .containsExactly("x", "Swainson's Thrush", "m'usica=dark blue", "m'usica=green");
    SparseFeatures features = (SparseFeatures) table.features();
    assertThat(features.toFloats()).containsExactly(2.5f, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0);
    assertThat(table.labelColumns().get(0).codes()).containsExactly(1, 0, 0);
    assertThat(table.labelColumns().get(1).codes()).containsExactly(1, 1, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1,1,red,a,no | has 5 cells, must have 6 as there are attributes.",
        "1,1,red,a,no,1,7 | has text after its last cell.",
        "a,1,red,a,no,1 | attribute 'x': found 'a', must be a finite number.",
        "1e999,1,red,a,no,1 | attribute 'x': found '1e999', must be a finite number.",
        "1,2,red,a,no,1 | attribute 'Swainson's Thrush': found '2', must be one of the declared"
            + " values.",
        "1,1,'red,a,no,1 | has a quote that is not closed.",
        "{0 1,0 1} | '0' is the number of an attribute, must be from 1 to 5.",
        "{7 1} | '7' is the number of an attribute, must be from 0 to 5.",
        "{0 1 1 1} | attribute 'x': found '1 1 1', must be a finite number.",
        "{0 1,1 1 | lacks a comma or the closing }.",
        "{0 ?} | attribute 'x' is missing in a sparse row, must be a number of single precision."
      })
  void should_name_file_and_line_of_a_broken_row(String row, String message) {
    assertThat(refused(HEADER + row + "\n")).isEqualTo("t: DIR/t.arff, line 11: " + message);
  }

  @Test
  void should_refuse_broken_headers() {
    assertThat(refused("")).isEqualTo("t: DIR/t.arff has no line @data.");
    assertThat(refused("x,y\n1,2\n"))
        .isEqualTo(
            "t: DIR/t.arff, line 1: begins with 'x,y', must begin with @relation, @attribute,"
                + " @data or %.");
    assertThat(refused("@data\n1\n")).endsWith("@data comes before any @attribute.");
    assertThat(refused("@attribute a numeric\n@attribute a real\n"))
        .endsWith("line 2: attribute 'a' is declared twice.");
    assertThat(refused("@attribute a thing\n")).contains("attribute 'a' has type 'thing'");
    assertThat(refused("@attribute a {0,1\n")).endsWith("lacks the closing } of its values.");
    assertThat(refused("@attribute a {0,0}\n")).endsWith("attribute 'a' has the value '0' twice.");
    assertThat(refused("@attribute y {red,blue}\n@attribute x real\n@data\nred,1\n"))
        .contains("label 'y' is {red,blue}, must be 0/1, -1/1, no/yes or false/true.");
    assertThat(refused(HEADER)).isEqualTo("t: DIR/t.arff has no rows.");
    assertThat(refused(HEADER + "1,1,red,a,no,1\n{0 1}\n"))
        .endsWith("line 12: dense and sparse rows are mixed.");
  }

  @Test
  void should_refuse_files_of_two_data_sets() throws IOException {
    Path a = Files.writeString(dir.resolve("a"), "@attribute x real\n@data\n1\n");
    Path b = Files.writeString(dir.resolve("b"), "@attribute y real\n@data\n1\n");
    assertThat(sentence(() -> ArffTable.read("t", List.of(a, b), attributes -> Set.of())))
        .endsWith("line 2: the attributes are not those of the file before.");
    ArffTable twice = ArffTable.read("t", List.of(a, a), attributes -> Set.of());
    assertThat(twice.ends()).containsExactly(1, 2);
  }

  @Test
  void should_read_labels_of_mulan_and_refuse_other_files() throws IOException {
    Path arff = Files.writeString(dir.resolve("a"), "@attribute m\\'u {0,1}\n@data\n1\n");
    Path xml = dir.resolve("l.xml");
    Files.writeString(xml, "<labels><label name=\"a\"><label name=\"m\\'u\"/></label></labels>");
    MulanLabels labels = MulanLabels.read("t", xml);
    assertThat(labels.names()).containsExactly("a", "m'u");
    assertThat(sentence(() -> ArffTable.read("t", List.of(arff), labels)))
        .isEqualTo(xml + ": label 'a' is not known.");
    Files.writeString(xml, "<labels><label name=\"a\"/><label name=\"a\"/></labels>");
    assertThat(sentence(() -> MulanLabels.read("t", xml))).endsWith("label 'a' occurs twice.");
    Files.writeString(xml, "<table/>");
    assertThat(sentence(() -> MulanLabels.read("t", xml)))
        .endsWith("line 1: found <table>, must be <labels>.");
    Files.writeString(xml, "<labels>\n<label>");
    assertThat(sentence(() -> MulanLabels.read("t", xml))).contains("line 2");
    Files.writeString(xml, "@relation x");
    assertThat(sentence(() -> MulanLabels.read("t", xml))).endsWith("line 1: is no XML.");
    Files.writeString(xml, "<labels/>");
    assertThat(sentence(() -> MulanLabels.read("t", xml))).endsWith("names no label.");
    Files.writeString(
        xml, "<!DOCTYPE labels [<!ENTITY e SYSTEM \"" + arff.toUri() + "\">]><labels>&e;</labels>");
    assertThat(sentence(() -> MulanLabels.read("t", xml))).isNotEmpty();
  }
}
