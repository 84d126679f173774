package org.bilevel4j.solvers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.robust.Morbit;
import org.bilevel4j.testkit.SolverContract;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class SolverContractTest {
  @TestFactory
  Stream<? extends DynamicNode> every_solver_keeps_its_contract() {
    return SolverContract.of(Catalogue.load(Solver.KIND));
  }

  /** Differences of gradients amplify the round-off that another order of additions makes. */
  private static final Map<String, Map<String, String>> SKIPS =
      Map.of(
          "finite-difference-cg",
          Map.of(
              "permuted", "differences carry 1e-10 of round-off",
              "copies", "differences carry 1e-10 of round-off"));

  @TestFactory
  Stream<? extends DynamicNode> every_estimator_keeps_the_contract_of_its_solver() {
    Stream<String> names = Catalogue.load(Hypergradient.KIND).entries().stream().map(Entry::name);
    return Stream.concat(names, Stream.of("cg(warm=true)", "neumann(oneBatch=true, batch=full)"))
        .map(
            e ->
                SolverContract.variant(
                    new Morbit(),
                    Map.of("estimator", e, "lowerSteps", "2"),
                    SKIPS.getOrDefault(e, Map.of())));
  }

  @TestFactory
  Stream<? extends DynamicNode> every_option_keeps_the_contract_of_its_solver() {
    return List.of(
            Map.of("lambda.at", "new-x", "lambda.pull", "0.1"),
            Map.of("lambda.rule", "entropic", "lambda.floor", "0.2"),
            Map.of("momentum.x", "0.5", "momentum.y", "0.5", "lambda.momentum", "0.5"),
            Map.of("momentum.weightDecay", "0.1", "lambda.weightDecay", "0.1"),
            Map.of("momentum.lowerRule", "adam", "lower.oneBatch", "true", "lowerSteps", "2"),
            Map.of("alpha", "0.3 on plateau(factor=0.5, patience=0, every=2)"),
            Map.of("lowerBatch", "8 epochs", "upperBatch", "8 distinct"))
        .stream()
        .map(set -> SolverContract.variant(new Morbit(), set));
  }

  @TestFactory
  Stream<? extends DynamicNode> leaking_gradients_keep_the_contract_but_for_copies() {
    return Stream.of(
        SolverContract.variant(
            new Morbit(),
            Map.of("lower.leakGradients", "true", "lowerSteps", "2"),
            Map.of("copies", "what leaks is not weighted, so that it grows with m")));
  }
}
