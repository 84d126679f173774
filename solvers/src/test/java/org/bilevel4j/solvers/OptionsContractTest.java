package org.bilevel4j.solvers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.testkit.SolverContract;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Options of solvers that sample blocks keep the contract of their solver. */
class OptionsContractTest {
  private record Option(String solver, Map<String, String> set) {}

  private static final List<Option> OPTIONS =
      List.of(
          new Option("mmb-v1", Map.of("hessian.start", "identity", "average.start", "zero")),
          new Option("mmb-v2", Map.of("radius", "0.5", "average.newWeight", "1")),
          new Option("fosl", Map.of("order", "gauss-seidel", "pair", "independent")),
          new Option("fosl", Map.of("richardson", "true", "average.newWeight", "0.3")),
          new Option("fosl", Map.of("divideBySigma", "false", "etaX", "0.01", "etaY", "0.01")),
          new Option("memcs", Map.of("startY", "from-z", "innerSteps", "3")),
          new Option("smb", Map.of("estimator", "cg(warm=true)")),
          new Option("sgda", Map.of("maxAscentSteps", "5")),
          new Option("hibsa", Map.of("perturbation", "0.1 * k^-0.25")),
          new Option("morbit-sampled", Map.of("lambda.rule", "euclidean", "lambda.at", "new-x")),
          new Option("tr-maml", Map.of("lossesTimesWeights", "true", "lambda.rule", "entropic")),
          new Option("robust-fosl", Map.of("climbOn", "upper", "lambda.rule", "entropic")),
          new Option("amigo", Map.of("lowerSteps", "3", "adjointSteps", "2")),
          new Option("stocbio", Map.of("shrink", "0", "hessianBatch", "16 distinct")),
          new Option("bsa", Map.of("length", "sqrt", "estimator", "reverse", "decay", "0.5")),
          new Option("sustain", Map.of("estimator", "cg(warm=true)", "storm.upper", "0.2")),
          new Option("f2sa", Map.of("pair", "independent", "lowerSteps", "3")),
          new Option("vrbo", Map.of("period", "3", "estimator", "random-truncation")),
          new Option("vrbo", Map.of("largeBatch", "64 distinct", "lowerSteps", "1")),
          new Option("stable", Map.of("radius", "0.5", "leastCurvature", "0.8")),
          new Option("pdbo", Map.of("ridge", "0.1", "theta", "0", "lowerSteps", "2")),
          new Option("bsg", Map.of("length", "growing", "period", "2", "estimator", "kkt")),
          new Option("bsg", Map.of("length", "constant", "estimator", "rank-one")),
          new Option("bome", Map.of("barrier", "gap")),
          new Option("signsgd", Map.of("start", "from-x")),
          new Option("bsa", Map.of("length", "sqrt", "estimator", "forward(carry=true)")),
          new Option("bsa", Map.of("coldStart", "true", "estimator", "reverse")),
          new Option("vrbo", Map.of("estimator", "averaged-hessian")),
          new Option("mrbo", Map.of("estimator", "storm-hessian")),
          new Option("sustain", Map.of("estimator", "tracking(step=0.5, radius=1)")),
          new Option("smb", Map.of("estimator", "fixed-point")),
          new Option("alset", Map.of("estimator", "zeroth-order(of=objective)")),
          new Option("morbit-sampled", Map.of("estimator", "value-function")),
          new Option("robust-ma-soba", Map.of("lambda.pull", "0.5", "lambda.momentum", "0.3")),
          new Option(
              "min-avg", Map.of("momentum.lowerRule", "adam", "momentum.weightDecay", "0.1")),
          new Option(
              "min-avg",
              Map.of("momentum.y", "0.5", "momentum.weightDecay", "0.1", "estimator", "reverse")),
          new Option("robust-fosl", Map.of("lambda.weightDecay", "0.1")));

  @TestFactory
  Stream<? extends DynamicNode> every_option_keeps_the_contract_of_its_solver() {
    Catalogue<Solver<?>> solvers = Catalogue.load(Solver.KIND);
    return OPTIONS.stream()
        .map(o -> SolverContract.variant(solvers.get(o.solver).component(), o.set));
  }
}
