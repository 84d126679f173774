package org.bilevel4j.tribuo;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.tribuo.Dataset;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.multilabel.MultiLabel;

/**
 * Trains many binary tasks at once, a task for each label: examples with the label against those
 * without it.
 *
 * <p>A {@link MultiLabel} has no missing labels: an example without a label is a negative one. Data
 * with missing labels are trained by {@code bilevel4j-models}, or label by label with {@link
 * BinaryAucTrainer} on the examples whose label is known.
 */
public final class BilevelAucTrainer extends AucTrainer<MultiLabel> {

  /** The defaults, or what is configured. */
  public BilevelAucTrainer() {}

  @Override
  List<CategoricalColumn> labels(Dataset<MultiLabel> examples) {
    ImmutableOutputInfo<MultiLabel> info = examples.getOutputIDInfo();
    List<CategoricalColumn> columns = new ArrayList<>();
    for (int id = 0; id < info.size(); id++) {
      String name = info.getOutput(id).getLabelString();
      byte[] codes = new byte[examples.size()];
      for (int r = 0; r < codes.length; r++) {
        codes[r] = (byte) (examples.getExample(r).getOutput().contains(name) ? 1 : 0);
      }
      columns.add(new CategoricalColumn(name, List.of("0", "1"), codes));
    }
    return columns;
  }

  @Override
  MultiLabelAucModel model(ModelDataCarrier<MultiLabel> data, FittedHeads heads) {
    return new MultiLabelAucModel(data, heads);
  }

  @Override
  Class<MultiLabelAucModel> modelClass() {
    return MultiLabelAucModel.class;
  }
}
