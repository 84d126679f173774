package org.bilevel4j.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ListExample;

class ExampleRowsTest {

  private static ExampleRows rows(int examples, int features, int entries) {
    List<Example<Label>> all = new ArrayList<>();
    for (int r = 0; r < examples; r++) {
      List<Feature> some = new ArrayList<>();
      for (int e = 0; e < entries; e++) {
        some.add(new Feature("f%03d".formatted((r + e) % features), r + 1));
      }
      some.add(new Feature("zero", 0));
      all.add(new ListExample<>(new Label(r % 2 == 0 ? "x" : "y"), some));
    }
    MutableDataset<Label> dataset = Datasets.of(all, new LabelFactory());
    return ExampleRows.of(dataset.getData(), dataset.getFeatureIDMap());
  }

  @Test
  void should_keep_sparse_rows_sparse_and_dense_ones_dense() {
    ExampleRows sparse = rows(40, 30, 3);
    assertThat(sparse.features()).isInstanceOf(SparseFeatures.class);
    assertThat(sparse.features().cols()).isEqualTo(31);
    assertThat(sparse.features().at(4, 6)).isEqualTo(5);
    assertThat(sparse.features().at(4, 7)).isZero();
    assertThat(sparse.rows().entries()).isEqualTo(120);
    assertThat(sparse.known()).as("a zero is known").containsOnly(4);

    ExampleRows dense = rows(40, 30, 20);
    assertThat(dense.features()).isInstanceOf(FloatFeatures.class);
    assertThat(dense.features().at(4, 6)).isEqualTo(5);
  }
}
