package org.bilevel4j.datasets.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.gz;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bilevel4j.datasets.SharedData;
import org.bilevel4j.datasets.encode.Encoding;
import org.bilevel4j.datasets.encode.EncodingOptions;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.NumericColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTest {
  private static final CsvOptions DEFAULTS = CsvOptions.defaults();

  @TempDir Path dir;

  private ColumnTable read(String text, CsvOptions options) throws IOException {
    return CsvTables.read("t", Files.writeString(dir.resolve("t.csv"), text), options);
  }

  private static double[] numbers(ColumnTable table, String column) {
    NumericColumn numbers = (NumericColumn) table.input(column);
    double[] values = new double[table.rows()];
    for (int r = 0; r < values.length; r++) {
      values[r] = numbers.value(r);
    }
    return values;
  }

  private static int[] codes(InputColumn column) {
    return ((CategoricalColumn) column).codes();
  }

  @Test
  void should_read_numbers_categories_labels_and_missing_cells() throws IOException {
    // GIVEN
    String text = "id,age,colour,a,b\n7,1.5,red,1,\n8,,blue,0,yes\n9,-2e1,?,,no\n";

    // WHEN
    ColumnTable table = read(text, DEFAULTS.leaveOut("id").labels("a", "b"));

    // THEN
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.inputs()).extracting(InputColumn::name).containsExactly("age", "colour");
    assertThat(numbers(table, "age")).containsExactly(1.5, Double.NaN, -20);
    CategoricalColumn colour = (CategoricalColumn) table.input("colour");
    assertThat(colour.categories()).containsExactly("blue", "red");
    assertThat(colour.codes()).containsExactly(1, 0, CategoricalColumn.MISSING);
    assertThat(codes(table.label("a"))).containsExactly(1, 0, CategoricalColumn.MISSING);
    assertThat(table.label("b").categories()).containsExactly("no", "yes");
    assertThat(codes(table.label("b"))).containsExactly(CategoricalColumn.MISSING, 1, 0);
    assertThat(table.toString()).isEqualTo("t (3 rows, 2 input columns, 2 label columns)");
  }

  @Test
  void should_read_quotes_separators_line_breaks_and_a_byte_order_mark() throws IOException {
    String text = "\uFEFF\"a, b\",\"c\"\"d\"\r\n1,\"x,\"\"y\"\"\r\nz\"\r\n\r\n 2 ,  plain  \r\n";
    ColumnTable table = read(text, DEFAULTS);
    assertThat(numbers(table, "a, b")).containsExactly(1, 2);
    CategoricalColumn texts = (CategoricalColumn) table.input("c\"d");
    assertThat(texts.categories()).containsExactly("plain", "x,\"y\"\r\nz");
    assertThat(table.place(0)).endsWith("t.csv, line 2");
    assertThat(table.place(1)).as("after a cell of two lines").endsWith("t.csv, line 5");
  }

  @Test
  void should_detect_the_separator_outside_quotes_and_take_a_declared_one() throws IOException {
    assertThat(read("a;\"b,,,\"\n1;2\n", DEFAULTS).inputs()).hasSize(2);
    assertThat(read("a\tb\tc\n1\t2\t3\n", DEFAULTS).inputs()).hasSize(3);
    assertThat(read("a\n1\n", DEFAULTS).inputs()).hasSize(1);
    CsvOptions semicolon = DEFAULTS.withSeparator(Separator.SEMICOLON);
    assertThat(read("a,b;c\n1;2\n", semicolon).input("a,b").rows()).isEqualTo(1);
  }

  @Test
  void should_give_the_same_table_and_checksum_for_plain_and_gz() throws IOException {
    byte[] text = "a,b\n1,2\n3,4".getBytes(StandardCharsets.UTF_8);
    Path plain = Files.write(dir.resolve("p.csv"), text);
    Path packed = Files.write(dir.resolve("p.csv.gz"), gz(text));
    ColumnTable one = CsvTables.read("t", plain, DEFAULTS);
    ColumnTable two = CsvTables.read("t", packed, DEFAULTS);
    assertThat(numbers(two, "b")).isEqualTo(numbers(one, "b")).containsExactly(2, 4);
    assertThat(two.origin().files().get(0).sha256())
        .isEqualTo(one.origin().files().get(0).sha256())
        .hasSize(64);
    assertThat(two.origin().files().get(0).bytes()).isEqualTo(text.length);
  }

  @Test
  void should_read_other_encodings_when_declared() throws IOException {
    for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
      Path path = Files.write(dir.resolve("e.csv"), "größe\n1\n".getBytes(charset));
      assertThat(CsvTables.read("t", path, DEFAULTS.withCharset(charset)).input("größe").rows())
          .isEqualTo(1);
    }
  }

  @Test
  void should_read_a_file_without_a_header() throws IOException {
    ColumnTable table = read("1,x\n2,y\n", DEFAULTS.withHeader(List.of("n", "t")));
    assertThat(numbers(table, "n")).containsExactly(1, 2);
  }

  @Test
  void should_take_the_last_rule_and_patterns() throws IOException {
    ColumnTable table =
        read(
            "t-1,t-2,t-x,code\n1,0,5,10\n0,1,6,20\n",
            DEFAULTS.labels("t-*").numeric("t-x").categorical("code"));
    assertThat(table.labels()).extracting(InputColumn::name).containsExactly("t-1", "t-2");
    assertThat(table.input("t-x")).isInstanceOf(NumericColumn.class);
    assertThat(((CategoricalColumn) table.input("code")).categories()).containsExactly("10", "20");
  }

  @Test
  void should_detect_columns_of_zeros_and_ones_as_labels() throws IOException {
    ColumnTable table =
        read("x,a,b,c,d\n0,1.0,0,2,0\n0.5,0.0,,1,0\n1,,1,0,0\n", DEFAULTS.withLabelsDetected());
    assertThat(table.labels()).extracting(InputColumn::name).containsExactly("a", "b");
    assertThat(codes(table.label("a"))).containsExactly(1, 0, CategoricalColumn.MISSING);
  }

  @Test
  void should_accept_the_usual_words_of_labels_and_a_declared_class() throws IOException {
    String text = "a,b,c,d,e\n+1,TRUE,Yes,CA,1.0\n-1,false,no,CI,0\n1,True,YES,,1\n";
    ColumnTable table = read(text, DEFAULTS.labels("a", "b", "c", "e").label("d", "CA"));
    for (String label : List.of("a", "b", "c", "e")) {
      assertThat(codes(table.label(label))).as(label).containsExactly(1, 0, 1);
    }
    assertThat(table.label("a").categories()).containsExactly("-1", "1");
    assertThat(codes(table.label("d"))).containsExactly(1, 0, CategoricalColumn.MISSING);
    assertThat(table.label("d").categories()).containsExactly("not CA", "CA");
  }

  @Test
  void should_leave_out_a_column_without_a_name_and_say_so() throws IOException {
    ColumnTable table = read(",a\n0,5\n1,6\n", DEFAULTS);
    assertThat(table.inputs()).extracting(InputColumn::name).containsExactly("a");
    assertThat(table.remarks()).containsExactly("column 1 has no name and is left out.");
  }

  @Test
  void should_take_declared_texts_for_missing_cells() throws IOException {
    ColumnTable table = read("a,b\n-999,NA\n3,DE\n", DEFAULTS.withMissing(Set.of("-999")));
    assertThat(numbers(table, "a")).containsExactly(Double.NaN, 3);
    assertThat(((CategoricalColumn) table.input("b")).categories()).containsExactly("DE", "NA");
  }

  @Test
  void should_read_letter_as_its_own_reader_does() {
    Path file = SharedData.require("letter").resolve("letter/letter-recognition.data.gz");
    List<String> names = new java.util.ArrayList<>(List.of("letter"));
    names.addAll(LetterData.COLUMN_NAMES);
    ColumnTable table =
        CsvTables.read("letter", file, DEFAULTS.withHeader(names).classes("letter"));
    LabelledTable expected = LetterData.embedded();
    int[] all = java.util.stream.IntStream.range(0, table.rows()).toArray();
    LabelledTable encoded =
        Encoding.fit(table, all, EncodingOptions.defaults().withStandardise(false)).apply(table);
    assertThat(encoded.features().toFloats()).isEqualTo(expected.features().toFloats());
    assertThat(encoded.labels()).isEqualTo(expected.labels());
    assertThat(encoded.classNames()).isEqualTo(expected.classNames());
    assertThat(encoded.featureName(3)).isEqualTo("high");
    assertThat(encoded.origin().files().get(0).sha256()).isEqualTo(LetterData.SHA256);
  }

  @Test
  void should_read_the_tasks_of_tox21_as_published() {
    Path file = SharedData.require("molecules").resolve("molecules/tox21.csv.gz");
    ColumnTable table =
        CsvTables.read("tox21", file, DEFAULTS.leaveOut("mol_id", "smiles").withLabelsDetected());
    assertThat(table.rows()).isEqualTo(7_831);
    assertThat(table.labels()).hasSize(12);
    assertThat(table.inputs()).isEmpty();
    int positives = 0;
    int negatives = 0;
    for (CategoricalColumn label : table.labels()) {
      positives += label.counts()[1];
      negatives += label.counts()[0];
    }
    assertThat(positives).isEqualTo(5_862);
    assertThat(negatives).isEqualTo(72_084);
  }

  @Test
  void should_read_617_tasks_of_toxcast_and_the_parts_of_chest() {
    Path data = SharedData.require("molecules");
    ColumnTable toxcast =
        CsvTables.read(
            "toxcast",
            data.resolve("molecules/toxcast_data.csv.gz"),
            DEFAULTS.labels("*").leaveOut("smiles"));
    assertThat(toxcast.labels()).hasSize(617);
    assertThat(toxcast.labels().stream().mapToInt(l -> l.counts()[1]).sum()).isEqualTo(127_070);
    Path chest = SharedData.require("chest").resolve("chest/chestxray14_labels.csv.gz");
    ColumnTable table =
        CsvTables.read("chest", chest, DEFAULTS.labels("*").keep("split").leaveOut("image"));
    assertThat(table.rows()).isEqualTo(112_120);
    assertThat(table.kept("split").counts()).containsExactly(22_433, 78_468, 11_219);
    assertThat(table.label("Hernia").counts()[1]).isEqualTo(227);
  }

  @Test
  void should_read_quoted_classes_of_shuttle() {
    Path file = SharedData.require("binary").resolve("binary/shuttle.csv.gz");
    ColumnTable table = CsvTables.read("shuttle", file, DEFAULTS.classes("Class"));
    assertThat(table.rows()).isEqualTo(58_000);
    CategoricalColumn classes = table.label("Class");
    assertThat(classes.counts()[classes.categories().indexOf("Rad.Flow")]).isEqualTo(45_586);
    assertThat(table.inputs()).hasSize(9).allMatch(c -> c instanceof NumericColumn);
  }
}
