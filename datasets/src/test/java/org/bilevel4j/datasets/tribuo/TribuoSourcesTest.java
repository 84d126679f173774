package org.bilevel4j.datasets.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.Assertions;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.SharedData;
import org.bilevel4j.datasets.fashion.FashionMnist;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.sinusoid.SinusoidDesign;
import org.bilevel4j.datasets.sinusoid.SinusoidTask;
import org.bilevel4j.datasets.sinusoid.SinusoidTasks;
import org.bilevel4j.datasets.table.LabelledTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.math.la.DenseVector;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.regression.Regressor;

class TribuoSourcesTest {
  @TempDir Path dir;

  private static <T extends Output<T>> void provenanceSurvivesWriting(
      ConfigurableDataSource<T> source) {
    DataSourceProvenance provenance = source.getProvenance();
    assertThat(ProvenanceUtil.unmarshalProvenance(ProvenanceUtil.marshalProvenance(provenance)))
        .isEqualTo(provenance)
        .hasSameHashCodeAs(provenance);
    assertThat(source.getProvenance()).as("asked twice").isEqualTo(provenance);
  }

  @Test
  void should_build_a_dataset_of_letter_with_columns_in_order() {
    LetterSource source = new LetterSource();
    MutableDataset<Label> dataset = new MutableDataset<>(source);
    LabelledTable table = LetterData.embedded();
    assertThat(dataset.size()).isEqualTo(20_000);
    assertThat(dataset.getOutputs()).hasSize(26);
    assertThat(dataset.getFeatureMap().size()).isEqualTo(16);
    float[] row = new float[16];
    for (int r = 0; r < 20_000; r += 997) {
      Example<Label> example = dataset.getExample(r);
      assertThat(example.getOutput().getLabel()).isEqualTo(table.classNames().get(table.label(r)));
      table.features().copyRow(r, row, 0);
      DenseVector vector = DenseVector.createDenseVector(example, dataset.getFeatureIDMap(), false);
      for (int c = 0; c < 16; c++) {
        assertThat(vector.get(c)).as("row %d, column %d", r, c).isEqualTo(row[c]);
      }
    }
  }

  @Test
  void should_print_and_keep_the_provenance_of_letter() {
    LetterSource source = new LetterSource();
    MutableDataset<Label> dataset = new MutableDataset<>(source);
    String printed = ProvenanceUtil.formattedProvenanceString(dataset.getProvenance());
    assertThat(printed)
        .contains(LetterSource.class.getName())
        .contains(LetterData.SHA256)
        .contains("CC BY 4.0")
        .contains("Slate");
    provenanceSurvivesWriting(source);
  }

  @Test
  void should_tell_files_apart_in_provenance() throws IOException {
    Path copy = dir.resolve("copy.gz");
    try (InputStream in = LetterData.class.getResourceAsStream("letter-recognition.data.gz")) {
      Files.copy(in, copy);
    }
    LetterSource source = new LetterSource(copy);
    assertThat(source.getProvenance().toString()).contains(copy.toString());
    assertThat(source.getProvenance()).isNotEqualTo(new LetterSource().getProvenance());
    provenanceSurvivesWriting(source);
    assertThat(sentence(() -> new LetterSource(dir).getProvenance())).contains("is a directory");
  }

  @Test
  void should_walk_a_csv_file_and_be_rebuilt_from_its_provenance() throws IOException {
    // GIVEN
    Path file =
        Files.writeString(
            dir.resolve("t.csv"), "id,x,c,y\n1,0.5,red,a\n2,,blue,b\n3,7,,\n4,2,red,b\n");

    // WHEN
    CsvSource source = new CsvSource(file, "y", List.of("id"));
    MutableDataset<Label> dataset = new MutableDataset<>(source);

    // THEN: the row without a label is left out, a missing cell is no feature
    assertThat(dataset.size()).isEqualTo(3);
    assertThat(dataset.getFeatureMap().keySet()).containsExactlyInAnyOrder("x", "c=red", "c=blue");
    assertThat(dataset.getExample(0).lookup("x").getValue()).isEqualTo(0.5);
    assertThat(dataset.getExample(1).size()).isEqualTo(1);
    assertThat(dataset.getExample(2).getOutput().getLabel()).isEqualTo("b");
    provenanceSurvivesWriting(source);
    try (ConfigurationManager manager = new ConfigurationManager()) {
      manager.addConfiguration(ProvenanceUtil.extractConfiguration(source.getProvenance()));
      CsvSource again = manager.lookupAll(CsvSource.class).get(0);
      assertThat(again.getProvenance()).isEqualTo(source.getProvenance());
    }
    assertThat(sentence(() -> new CsvSource(file, "z", List.of()).getProvenance()))
        .endsWith("line 1: there is no column 'z'.");
  }

  @Test
  void should_be_rebuilt_from_the_configuration_in_the_provenance() throws IOException {
    SinusoidSource source = new SinusoidSource(SinusoidSource.Design.PAPER_3, false, 2, 7, 11, 13);
    try (ConfigurationManager manager = new ConfigurationManager()) {
      manager.addConfiguration(ProvenanceUtil.extractConfiguration(source.getProvenance()));
      SinusoidSource again = manager.lookupAll(SinusoidSource.class).get(0);
      assertThat(again.getProvenance()).isEqualTo(source.getProvenance());
      assertThat(again).containsExactlyElementsOf(source);
    }
  }

  @Test
  void should_sample_a_sinusoid() {
    SinusoidSource source = new SinusoidSource(SinusoidSource.Design.SCRIPT_20, true, 19, 50, 1, 2);
    SinusoidTask task = SinusoidTasks.draw(SinusoidDesign.script20(), Key.of(1)).tasks().get(19);
    MutableDataset<Regressor> dataset = new MutableDataset<>(source);
    assertThat(dataset.size()).isEqualTo(50);
    for (Example<Regressor> example : dataset) {
      double x = example.iterator().next().getValue();
      assertThat(example.getOutput().getValues()).containsExactly(task.at(x));
    }
    assertThat(ProvenanceUtil.formattedProvenanceString(dataset.getProvenance()))
        .contains("SCRIPT_20");
    provenanceSurvivesWriting(source);
  }

  @Test
  void should_refuse_a_sinusoid_that_is_not_there() {
    assertThat(sentence(() -> new SinusoidSource(SinusoidSource.Design.PAPER_3, true, 3, 50, 1, 2)))
        .isEqualTo("sinusoid: task is 3, must be from 0 to 2 for PAPER_3.");
    assertThat(sentence(() -> new SinusoidSource(SinusoidSource.Design.PAPER_3, true, 0, 0, 1, 2)))
        .isEqualTo("sinusoid: samples is 0, must be at least 1.");
  }

  @Test
  void should_walk_fashion_mnist() {
    Path data = SharedData.require(FashionMnist.NAME);
    FashionMnistSource source = new FashionMnistSource(data, FashionMnistSource.Images.TEST);
    Iterator<Example<Label>> examples = source.iterator();
    Example<Label> first = examples.next();
    assertThat(first.getOutput().getLabel()).isEqualTo("Ankle boot");
    assertThat(first.size()).isEqualTo(784);
    int count = 1;
    while (examples.hasNext()) {
      examples.next();
      count++;
    }
    assertThat(count).isEqualTo(10_000);
    Assertions.assertThatThrownBy(examples::next).isInstanceOf(NoSuchElementException.class);
    assertThat(source.getProvenance().toString()).contains("MIT").contains("TEST");
    provenanceSurvivesWriting(source);
  }
}
