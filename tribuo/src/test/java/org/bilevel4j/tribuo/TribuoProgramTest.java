package org.bilevel4j.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.mulan.Mulan;
import org.bilevel4j.datasets.mulan.MulanSet;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;
import org.bilevel4j.eval.metric.RocAuc;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;

/** Plain Tribuo programs: dataset, trainer, evaluator, save, load. */
class TribuoProgramTest {
  @TempDir private Path folder;

  private static <T extends Output<T>> void sameBits(
      Model<T> expected, Model<T> actual, Dataset<T> data) {
    List<Prediction<T>> first = expected.predict(data);
    List<Prediction<T>> second = actual.predict(data);
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i).distributionEquals(first.get(i))).as("example %d", i).isTrue();
      assertThat(second.get(i).getOutput().fullEquals(first.get(i).getOutput())).isTrue();
    }
    assertThat(actual.getProvenance()).isEqualTo(expected.getProvenance());
    assertThat(actual.getName()).isEqualTo(expected.getName());
  }

  private static double[] scores(List<Prediction<MultiLabel>> predictions, String label) {
    return predictions.stream()
        .mapToDouble(
            p -> Datasets.scored(p, label).getLabelScore(new Label(label)).orElse(Double.NaN))
        .toArray();
  }

  private static boolean[] classes(List<Prediction<MultiLabel>> predictions, String label) {
    boolean[] classes = new boolean[predictions.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = predictions.get(i).getExample().getOutput().contains(label);
    }
    return classes;
  }

  @Test
  void should_train_evaluate_save_and_load_many_labels() throws IOException {
    MutableDataset<MultiLabel> training = Datasets.letters(0, 4000);
    MutableDataset<MultiLabel> testing = Datasets.letters(16_000, 20_000);
    Path file = folder.resolve("letters.tribuo");

    // region train
    Trainer<MultiLabel> trainer =
        new BilevelAucTrainer("mauc", 1, "64,64", "mmb-v2(etaX=0.03)", 1000, Trainer.DEFAULT_SEED);
    Model<MultiLabel> model = trainer.train(training);
    MultiLabelEvaluation evaluation = new MultiLabelEvaluator().evaluate(model, testing);
    model.serializeToFile(file);
    Model<MultiLabel> loaded = Model.deserializeFromFile(file).castModel(MultiLabel.class);
    // endregion

    assertThat(evaluation.macroAveragedRecall()).isBetween(0.75, 1.0);
    assertThat(evaluation.macroAveragedPrecision()).isBetween(0.75, 1.0);
    List<Prediction<MultiLabel>> predictions = model.predict(testing);
    for (MultiLabel label : model.getOutputIDInfo().getDomain()) {
      String name = label.getLabelString();
      double[] scores = scores(predictions, name);
      boolean[] classes = classes(predictions, name);
      assertThat(RocAuc.of(scores, classes))
          .as(name)
          .isGreaterThan(0.95)
          .isCloseTo(LabelEvaluationUtil.binaryAUCROC(classes, scores), within(1e-12));
    }
    assertThat(loaded).isInstanceOf(MultiLabelAucModel.class);
    sameBits(model, loaded, testing);
    sameBits(model, model.copy(), testing);
    sameBits(model, javaCopy(model), testing);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Output<T>> Model<T> javaCopy(Model<T> model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Model<T>) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_train_evaluate_save_and_load_a_binary_task() throws IOException {
    MutableDataset<Label> training = Datasets.binary(0, 4000);
    MutableDataset<Label> testing = Datasets.binary(16_000, 20_000);
    Path file = folder.resolve("q.tribuo");

    Model<Label> model = new BinaryAucTrainer("", "mauc", 1, "32", "", 500, 3).train(training);
    LabelEvaluation evaluation = new LabelEvaluator().evaluate(model, testing);
    model.serializeToFile(file);
    Model<Label> loaded = Model.deserializeFromFile(file).castModel(Label.class);

    assertThat(((BinaryAucModel) model).positiveLabel()).isEqualTo("Q");
    List<Prediction<Label>> predictions = model.predict(testing);
    double[] scores = new double[predictions.size()];
    boolean[] classes = new boolean[predictions.size()];
    for (int i = 0; i < scores.length; i++) {
      Prediction<Label> p = predictions.get(i);
      scores[i] = Datasets.scored(p, "Q").getScore();
      classes[i] = p.getExample().getOutput().getLabel().equals("Q");
      assertThat(scores[i] + Datasets.scored(p, "other").getScore()).isCloseTo(1, within(1e-12));
      assertThat(p.getOutput().getLabel()).isEqualTo(scores[i] > 0.5 ? "Q" : "other");
    }
    assertThat(evaluation.AUCROC(new Label("Q")))
        .isGreaterThan(0.95)
        .isCloseTo(RocAuc.of(scores, classes), within(1e-12));
    assertThat(loaded).isInstanceOf(BinaryAucModel.class);
    sameBits(model, loaded, testing);
    sameBits(model, model.copy(), testing);
    sameBits(model, javaCopy(model), testing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce", "mauc-ct", "pauc", "mb"})
  void should_rank_by_every_objective(String objective) {
    MutableDataset<MultiLabel> testing = Datasets.letters(16_000, 18_000);
    Model<MultiLabel> model =
        new BilevelAucTrainer(objective, 0.2, "32", "", 300, 1).train(Datasets.letters(0, 2000));
    List<Prediction<MultiLabel>> predictions = model.predict(testing);
    for (MultiLabel label : model.getOutputIDInfo().getDomain()) {
      String name = label.getLabelString();
      assertThat(RocAuc.of(scores(predictions, name), classes(predictions, name)))
          .as(name)
          .isGreaterThan(0.95);
    }
  }

  @Test
  void should_train_the_labels_of_yeast() {
    DataFinder finder = DataFinder.ofUser(null);
    Mulan yeast = new Mulan(MulanSet.YEAST);
    Assumptions.assumeTrue(yeast.status(finder).state().usable(), "SKIPPED: no yeast");
    TaskTable table = yeast.load(finder);
    RowSplit split = table.official().orElseThrow();
    MutableDataset<MultiLabel> training =
        Datasets.of(table.table(), IntStream.of(split.rows(Part.TRAIN)));
    MutableDataset<MultiLabel> testing =
        Datasets.of(table.table(), IntStream.of(split.rows(Part.TEST)));

    Model<MultiLabel> model = new BilevelAucTrainer("mauc", 1, "64", "", 300, 1).train(training);

    List<Prediction<MultiLabel>> predictions = model.predict(testing);
    double sum = 0;
    for (MultiLabel label : model.getOutputIDInfo().getDomain()) {
      String name = label.getLabelString();
      sum += RocAuc.of(scores(predictions, name), classes(predictions, name));
    }
    assertThat(sum / model.getOutputIDInfo().size()).isGreaterThan(0.65);
  }
}
