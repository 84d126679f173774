package org.bilevel4j.applications.auc;

import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.catalogue.Kind;
import org.bilevel4j.core.config.TextForm;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * What is minimised over the scores of one task's batch (docs/ALGORITHMS.md 9): a function of
 * scores, labels and a few variables of its own, whatever network makes the scores. Written "pauc"
 * or "pauc(tau1=0.1)".
 */
@TextForm("an objective like '" + ScoreObjective.EXAMPLE + "'")
public interface ScoreObjective extends Component {

  /** How one is written with parameters. */
  String EXAMPLE = "pauc(tau1=0.1)";

  /** The kind of component it is. */
  Kind<ScoreObjective> KIND = new Kind<>(ScoreObjective.class, "objective", EXAMPLE);

  /**
   * Reads "mauc" or "pauc(tau1=0.1)"; what is not named keeps its default.
   *
   * @throws org.bilevel4j.core.util.UserError naming the objective, the key and the nearest known
   *     one
   */
  static ScoreObjective parse(String text) {
    return Catalogue.load(KIND).parse(text);
  }

  /** Writes what {@link #parse} reads, every parameter included. */
  static String format(ScoreObjective objective) {
    return Entry.of(objective).text();
  }

  @Override
  default ScoreObjective with(String parameter, Object value) {
    return Entry.of(this).with(Map.of(parameter, value));
  }

  /** Adds the variables of its own to the weights in x: scalars of a task, y_i, alpha_i. */
  default Parameters variables(Parameters network, ScoreShape shape) {
    return network;
  }

  /** Where y_i starts as a function of x, by names; zero where nothing is said. */
  default Map<String, Tensor> lowerStart(Inputs in, ScoreShape shape) {
    return Map.of();
  }

  /** f_i of a batch: 1 x 1. */
  Tensor upperLoss(TaskBatch batch);

  /** g_i of a batch: 1 x 1; a constant where there is no lower level. */
  default Tensor lowerLoss(TaskBatch batch) {
    return batch.in().number(0);
  }

  /** A_i. */
  default ConvexSet dualSet() {
    return ConvexSet.all();
  }

  /** grad2_yy g_i, where it is known beforehand. */
  default Optional<KnownHessians> lowerHessians() {
    return Optional.empty();
  }

  /** Whether the losses of a batch are means over its rows. */
  default boolean isAdditive() {
    return false;
  }

  /**
   * Refuses false positive rates that it cannot count.
   *
   * @throws org.bilevel4j.core.util.UserError with a cure
   */
  default void check(FprRange fpr) {}
}
