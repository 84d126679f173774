package org.bilevel4j.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.provenance.ModelProvenance;

/**
 * A trained network that scores two labels, made by {@link BinaryAucTrainer}. The two scores add up
 * to 1.
 */
public final class BinaryAucModel extends AucModel<Label> {
  private static final long serialVersionUID = 1L;

  private final transient String positive;
  private final transient String negative;

  BinaryAucModel(
      ModelDataCarrier<Label> data, FittedHeads heads, List<Double> thresholds, String positive) {
    super(data, heads, thresholds);
    this.positive = positive;
    this.negative =
        data.outputDomain().getDomain().stream()
            .map(Label::getLabel)
            .filter(name -> !name.equals(positive))
            .findFirst()
            .orElseThrow();
  }

  /**
   * Rebuilds a saved model; called by Tribuo.
   *
   * @throws InvalidProtocolBufferException if the message is another one or damaged
   */
  public static BinaryAucModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ModelMessage saved = read(version, message);
    return new BinaryAucModel(
        saved.data(Label.class), saved.heads(), saved.thresholds(), saved.positive());
  }

  /** Name of the label whose AUC was trained. */
  public String positiveLabel() {
    return positive;
  }

  @Override
  Prediction<Label> prediction(double[] margins, int known, Example<Label> example) {
    Label yes = new Label(positive, score(margins[0]));
    Label no = new Label(negative, score(-margins[0]));
    Map<String, Label> scores = new HashMap<>(Map.of(positive, yes, negative, no));
    return new Prediction<>(margins[0] > 0 ? yes : no, scores, known, example, true);
  }

  @Override
  String positive() {
    return positive;
  }

  @Override
  protected BinaryAucModel copy(String newName, ModelProvenance newProvenance) {
    return new BinaryAucModel(renamed(newName, newProvenance), heads(), thresholds(), positive);
  }
}
