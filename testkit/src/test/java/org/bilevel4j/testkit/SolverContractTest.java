package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.testkit.FaultyDescent.Fault;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contract that cannot fail proves nothing: each must catch the fault it is there for. */
class SolverContractTest {
  /** Where direct descent comes to rest, and how near to it. */
  private static final String DIRECT = "direct 1e-13";

  @FunctionalInterface
  private interface Contract {
    void check(Fixture f) throws Exception;
  }

  private static Fixture fixture(Fault fault, DualSide.Kind kind) {
    return Fixture.of(new FaultyDescent(fault), Posing.PLAIN).stream()
        .filter(f -> f.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static Contract contract(String name) {
    return switch (name) {
      case "repeatable" -> RunContracts::repeatable;
      case "interleaved" -> RunContracts::interleaved;
      case "resume" -> RunContracts::resume;
      case "feasible" -> RunContracts::feasible;
      case "diverged" -> RunContracts::diverged;
      case "budget" -> RunContracts::budget;
      case "counts" -> HonestContract::counts;
      case "points" -> HonestContract::points;
      case "capable" -> CapableContract::check;
      case "refused" -> RefusedContract::check;
      case "permuted" -> SymmetricContract::permuted;
      case "copies" -> SymmetricContract::copies;
      case "single" -> SymmetricContract::single;
      case "correct" -> f -> CorrectContract.check(f, DIRECT);
      case "bilinear" -> f -> CorrectContract.bilinear(f, DIRECT);
      case "still" -> StateContract::zeroStepsChangeNothing;
      case "visited" -> StateContract::everyArrayIsVisited;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "SHARES_STATE, repeatable, NONE",
    "SHARES_STATE, interleaved, NONE",
    "FORGETS_TO_VISIT, resume, NONE",
    "FORGETS_TO_VISIT, visited, NONE",
    "LEAVES_THE_SET, feasible, NONE",
    "LEAVES_THE_DUAL_SET, feasible, PER_BLOCK",
    "LEAVES_THE_DUAL_SET, feasible, SHARED",
    "IGNORES_STEP_SIZES, diverged, NONE",
    "IGNORES_STEP_SIZES, still, NONE",
    "HIDES_CALLS, counts, NONE",
    "ASKS_STALE_POINTS, points, NONE",
    "CHANGES_LENT_VECTORS, points, NONE",
    "PREFERS_BLOCK_ZERO, permuted, NONE",
    "MOVES_ONE_LOWER_VARIABLE, permuted, NONE",
    "SHOWS_ONE_DUAL, permuted, PER_BLOCK",
    "SUMS_OVER_BLOCKS, copies, NONE",
    "DIVIDES_LOWER_STEPS, copies, NONE",
    "WEIGHS_BY_PLACE, copies, SIMPLEX",
    "DOUBLES_STEPS_WITH_WEIGHTS, single, NONE",
    "DOUBLES_STEPS_WITH_WEIGHTS, single, SIMPLEX",
    "ASKS_ALL_BLOCKS, capable, NONE",
    "SHRINKS_X, correct, NONE",
    "LEAVES_Y_OUT, bilinear, NONE",
    "LEAVES_Y_OUT, bilinear, PER_BLOCK",
    "CLAIMS_A_LOWER_SET, capable, NONE",
    "CLAIMS_NO_LOWER_LEVEL, refused, NONE",
  })
  void should_catch_the_fault(Fault fault, String contract, DualSide.Kind kind) {
    assertThatThrownBy(() -> contract(contract).check(fixture(fault, kind)))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource({
    "repeatable",
    "interleaved",
    "resume",
    "feasible",
    "diverged",
    "budget",
    "counts",
    "points",
    "refused",
    "capable",
    "permuted",
    "copies",
    "single",
    "correct",
    "bilinear",
    "still",
    "visited"
  })
  void should_find_nothing_wrong_with_a_sound_solver(String contract) {
    for (DualSide.Kind kind : DualSide.Kind.values()) {
      assertThatCode(() -> contract(contract).check(fixture(Fault.NONE, kind)))
          .as("%s", kind)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void should_make_tests_for_every_solver_of_a_catalogue() {
    List<Solver<?>> solvers = List.of(new FaultyDescent(Fault.NONE));

    List<DynamicContainer> nodes = SolverContract.of(Catalogue.of(Solver.KIND, solvers)).toList();

    assertThat(nodes).hasSize(1);
    assertThat(nodes.get(0).getChildren()).isNotEmpty();
  }
}
