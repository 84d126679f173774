package org.bilevel4j.solvers.estimators;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bilevel4j.core.problem.OracleCall;

/** How the catalogue finds an estimator: a nested class of its file, registered as a service. */
public interface EstimatorEntry {

  /** The name users type, for instance "neumann". */
  String name();

  /** Further names. */
  default List<String> aliases() {
    return List.of();
  }

  /** One line: what it is. */
  String title();

  /** Authors, year. */
  String source();

  /** One line: how far a direction is from the true one. */
  default String error() {
    return "not stated";
  }

  /** Whether it asks for second derivatives of g, in whatever form. */
  default boolean secondOrder() {
    Set<OracleCall> asked = new HashSet<>(defaults().calls());
    asked.retainAll(
        Set.of(
            OracleCall.LOWER_HVP,
            OracleCall.LOWER_CROSS_XY,
            OracleCall.LOWER_CROSS_YX,
            OracleCall.LOWER_HESSIAN,
            OracleCall.LOWER_JACOBIAN));
    return !asked.isEmpty();
  }

  /** The default parameters, the only place where default numbers stand; a record. */
  Hypergradient defaults();
}
