package org.bilevel4j.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bilevel4j.cli.TestCatalogues;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.solver.Solver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllSolversTest {
  /** Solvers that have no arm, with the reason. */
  private static final Map<String, String> LEFT_OUT = Map.of();

  @ParameterizedTest
  @ValueSource(strings = {"quick", "paper"})
  void should_have_an_arm_for_every_solver_of_the_catalogue(String preset) {
    Experiment e =
        TestCatalogues.loader().load("quadratic-all-solvers", List.of(preset), List.of());
    Set<String> arms =
        e.arms().stream()
            .map(Experiment.Arm::solverName)
            .collect(Collectors.toCollection(TreeSet::new));
    arms.addAll(LEFT_OUT.keySet());

    assertThat(arms).containsExactlyElementsOf(new TreeSet<>(Catalogue.load(Solver.KIND).names()));
    assertThat(e.seeds()).hasSizeGreaterThanOrEqualTo(8);
  }
}
