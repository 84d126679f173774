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
 * with missing labels are trained label by label with {@link BinaryAucTrainer} on the examples
 * whose label is known.
 */
public final class BilevelAucTrainer extends AucTrainer<MultiLabel> {

  /** The defaults, or what is configured. */
  public BilevelAucTrainer() {}

  /**
   * The parameters that matter most; the others have their defaults.
   *
   * @param objective like "mauc-ct" or "pauc(tau1=0.1)"
   * @param fprTo largest false positive rate that counts, above 0, at most 1
   * @param widths of the shared layers, like "64,64"; none when empty
   * @param solver with its step sizes, like "mmb-v2(etaX=0.03)"; when empty, one that fits
   * @param steps at least 1
   * @param seed of starting weights and draws
   */
  public BilevelAucTrainer(
      String objective, double fprTo, String widths, String solver, long steps, long seed) {
    super(objective, fprTo, widths, solver, steps, seed);
  }

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
  MultiLabelAucModel model(
      ModelDataCarrier<MultiLabel> data, FittedHeads heads, List<Double> thresholds) {
    return new MultiLabelAucModel(data, heads, thresholds);
  }

  @Override
  Class<MultiLabelAucModel> modelClass() {
    return MultiLabelAucModel.class;
  }
}
