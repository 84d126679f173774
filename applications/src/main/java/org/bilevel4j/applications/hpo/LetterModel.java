package org.bilevel4j.applications.hpo;

import org.bilevel4j.applications.parts.SourceRows;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.network.RandomFourierFeatures;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;

/** The losses of {@link RobustHpoLetter} as they are printed there. */
final class LetterModel extends DelegatingShape implements TensorModel {
  private final RobustHpoLetter options;
  private final SharedEmbedding parts;
  private final double[][] frequencies;

  LetterModel(RobustHpoLetter options, SharedEmbeddingProblem own, RandomFourierFeatures features) {
    super(own);
    this.options = options;
    this.parts = own.parts();
    this.frequencies = features.matrixRows();
  }

  @Override
  public Parameters parameters() {
    int k = parts.head().features();
    int columns = parts.head().columns();
    Parameters p =
        Parameters.none()
            .shared("sigma", 1, parts.embedding().inputs())
            .shared("rho", 1, k)
            .lower("w", columns, k);
    return options.bias() ? p.lower("b", 1, columns) : p;
  }

  @Override
  public RowInputs upperInputs() {
    return new SourceRows(parts.upperRows());
  }

  @Override
  public RowInputs lowerInputs() {
    return new SourceRows(parts.lowerRows());
  }

  /** What x holds, or the exponential of it in log space. */
  private Tensor positive(Tensor held) {
    return options.logSpace() ? held.exp() : held;
  }

  private Tensor loss(Inputs in) {
    Tensor scaled = in.row(SourceRows.FEATURES).times(positive(in.upper("sigma")));
    Tensor z = scaled.matmul(in.constant(frequencies));
    Tensor scores = z.cos().beside(z.sin()).matmul(in.lower("w").transpose());
    Tensor shifted = options.bias() ? scores.plus(in.lower("b")) : scores;
    return options.loss().mean(shifted, in.row(SourceRows.TARGET));
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return loss(in);
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor rho = positive(in.upper("rho"));
    Tensor c = options.squaredPenalty() ? rho.square() : rho;
    Tensor g = loss(in).plus(c.times(in.lower("w").square()).sum());
    return options.bias() ? g.plus(in.lower("b").normSquared().times(options.biasPenalty())) : g;
  }
}
