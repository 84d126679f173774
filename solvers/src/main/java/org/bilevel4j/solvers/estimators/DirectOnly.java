package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;

/**
 * h = grad_x f: the implicit term left out, v = 0 (docs/ALGORITHMS.md 3.11). It is what the
 * published MORBiT scripts compute, offered for comparison; its fixed point is not that of the
 * bilevel problem.
 */
@AutoService(Component.class)
@Listed(
    name = "direct-only",
    title = "grad_x f alone, without the implicit term",
    source = "scripts published with Gu, Lu, Ram, Weng, ICLR 2023")
public record DirectOnly() implements Hypergradient {

  @Override
  public Adjoint start(Step k) {
    return (step, y, f, w) -> f.gradX(w);
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.DIRECT;
  }

  @Override
  public Cost cost(int lowerSteps) {
    return Cost.none().and(OracleCall.UPPER_GRAD_X, 1);
  }

  @Override
  public String error() {
    return "O(1): the implicit term is dropped";
  }
}
