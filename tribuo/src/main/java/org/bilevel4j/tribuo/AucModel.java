package org.bilevel4j.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * A trained network as a Tribuo model. Immutable but for its name; may be asked from many threads
 * at once.
 *
 * <p>A label's score tells how far the output of its head lies above a threshold; it is in (0, 1)
 * and the label is predicted where it is above 1/2. The threshold lets through as many training
 * examples as have the label. Scores rank examples. They are called probabilities because Tribuo's
 * evaluators compute an AUC of nothing else, but estimate none.
 *
 * @param <T> the output type
 */
public abstract class AucModel<T extends Output<T>> extends Model<T> {
  private static final long serialVersionUID = 1L;

  /** Version of the saved form. */
  private static final int CURRENT_VERSION = 0;

  /** Numbers of features that are scored at once. */
  private static final int AT_ONCE = 1 << 22;

  private final transient FittedHeads heads;
  private final transient List<Double> thresholds;

  /**
   * A model of the features and outputs that the carrier names.
   *
   * @param heads what scores rows
   * @param thresholds one per head
   */
  AucModel(ModelDataCarrier<T> data, FittedHeads heads, List<Double> thresholds) {
    super(data.name(), data.provenance(), data.featureDomain(), data.outputDomain(), true);
    this.heads = heads;
    this.thresholds = thresholds;
  }

  /** What scores rows. */
  final FittedHeads heads() {
    return heads;
  }

  /** One per head: a label is predicted where the output is above it. */
  final List<Double> thresholds() {
    return thresholds;
  }

  /** This model's features and outputs under another name and provenance. */
  final ModelDataCarrier<T> renamed(String newName, ModelProvenance newProvenance) {
    return new ModelDataCarrier<>(
        newName, newProvenance, featureIDMap, outputIDInfo, true, newProvenance.getTribuoVersion());
  }

  /**
   * The prediction for one example.
   *
   * @param margins how far the output of each head is above its threshold
   * @param known how many features of the example the model knows
   */
  abstract Prediction<T> prediction(double[] margins, int known, Example<T> example);

  /** The positive label of a binary model, empty where labels are many. */
  abstract String positive();

  /**
   * {@inheritDoc}
   *
   * <p>Features that the model does not know are ignored.
   */
  @Override
  public final Prediction<T> predict(Example<T> example) {
    return innerPredict(List.of(example)).get(0);
  }

  @Override
  protected final List<Prediction<T>> innerPredict(Iterable<Example<T>> examples) {
    List<Prediction<T>> predictions = new ArrayList<>();
    List<Example<T>> some = new ArrayList<>();
    int most = Math.max(1, AT_ONCE / featureIDMap.size());
    for (Example<T> example : examples) {
      some.add(example);
      if (some.size() == most) {
        predict(some, predictions);
        some.clear();
      }
    }
    if (!some.isEmpty()) {
      predict(some, predictions);
    }
    return predictions;
  }

  private void predict(List<Example<T>> some, List<Prediction<T>> predictions) {
    ExampleRows rows = ExampleRows.of(some, featureIDMap);
    for (int r = 0; r < some.size(); r++) {
      if (rows.known()[r] == 0) {
        throw new IllegalArgumentException(
            "No features found in Example " + some.get(r) + " that the model knows.");
      }
    }
    double[][] outputs = heads.outputs(rows.rows());
    for (int r = 0; r < some.size(); r++) {
      double[] margins = outputs[r];
      for (int t = 0; t < margins.length; t++) {
        margins[t] -= thresholds.get(t);
      }
      predictions.add(prediction(margins, rows.known()[r], some.get(r)));
    }
  }

  /**
   * 1/2 + z / (2 + 2 |z|). A sigmoid would bring large outputs closer together than 1e-12, which
   * Tribuo's curves take for equal.
   */
  static double score(double z) {
    return 0.5 + z / (2 + 2 * Math.abs(z));
  }

  /** Empty: a network with hidden layers has no weight per feature. */
  @Override
  public final Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  /** Empty: there are no excuses. */
  @Override
  public final Optional<Excuse<T>> getExcuse(Example<T> example) {
    return Optional.empty();
  }

  @Override
  public final ModelProto serialize() {
    ModelMessage message =
        new ModelMessage(
            createDataCarrier().serialize(),
            ByteString.copyFrom(heads.toBytes()),
            thresholds,
            positive());
    return ModelProto.newBuilder()
        .setClassName(getClass().getName())
        .setVersion(CURRENT_VERSION)
        .setSerializedData(message.pack())
        .build();
  }

  /**
   * The message of a saved model.
   *
   * @throws IllegalArgumentException if it is of a later version
   * @throws InvalidProtocolBufferException if it is another message or damaged
   */
  static ModelMessage read(int version, Any message) throws InvalidProtocolBufferException {
    if (version < 0 || version > CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "Unknown version "
              + version
              + ", this class supports at most version "
              + CURRENT_VERSION
              + ".");
    }
    return ModelMessage.unpack(message);
  }

  /** Java's own serialisation holds the same bytes. */
  final Object writeReplace() {
    return new Saved(serialize().toByteArray());
  }

  private record Saved(byte[] proto) implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      try {
        return deserialize(ModelProto.parseFrom(proto));
      } catch (InvalidProtocolBufferException e) {
        throw (InvalidObjectException)
            new InvalidObjectException("a saved model is damaged").initCause(e);
      }
    }
  }
}
