package org.bilevel4j.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Comparator;
import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelInfo;
import org.tribuo.impl.ModelDataCarrier;

/** Trains a single binary task: examples of two labels. */
public final class BinaryAucTrainer extends AucTrainer<Label> {
  @Config(description = "Name of the positive label; the rarer one when empty.")
  private String positive = "";

  /** The defaults, or what is configured. */
  public BinaryAucTrainer() {}

  /**
   * The parameters that matter most; the others have their defaults.
   *
   * @param positive name of the positive label; the rarer one when empty
   * @param objective like "mauc-ct" or "pauc(tau1=0.1)"
   * @param fprTo largest false positive rate that counts, above 0, at most 1
   * @param widths of the hidden layers, like "64,64"; none when empty
   * @param solver with its step sizes, like "mmb-v2(etaX=0.03)"; when empty, one that fits
   * @param steps at least 1
   * @param seed of starting weights and draws
   */
  public BinaryAucTrainer(
      String positive,
      String objective,
      double fprTo,
      String widths,
      String solver,
      long steps,
      long seed) {
    super(objective, fprTo, widths, solver, steps, seed);
    this.positive = positive;
  }

  private String positive(Dataset<Label> examples) {
    LabelInfo info = (LabelInfo) examples.getOutputInfo();
    List<String> names = info.getDomain().stream().map(Label::getLabel).sorted().toList();
    if (names.size() != 2) {
      throw new UserError(
          "dataset has the labels " + names + ", must have 2 for a binary task.",
          "BilevelAucTrainer on a Dataset<MultiLabel> trains many labels.");
    }
    if (!positive.isEmpty() && !names.contains(positive)) {
      throw new UserError("positive is '" + positive + "', must be one of " + names + ".");
    }
    return positive.isEmpty()
        ? names.stream().min(Comparator.comparingLong(info::getLabelCount)).orElseThrow()
        : positive;
  }

  @Override
  List<CategoricalColumn> labels(Dataset<Label> examples) {
    String name = positive(examples);
    byte[] codes = new byte[examples.size()];
    for (int r = 0; r < codes.length; r++) {
      codes[r] = (byte) (examples.getExample(r).getOutput().getLabel().equals(name) ? 1 : 0);
    }
    return List.of(new CategoricalColumn(name, List.of("0", "1"), codes));
  }

  @Override
  BinaryAucModel model(ModelDataCarrier<Label> data, FittedHeads heads, List<Double> thresholds) {
    return new BinaryAucModel(data, heads, thresholds, heads.names().get(0));
  }

  @Override
  Class<BinaryAucModel> modelClass() {
    return BinaryAucModel.class;
  }
}
