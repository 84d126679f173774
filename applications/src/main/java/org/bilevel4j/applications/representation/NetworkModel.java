package org.bilevel4j.applications.representation;

import java.util.function.BinaryOperator;
import org.bilevel4j.applications.parts.Encoder;
import org.bilevel4j.applications.parts.MlpEncoder;
import org.bilevel4j.applications.parts.SourceRows;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;

/**
 * A shared network with a linear head per task.
 *
 * <pre>
 * f_i = mean loss(phi_x(in) w_i + b_i, target)
 * g_i = the same on other rows + c ||w_i||^2 + c' ||b_i||^2
 * </pre>
 */
final class NetworkModel extends DelegatingShape implements TensorModel {
  private final SharedEmbedding parts;
  private final Encoder encoder;
  private final RidgePenalty ridge;
  private final BinaryOperator<Tensor> loss;

  /**
   * A model.
   *
   * @param own the problem with derivatives by hand
   * @param loss the mean loss of outputs and targets
   */
  NetworkModel(
      SharedEmbeddingProblem own, Mlp net, RidgePenalty ridge, BinaryOperator<Tensor> loss) {
    super(own);
    this.parts = own.parts();
    this.encoder = new MlpEncoder(net);
    this.ridge = ridge;
    this.loss = loss;
  }

  @Override
  public Parameters parameters() {
    Parameters p = Parameters.none();
    for (Encoder.Weight w : encoder.weights()) {
      p = p.shared(w.name(), w.rows(), w.cols());
    }
    HeadShape head = parts.head();
    p = p.lower("w", head.columns(), head.features());
    return head.bias() ? p.lower("b", 1, head.columns()) : p;
  }

  @Override
  public RowInputs upperInputs() {
    return new SourceRows(parts.upperRows());
  }

  @Override
  public RowInputs lowerInputs() {
    return new SourceRows(parts.lowerRows());
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    Tensor scores =
        encoder.features(in.row(SourceRows.FEATURES), in::upper).matmul(in.lower("w").transpose());
    return loss.apply(
        parts.head().bias() ? scores.plus(in.lower("b")) : scores, in.row(SourceRows.TARGET));
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor g = upperLoss(in).plus(in.lower("w").normSquared().times(ridge.weight()));
    return parts.head().bias() ? g.plus(in.lower("b").normSquared().times(ridge.bias())) : g;
  }
}
