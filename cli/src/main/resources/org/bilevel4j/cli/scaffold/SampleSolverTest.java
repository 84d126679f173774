package org.example.sample;

import java.util.stream.Stream;
import org.bilevel4j.testkit.SolverContract;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The contract tests that every solver of Bilevel4J passes. */
class SampleSolverTest {
  @TestFactory
  Stream<? extends DynamicNode> keeps_the_contract_of_a_solver() {
    return Stream.of(SolverContract.of(new SampleSolver()));
  }
}
