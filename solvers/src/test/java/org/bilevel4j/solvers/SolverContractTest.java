package org.bilevel4j.solvers;

import java.util.stream.Stream;
import org.bilevel4j.core.solver.SolverCatalogue;
import org.bilevel4j.testkit.SolverContract;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class SolverContractTest {
  @TestFactory
  Stream<? extends DynamicNode> every_solver_keeps_its_contract() {
    return SolverContract.of(SolverCatalogue.load());
  }
}
