package org.bilevel4j.solvers;

import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.testkit.SolverContract;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Solvers keep their contract on a model under automatic differentiation, as on quadratics. */
class ModelContractTest {
  @TestFactory
  Stream<? extends DynamicNode> every_solver_that_fits_keeps_its_contract_on_a_model() {
    return SolverContract.of(Catalogue.load(Solver.KIND), LogCoshModel::of);
  }
}
