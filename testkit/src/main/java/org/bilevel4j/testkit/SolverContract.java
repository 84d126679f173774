package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.solver.Solver;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every solver must keep, as tests that a module's own test class hands to JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<? extends DynamicNode> solvers() {
 *   return SolverContract.of(Catalogue.load(Solver.KIND));
 * }
 * }</pre>
 *
 * Each solver runs on every family of reference problems it can serve. A contract that its settings
 * skip ({@code contract/NAME.properties}) is reported as aborted, with the reason printed.
 */
public final class SolverContract {

  /** One contract. */
  @FunctionalInterface
  private interface Contract {
    void check(Fixture fixture) throws Exception;
  }

  private SolverContract() {}

  /** The tests of every solver in a catalogue. */
  public static Stream<DynamicContainer> of(Catalogue<Solver<?>> catalogue) {
    return catalogue.entries().stream().map(e -> of(e.component()));
  }

  /** The tests of one solver. */
  public static DynamicContainer of(Solver<?> solver) {
    String name = Entry.of(solver).name();
    List<DynamicNode> nodes = nodes(solver, Posing.PLAIN);
    if (nodes.isEmpty()) {
      nodes.add(
          DynamicTest.dynamicTest(
              name + " serves some reference problem",
              () -> {
                throw new AssertionError("no reference problem fits " + name);
              }));
    }
    return DynamicContainer.dynamicContainer(name, nodes);
  }

  /**
   * The tests of every solver that fits problems which are stated in another way, all but those of
   * recorded numbers ("bilinear", "golden", "auto"); that of known answers where the answer is that
   * of the true minimisers.
   */
  public static Stream<DynamicContainer> of(Catalogue<Solver<?>> catalogue, Posing posing) {
    return catalogue.entries().stream()
        .map(e -> Map.entry(e.name(), nodes(e.component(), posing)))
        .filter(e -> !e.getValue().isEmpty())
        .map(e -> DynamicContainer.dynamicContainer(e.getKey(), e.getValue()));
  }

  private static List<DynamicNode> nodes(Solver<?> solver, Posing posing) {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Fixture f : Fixture.of(solver, posing)) {
      nodes.add(DynamicContainer.dynamicContainer(f.toString(), tests(f)));
    }
    return nodes;
  }

  /**
   * The tests of one solver with other parameters than its defaults, all but those of known answers
   * ("correct", "bilinear", "golden").
   *
   * @param set parameters by name, for instance an estimator
   */
  public static DynamicContainer variant(Solver<?> solver, Map<String, String> set) {
    return variant(solver, set, Map.of());
  }

  /**
   * The same, but for some contracts.
   *
   * @param skips the reasons, by contract
   */
  public static DynamicContainer variant(
      Solver<?> solver, Map<String, String> set, Map<String, String> skips) {
    return DynamicContainer.dynamicContainer(
        Entry.of(solver).name() + " with " + set,
        Fixture.of(solver, Posing.PLAIN).stream()
            .map(f -> f.with(set, skips))
            .map(f -> DynamicContainer.dynamicContainer(f.toString(), rules(f))));
  }

  private static List<DynamicNode> tests(Fixture f) {
    List<DynamicNode> all = new ArrayList<>(rules(f));
    all.add(test(f, "correct", CorrectContract::check));
    if (f.posing() != Posing.PLAIN) {
      return all;
    }
    for (int seed : CorrectContract.MORE_SEEDS) {
      all.add(test(f, "correct, seed " + seed, g -> CorrectContract.check(g, seed)));
    }
    all.add(test(f, "bilinear", CorrectContract::bilinear));
    all.add(test(f, "golden", GoldenContract::check));
    all.add(test(f, "auto", AutoContract::check));
    return all;
  }

  private static List<DynamicNode> rules(Fixture f) {
    List<DynamicNode> rules = new ArrayList<>(always(f));
    if (SymmetricContract.twin(f).isPresent()) {
      rules.add(test(f, "single", SymmetricContract::single));
    }
    return rules;
  }

  private static List<DynamicNode> always(Fixture f) {
    return List.of(
        test(f, "repeatable", RunContracts::repeatable),
        test(f, "threads", RunContracts::sameOnEightThreads),
        test(f, "interleaved", RunContracts::interleaved),
        test(f, "resume", RunContracts::resume),
        test(f, "feasible", RunContracts::feasible),
        test(f, "diverged", RunContracts::diverged),
        test(f, "budget", RunContracts::budget),
        test(f, "honest", HonestContract::counts),
        test(f, "careful", HonestContract::points),
        test(f, "refused", RefusedContract::check),
        test(f, "capable", CapableContract::check),
        test(f, "permuted", SymmetricContract::permuted),
        test(f, "copies", SymmetricContract::copies),
        test(f, "still", StateContract::zeroStepsChangeNothing),
        test(f, "visited", StateContract::everyArrayIsVisited));
  }

  private static DynamicTest test(Fixture f, String name, Contract contract) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Optional<String> reason = f.settings().skipped(name);
          if (reason.isPresent()) {
            skip(f, name, reason.get());
          }
          contract.check(f);
        });
  }

  /** Ends a contract that cannot be asked, with a printed reason. */
  static void skip(Fixture f, String name, String reason) {
    System.out.println("skipped: contract '" + name + "' of " + f + ": " + reason);
    Assumptions.abort(reason);
  }
}
