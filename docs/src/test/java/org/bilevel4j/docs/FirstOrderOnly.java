// region oracle
package org.bilevel4j.docs;

import com.google.auto.service.AutoService;
import java.util.EnumSet;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.solver.Capability;

/** Hides second derivatives, so that only Hessian-free solvers run. */
@AutoService(Component.class)
@Listed(
    name = "first-order-only",
    title = "the problem's own values and gradients, second derivatives hidden",
    source = "the application")
public record FirstOrderOnly() implements OracleFactory {

  @Override
  public String error() {
    return "that of the application";
  }

  @Override
  public BilevelProblem over(BilevelProblem own) {
    return new DelegatingProblem(own) {
      @Override
      public Set<OracleCall> offers() {
        Set<OracleCall> first = EnumSet.noneOf(OracleCall.class);
        first.addAll(own.offers());
        first.removeAll(Capability.SECOND_DERIVATIVES);
        return first;
      }

      @Override
      public String oracleName() {
        return "first-order-only";
      }
    };
  }
}
// endregion
