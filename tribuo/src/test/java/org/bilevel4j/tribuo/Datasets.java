package org.bilevel4j.tribuo;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.table.LabelledTable;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Datasets in memory, as a Tribuo program makes them. */
final class Datasets {
  private Datasets() {}

  /** A dataset of examples. */
  static <T extends Output<T>> MutableDataset<T> of(
      List<Example<T>> examples, OutputFactory<T> factory) {
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("in memory", factory), factory);
    dataset.addAll(examples);
    return dataset;
  }

  /** Some rows of a table, the labels of a row those whose column is 1. */
  static MutableDataset<MultiLabel> of(LabelledTable table, IntStream rows) {
    return of(examples(table, rows, r -> labels(table, r)), new MultiLabelFactory());
  }

  private static MultiLabel labels(LabelledTable table, int row) {
    Set<Label> labels =
        table.labelColumns().stream()
            .filter(c -> c.code(row) == 1)
            .map(c -> new Label(c.name()))
            .collect(Collectors.toSet());
    return new MultiLabel(labels);
  }

  /** Letters from..to-1, a label for each of A to H; other letters have no label. */
  static MutableDataset<MultiLabel> letters(int from, int to) {
    LabelledTable all = LetterData.embedded();
    LabelledTable eight =
        all.withLabels(
            IntStream.range(0, 8).mapToObj(all.labelColumns().get(0)::oneVersusRest).toList());
    return of(eight, IntStream.range(from, to));
  }

  /** The same letters, "Q" or "other". */
  static MutableDataset<Label> binary(int from, int to) {
    LabelledTable all = LetterData.embedded();
    int q = all.classNames().indexOf("Q");
    return of(
        examples(all, IntStream.range(from, to), r -> new Label(all.label(r) == q ? "Q" : "other")),
        new LabelFactory());
  }

  private static <T extends Output<T>> List<Example<T>> examples(
      LabelledTable table, IntStream rows, IntFunction<T> output) {
    String[] names =
        IntStream.range(0, table.cols()).mapToObj(table::featureName).toArray(String[]::new);
    return rows.<Example<T>>mapToObj(
            r -> {
              double[] values = new double[names.length];
              table.features().copyRow(r, values, 0);
              return new ArrayExample<>(output.apply(r), names, values);
            })
        .toList();
  }

  /** What a prediction says of a label. */
  static <T extends Output<T>> T scored(Prediction<T> prediction, String label) {
    return Objects.requireNonNull(prediction.getOutputScores().get(label), label);
  }
}
