package org.bilevel4j.oracles.tensor;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Precision;

/**
 * The oracle 'autodiff': derivatives of the losses that an application states as a {@link
 * TensorModel}.
 *
 * @param arithmetic what it computes in
 */
@AutoService(Component.class)
@Listed(
    name = AutodiffProblem.ORACLE,
    title = "every derivative from the losses in tensor operations, by program transformation",
    source =
        "forward mode and transposition: Bradbury et al. 2018 (JAX); second derivatives: Pearlmutter"
            + " 1994")
public record AutodiffOracle(
    @Param(
            value = "float32, float64, or that of the application's own oracle",
            range = "own, float32, float64")
        Arithmetic arithmetic)
    implements OracleFactory {

  /** What is computed in. */
  public enum Arithmetic {
    /** That of the application's own oracle. */
    OWN,
    /** Single precision. */
    FLOAT32,
    /** Double precision. */
    FLOAT64
  }

  /** The application's precision. */
  public AutodiffOracle() {
    this(Arithmetic.OWN);
  }

  @Override
  public String error() {
    return "rounding of the arithmetic";
  }

  private Precision precision(BilevelProblem own) {
    return switch (arithmetic) {
      case FLOAT32 -> Precision.FLOAT32;
      case FLOAT64 -> Precision.FLOAT64;
      case OWN -> own.accuracy().equals(Accuracy.FLOAT) ? Precision.FLOAT32 : Precision.FLOAT64;
    };
  }

  @Override
  public BilevelProblem over(BilevelProblem own) {
    ProblemShape model = own.model().orElse(null);
    if (model instanceof TensorModel losses) {
      return AutodiffProblem.of(losses, precision(own));
    }
    throw new UserError(
        "oracle '"
            + AutodiffProblem.ORACLE
            + "' differentiates losses in tensor operations, which '"
            + own.name()
            + "' does not state.",
        "'oracle: gradient-difference' or 'oracle: finite-difference'.");
  }
}
