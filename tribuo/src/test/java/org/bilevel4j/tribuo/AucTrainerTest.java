package org.bilevel4j.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.protos.core.ModelProto;

class AucTrainerTest {
  private static final MutableDataset<MultiLabel> LETTERS = Datasets.letters(0, 400);
  private static final String XML = "/org/bilevel4j/tribuo/trainer.xml";

  private static BilevelAucTrainer trainer(long seed) {
    return new BilevelAucTrainer("mauc", 1, "8", "mmb-v1(blocksPerStep=4)", 30, seed);
  }

  private static ConfigurationManager configured() {
    return new ConfigurationManager(AucTrainerTest.class.getResource(XML).getPath());
  }

  private static boolean same(Model<MultiLabel> a, Model<MultiLabel> b) {
    List<Prediction<MultiLabel>> first = a.predict(LETTERS);
    List<Prediction<MultiLabel>> second = b.predict(LETTERS);
    for (int i = 0; i < first.size(); i++) {
      if (!first.get(i).distributionEquals(second.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void should_give_the_same_bits_at_the_same_seed_and_invocation_count() {
    BilevelAucTrainer one = trainer(5);
    Model<MultiLabel> first = one.train(LETTERS);
    Model<MultiLabel> second = one.train(LETTERS);
    assertThat(one.getInvocationCount()).isEqualTo(2);
    assertThat(same(first, second)).isFalse();
    assertThat(same(trainer(6).train(LETTERS), first)).isFalse();

    assertThat(same(trainer(5).train(LETTERS), first)).isTrue();
    assertThat(same(trainer(5).train(LETTERS, Map.of(), 1), second)).isTrue();
    one.setInvocationCount(0);
    assertThat(same(one.train(LETTERS), first)).isTrue();
    assertThat(one.getInvocationCount()).isEqualTo(1);
    assertThatThrownBy(() -> one.setInvocationCount(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void should_be_configured_by_an_xml_file_and_state_it_in_the_provenance() {
    BilevelAucTrainer trainer = (BilevelAucTrainer) configured().lookup("trainer");
    Model<MultiLabel> model = trainer.train(LETTERS);

    assertThat(ProvenanceUtil.formattedProvenanceString(model.getProvenance()))
        .contains("mb(margin=0.8)", "mmb-v2(etaX=0.03, blocksPerStep=4)", "tanh", "in memory")
        .contains(MultiLabelAucModel.class.getName());

    // the provenance makes the trainer again, and the trainer the model
    ConfigurationManager again = new ConfigurationManager();
    again.addConfiguration(
        ProvenanceUtil.extractConfiguration(model.getProvenance().getTrainerProvenance()));
    BilevelAucTrainer rebuilt = again.lookupSingleton(BilevelAucTrainer.class, false);
    assertThat(rebuilt.getProvenance()).isEqualTo(model.getProvenance().getTrainerProvenance());
    assertThat(same(rebuilt.train(LETTERS), model)).isTrue();

    BilevelAucTrainer single = (BilevelAucTrainer) configured().lookup("single");
    assertThat(same(single.train(LETTERS), model)).as("on one thread").isTrue();
  }

  @Test
  void should_be_configured_for_a_binary_task() {
    BinaryAucTrainer trainer = (BinaryAucTrainer) configured().lookup("binary");
    Model<Label> model = trainer.train(Datasets.binary(0, 400));
    assertThat(((BinaryAucModel) model).positiveLabel()).isEqualTo("Q");
  }

  @Test
  void should_score_one_example_as_it_scores_many_and_ignore_unknown_features() {
    Model<MultiLabel> model = trainer(5).train(LETTERS);
    List<Prediction<MultiLabel>> all = model.predict(LETTERS);
    for (int r = 0; r < 50; r++) {
      Example<MultiLabel> example = LETTERS.getExample(r);
      Example<MultiLabel> more = new ArrayExample<>(example);
      more.add(new Feature("unknown", 1e9));

      assertThat(model.predict(example).distributionEquals(all.get(r))).isTrue();
      assertThat(model.predict(more).distributionEquals(all.get(r))).isTrue();
      assertThat(model.predict(more).getNumActiveFeatures()).isEqualTo(16);
      assertThat(model.predict(more).getExampleSize()).isEqualTo(17);
    }
    assertThat(model.predict(List.<Example<MultiLabel>>of())).isEmpty();
    assertThat(model.generatesProbabilities()).isTrue();
    assertThat(model.getTopFeatures(3)).isEmpty();
    assertThat(model.getExcuse(LETTERS.getExample(0))).isEmpty();
  }

  @Test
  void should_refuse_examples_it_cannot_read() {
    Model<MultiLabel> model = trainer(5).train(LETTERS);
    MultiLabel output = new MultiLabel("A");
    for (Feature feature :
        List.of(
            new Feature("unknown", 1),
            new Feature("p000", Double.NaN),
            new Feature("p000", 1e300))) {
      assertThatThrownBy(() -> model.predict(new ArrayExample<>(output, List.of(feature))))
          .as(feature.toString())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(feature.getName());
    }
  }

  private static Example<MultiLabel> row(double a, double b, String... labels) {
    Set<Label> set = new java.util.HashSet<>();
    for (String label : labels) {
      set.add(new Label(label));
    }
    return new ArrayExample<>(
        new MultiLabel(set), List.of(new Feature("a", a), new Feature("b", b)));
  }

  @Test
  void should_give_a_label_that_cannot_be_trained_its_share_as_score() {
    List<Example<MultiLabel>> rows = new ArrayList<>();
    for (int r = 0; r < 20; r++) {
      rows.add(r % 2 == 0 ? row(r, 1, "all", "even") : row(-r, 1, "all"));
    }
    Model<MultiLabel> model =
        new BilevelAucTrainer("mauc", 1, "", "mmb-v1", 30, 5)
            .train(Datasets.of(rows, new MultiLabelFactory()));

    assertThat(((MultiLabelAucModel) model).trainedLabels()).containsExactly("even");
    Prediction<MultiLabel> prediction = model.predict(row(8, 1));
    assertThat(Datasets.scored(prediction, "all").getLabelScore(new Label("all"))).hasValue(1);
    assertThat(prediction.getOutput().contains("all")).isTrue();
    long even = model.predict(rows).stream().filter(p -> p.getOutput().contains("even")).count();
    assertThat(even).as("as many as have the label").isEqualTo(10);
  }

  @Test
  void should_train_on_sparse_examples() {
    Rng rng = Key.of(1).rng();
    List<Example<Label>> rows = new ArrayList<>();
    for (int r = 0; r < 400; r++) {
      Map<String, Feature> features = new TreeMap<>();
      for (int e = 0; e < 5; e++) {
        String name = "f" + rng.nextInt(100);
        features.put(name, new Feature(name, 1));
      }
      boolean low = features.keySet().stream().anyMatch(name -> name.length() == 2);
      rows.add(new ArrayExample<>(new Label(low ? "low" : "high"), List.copyOf(features.values())));
    }
    BinaryAucTrainer trainer = new BinaryAucTrainer("low", "mauc", 1, "8", "", 100, 1);
    MutableDataset<Label> data = Datasets.of(rows, new LabelFactory());
    Model<Label> model = trainer.train(data);
    assertThat(new LabelEvaluator().evaluate(model, data).AUCROC(new Label("low")))
        .isGreaterThan(0.95);
  }

  @Test
  void should_refuse_what_it_cannot_train() {
    MutableDataset<MultiLabel> none = Datasets.of(List.of(), new MultiLabelFactory());
    assertThatThrownBy(() -> trainer(1).train(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no examples");

    MutableDataset<MultiLabel> single =
        Datasets.of(List.of(row(1, 2, "x"), row(2, 3, "x")), new MultiLabelFactory());
    assertThatThrownBy(() -> trainer(1).train(single))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'x' is never");

    assertThatThrownBy(() -> new BilevelAucTrainer("mauc", 1, "8", "mmb-v9", 9, 1).train(LETTERS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mmb-v1");
    assertThatThrownBy(() -> new BilevelAucTrainer("pauc", 1, "8", "mmb-v1", 9, 1).train(LETTERS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("fpr.to");
  }

  private static Example<Label> labelled(double a, String label) {
    return new ArrayExample<>(new Label(label), List.of(new Feature("a", a)));
  }

  @Test
  void should_refuse_labels_that_make_no_binary_task() {
    BinaryAucTrainer trainer = new BinaryAucTrainer("z", "mauc", 1, "", "mmb-v1", 9, 1);
    List<Example<Label>> two = List.of(labelled(1, "x"), labelled(2, "y"));
    assertThatThrownBy(() -> trainer.train(Datasets.of(two, new LabelFactory())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("positive is 'z', must be one of [x, y]");

    List<Example<Label>> three = List.of(two.get(0), two.get(1), labelled(3, "z"));
    assertThatThrownBy(() -> trainer.train(Datasets.of(three, new LabelFactory())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("[x, y, z], must have 2");

    List<Example<Label>> unknown =
        List.of(
            two.get(0),
            two.get(1),
            new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, List.of(new Feature("a", 3))));
    assertThatThrownBy(() -> trainer.train(Datasets.of(unknown, new LabelFactory())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown Outputs");
  }

  @Test
  void should_refuse_a_saved_model_of_a_later_version_or_in_pieces() {
    ModelProto saved = trainer(5).train(LETTERS).serialize();
    ModelProto later = saved.toBuilder().setVersion(9).build();
    assertThatThrownBy(() -> Model.deserialize(later))
        .rootCause()
        .hasMessageContaining("Unknown version 9");

    ModelProto cut =
        saved.toBuilder()
            .setSerializedData(
                saved.getSerializedData().toBuilder()
                    .setValue(saved.getSerializedData().getValue().substring(0, 2000)))
            .build();
    assertThatThrownBy(() -> Model.deserialize(cut)).isInstanceOf(IllegalStateException.class);

    ModelProto other =
        saved.toBuilder()
            .setSerializedData(com.google.protobuf.Any.pack(ModelProto.getDefaultInstance()))
            .build();
    assertThatThrownBy(() -> Model.deserialize(other))
        .rootCause()
        .hasMessageContaining("must be bilevel4j.AucModelProto");
  }

  @Test
  void should_not_bring_chemistry_with_it() {
    assertThatThrownBy(() -> Class.forName("org.openscience.cdk.interfaces.IAtomContainer"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
