package org.bilevel4j.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.ModelProvenance;

/**
 * A trained network with a score for every label, made by {@link BilevelAucTrainer}. A label that
 * could not be trained, since too few training examples had it or too few lacked it, has the same
 * score everywhere: the share of training examples with it.
 */
public final class MultiLabelAucModel extends AucModel<MultiLabel> {
  private static final long serialVersionUID = 1L;

  private final transient int[] headOf; // of each output id; -1 where the label was not trained
  private final transient double[] share; // of each output id: of examples with the label

  MultiLabelAucModel(
      ModelDataCarrier<MultiLabel> data, FittedHeads heads, List<Double> thresholds) {
    super(data, heads, thresholds);
    ImmutableMultiLabelInfo labels = (ImmutableMultiLabelInfo) data.outputDomain();
    headOf = new int[labels.size()];
    share = new double[labels.size()];
    for (int id = 0; id < labels.size(); id++) {
      headOf[id] = heads.names().indexOf(labels.getOutput(id).getLabelString());
      share[id] = (double) labels.getLabelCount(id) / labels.getTotalObservations();
    }
  }

  /**
   * Rebuilds a saved model; called by Tribuo.
   *
   * @throws InvalidProtocolBufferException if the message is another one or damaged
   */
  public static MultiLabelAucModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ModelMessage saved = read(version, message);
    return new MultiLabelAucModel(saved.data(MultiLabel.class), saved.heads(), saved.thresholds());
  }

  /** Names of the labels that could be trained. */
  public List<String> trainedLabels() {
    return heads().names();
  }

  @Override
  Prediction<MultiLabel> prediction(double[] margins, int known, Example<MultiLabel> example) {
    Map<String, MultiLabel> scores = new HashMap<>();
    Set<Label> predicted = new HashSet<>();
    ImmutableOutputInfo<MultiLabel> labels = outputIDInfo;
    for (int id = 0; id < headOf.length; id++) {
      String name = labels.getOutput(id).getLabelString();
      double score = headOf[id] < 0 ? share[id] : score(margins[headOf[id]]);
      Label scored = new Label(name, score);
      if (score > 0.5) {
        predicted.add(scored);
      }
      scores.put(name, new MultiLabel(scored));
    }
    return new Prediction<>(new MultiLabel(predicted), scores, known, example, true);
  }

  @Override
  String positive() {
    return "";
  }

  @Override
  protected MultiLabelAucModel copy(String newName, ModelProvenance newProvenance) {
    return new MultiLabelAucModel(renamed(newName, newProvenance), heads(), thresholds());
  }
}
