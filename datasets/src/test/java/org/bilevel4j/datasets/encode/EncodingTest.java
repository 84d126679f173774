package org.bilevel4j.datasets.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bilevel4j.datasets.Broken.sentence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.csv.CsvTables;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.NumericColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {
  private static final EncodingOptions DEFAULTS = EncodingOptions.defaults();
  private static final String TEXT =
      "x,c,same,none,y\n1,red,5,,1\n3,blue,5,,0\n,red,5,,1\n8,,5,,0\n100,green,6,2,1\n";
  private static final int[] TRAIN = {0, 1, 2, 3};

  @TempDir Path dir;

  private ColumnTable read(String text, CsvOptions options) throws IOException {
    return CsvTables.read("t", Files.writeString(dir.resolve("t.csv"), text), options);
  }

  private ColumnTable table() throws IOException {
    return read(TEXT, CsvOptions.defaults().labels("y"));
  }

  private static float[] row(LabelledTable table, int row) {
    float[] out = new float[table.cols()];
    table.features().copyRow(row, out, 0);
    return out;
  }

  @Test
  void should_standardise_and_encode_by_the_training_rows_alone() throws IOException {
    // GIVEN
    ColumnTable table = table();
    EncodingOptions options = DEFAULTS.withUnseen(EncodingOptions.Unseen.MISSING);

    // WHEN
    Encoding encoding = Encoding.fit(table, TRAIN, options);
    LabelledTable encoded = encoding.apply(table);

    // THEN: mean 4, variance (9 + 1 + 16) / 3
    double deviation = Math.sqrt(26 / 3.0);
    assertThat(encoding.featureNames()).containsExactly("x", "c=blue", "c=red");
    assertThat(row(encoded, 0)).containsExactly((float) (-3 / deviation), 0, 1);
    assertThat(row(encoded, 2)).containsExactly(0, 0, 1);
    assertThat(row(encoded, 3)).containsExactly((float) (4 / deviation), 0, 0);
    assertThat(row(encoded, 4)).containsExactly((float) (96 / deviation), 0, 0);
    assertThat(encoded.labels()).containsExactly(1, 0, 1, 0, 1);
    assertThat(encoded.featureName(2)).isEqualTo("c=red");
    assertThat(encoding.remarks())
        .containsExactly(
            "column 'same' has the one value '5.0' in all 4 training rows and is left out.",
            "column 'none' has no known cell in the 4 training rows and is left out.");
  }

  @Test
  void should_add_indicators_of_missing_cells_on_request() throws IOException {
    Encoding encoding =
        Encoding.fit(table(), TRAIN, DEFAULTS.withStandardise(false).withIndicators(true));
    assertThat(encoding.featureNames())
        .containsExactly("x", "x is missing", "c=blue", "c=red", "c is missing");
    ColumnTable four = read(TEXT.substring(0, TEXT.indexOf("100")), CsvOptions.inputsOf(encoding));
    LabelledTable encoded = encoding.apply(four);
    assertThat(row(encoded, 1)).containsExactly(3, 0, 1, 0, 0);
    assertThat(row(encoded, 2)).containsExactly(4, 1, 0, 1, 0);
    assertThat(row(encoded, 3)).containsExactly(8, 0, 0, 0, 1);
    assertThat(encoded.labelColumns()).isEmpty();
  }

  @Test
  void should_encode_new_rows_whatever_the_order_of_their_columns() throws IOException {
    Encoding encoding = Encoding.fit(table(), TRAIN, DEFAULTS);
    ColumnTable fresh = read("more,c,x\nz,blue,4\n,,\n", CsvOptions.inputsOf(encoding));
    assertThat(row(encoding.apply(fresh), 0)).containsExactly(0, 1, 0);
    assertThat(row(encoding.apply(fresh), 1)).containsExactly(0, 0, 0);
  }

  @Test
  void should_refuse_an_unseen_category_and_a_missing_or_wrong_column() throws IOException {
    Encoding encoding = Encoding.fit(table(), TRAIN, DEFAULTS);
    CsvOptions inputs = CsvOptions.inputsOf(encoding);
    ColumnTable pink = read("x,c\n1,red\n1,pink\n", inputs);
    assertThat(sentence(() -> encoding.apply(pink)))
        .isEqualTo(
            "t: "
                + dir.resolve("t.csv")
                + ", line 3: column 'c' is 'pink', a category that the training rows do not have;"
                + " they have blue, red.");
    assertThat(sentence(() -> read("x,d\n1,red\n", inputs)))
        .endsWith("line 1: there is no column 'c'.");
    assertThat(sentence(() -> read("x,c\nmany,red\n", inputs)))
        .endsWith("line 2: column 1 (x): found 'many', must be a finite number.");
    ColumnTable typed = read("x,c\n1,2\n", CsvOptions.defaults());
    assertThat(sentence(() -> encoding.apply(typed)))
        .isEqualTo("t: column 'c' is numeric, must be categorical.");
    ColumnTable huge = read("x,c\n1e300,red\n", inputs);
    assertThat(sentence(() -> encoding.apply(huge))).contains("line 2: column 'x' is 1.0E300");
  }

  @Test
  void should_refuse_a_table_without_a_feature() throws IOException {
    ColumnTable table = read("a,y\n3,1\n3,0\n", CsvOptions.defaults().labels("y"));
    assertThat(sentence(() -> Encoding.fit(table, new int[] {0, 1}, DEFAULTS)))
        .isEqualTo(
            "t: has no feature: of its 1 input columns none has two different values in the 2"
                + " training rows.");
  }

  @Test
  void should_standardise_far_from_zero_and_at_extreme_scales() {
    for (double scale : new double[] {1e-300, 1, 1e300}) {
      double[] values = IntStream.range(0, 1000).mapToDouble(k -> (1e6 + k % 10) * scale).toArray();
      ColumnTable table =
          new ColumnTable(
              "t",
              1000,
              List.of(new NumericColumn("x", values)),
              List.of(),
              List.of(),
              new DataOrigin("t", "none", "", List.of()),
              List.of(),
              null);
      int[] all = IntStream.range(0, 1000).toArray();
      float[] encoded = Encoding.fit(table, all, DEFAULTS).apply(table).features().toFloats();
      double mean = IntStream.range(0, 1000).mapToDouble(k -> encoded[k]).sum() / 1000;
      double square = IntStream.range(0, 1000).mapToDouble(k -> encoded[k] * encoded[k]).sum();
      assertThat(mean).isCloseTo(0, within(1e-6));
      assertThat(square / 1000).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void should_be_a_value_that_json_can_carry() throws IOException {
    EncodingOptions options =
        DEFAULTS.withIndicators(true).withUnseen(EncodingOptions.Unseen.MISSING);
    Encoding encoding = Encoding.fit(table(), TRAIN, options);
    ObjectMapper mapper = new ObjectMapper().addMixIn(ColumnEncoding.class, ByKind.class);
    Encoding again = mapper.readValue(mapper.writeValueAsString(encoding), Encoding.class);
    assertThat(again).isEqualTo(encoding);
    assertThat(again.apply(table()).features().toFloats())
        .isEqualTo(encoding.apply(table()).features().toFloats());
  }

  /** How JSON tells the kinds of encodings apart. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(ColumnEncoding.Numeric.class),
    @JsonSubTypes.Type(ColumnEncoding.OneHot.class),
    @JsonSubTypes.Type(ColumnEncoding.LeftOut.class)
  })
  private interface ByKind {}
}
