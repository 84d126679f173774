package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;

/**
 * {@link ReverseUnrolling} over the last of this iteration's lower steps (docs/ALGORITHMS.md 3.9).
 *
 * @param depth how many of the last steps; 0 for all
 */
@AutoService(Component.class)
@Listed(
    name = "truncated-reverse",
    title = "'reverse' over the last of this iteration's lower steps",
    source = "Shaban, Cheng, Hatch, Boots 2019")
public record TruncatedReverse(
    @Param(value = "how many of the last lower steps, 0 for all", range = "at least 0") int depth)
    implements Hypergradient {

  /** Checks the range. */
  public TruncatedReverse {
    new ReverseUnrolling(depth);
  }

  /** The defaults. */
  public TruncatedReverse() {
    this(5);
  }

  private ReverseUnrolling reverse() {
    return new ReverseUnrolling(depth);
  }

  @Override
  public Adjoint start(Step k) {
    return reverse().start(k);
  }

  @Override
  public boolean unrolls() {
    return reverse().unrolls();
  }

  @Override
  public boolean chains() {
    return reverse().chains();
  }

  @Override
  public Set<OracleCall> calls() {
    return reverse().calls();
  }

  @Override
  public Cost cost(int lowerSteps) {
    return reverse().cost(lowerSteps);
  }

  @Override
  public Cost coldCost(int lowerSteps) {
    return reverse().coldCost(lowerSteps);
  }

  @Override
  public String error() {
    return "(1 - eta_y mu)^K over the last K lower steps";
  }
}
