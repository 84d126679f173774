package org.bilevel4j.cli.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.RandomQuadratic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every solver's state in a row of a trace: each array once, by the name the state gives it. */
class StateRowOfSolversTest {
  private static final int DIM = 2;
  private static final int STEPS = 3;

  private record Case(Entry<Solver<?>> entry, Map<String, String> set, DualSide.Kind kind) {
    Run<?> run() {
      Solver<?> solver = entry.with(set);
      return Run.of(entry.name(), solver, problem(solver.requirements()), RunSpec.of(1, STEPS));
    }

    private QuadraticProblem problem(Requirements needs) {
      int m = needs.traits().contains(Trait.SINGLE_BLOCK) ? 1 : 2;
      boolean lower = !needs.traits().contains(Trait.ONLY_UPPER_LEVEL);
      boolean dual = kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED;
      RandomQuadratic design = new RandomQuadratic(DIM, lower ? DIM : 0, dual ? 1 : 0, 2, 0.5);
      List<QuadraticBlock> blocks = new ArrayList<>();
      for (int i = 0; i < m; i++) {
        Rng rng = Key.of(5).child(i).rng();
        blocks.add(design.block(rng, rng, rng));
      }
      return QuadraticProblem.of("small", DIM, kind, blocks);
    }

    @Override
    public String toString() {
      return entry.name() + " " + kind + " " + set;
    }
  }

  private static Stream<Case> everySolver() {
    return Catalogue.load(Solver.KIND).entries().stream().flatMap(e -> cases(e, Map.of()));
  }

  private static Stream<Case> cases(Entry<Solver<?>> entry, Map<String, String> set) {
    return entry.component().requirements().duals().stream()
        .sorted()
        .map(kind -> new Case(entry, set, kind));
  }

  private static Stream<Case> extrapolated() {
    return cases(Catalogue.load(Solver.KIND).get("fosl"), Map.of("richardson", "true"));
  }

  /** All that a state visits, by column. */
  private static final class Columns implements StateVisitor {
    private final Map<String, Double> all = new LinkedHashMap<>();

    static Map<String, Double> of(SolverState state) {
      Columns columns = new Columns();
      state.visit(columns);
      return columns.all;
    }

    @Override
    public void vec(String name, Vec v) {
      numbers(name, v.toArray());
    }

    @Override
    public void blocks(String name, Blocks b) {
      Blocks copy = b.copy();
      for (int i = 0; i < b.set().size(); i++) {
        vec(name + "_" + i, copy.at(i));
      }
    }

    @Override
    public void numbers(String name, double[] values) {
      for (int j = 0; j < values.length; j++) {
        all.put(name + "_" + j, values[j]);
      }
    }

    @Override
    public void counters(String name, long[] values) {
      for (int j = 0; j < values.length; j++) {
        all.put(name + "_" + j, (double) values[j]);
      }
    }
  }

  private static Map<String, String> cells(SolverState state) {
    StateRow row = StateRow.of(state);
    assertThat(row.names()).doesNotHaveDuplicates().hasSameSizeAs(row.values());
    Map<String, String> cells = new LinkedHashMap<>();
    for (int j = 0; j < row.names().size(); j++) {
      cells.put(row.names().get(j), row.values().get(j));
    }
    return cells;
  }

  private static void finish(Run<?> run) {
    while (run.step()) {
      assertThat(run.steps()).isPositive();
    }
    assertThat(run.steps()).isEqualTo(STEPS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everySolver")
  void should_show_every_array_once_by_its_own_name(Case c) {
    try (Run<?> run = c.run()) {
      finish(run);

      Map<String, String> cells = cells(run.state());

      Map<String, Double> visited = Columns.of(run.state());
      assertThat(cells.keySet()).containsAll(visited.keySet());
      visited.forEach(
          (name, value) -> assertThat(Double.valueOf(cells.get(name))).as(name).isEqualTo(value));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("extrapolated")
  void should_show_both_chains_beside_the_extrapolated_x(Case c) {
    try (Run<?> run = c.run()) {
      finish(run);

      Map<String, String> cells = cells(run.state());

      Map<String, Double> visited = Columns.of(run.state());
      assertThat(cells.keySet()).containsAll(visited.keySet());
      assertThat(cells).containsKeys("y_0_0", "z_0_0", "twice.x_0", "twice.y_0_0", "twice.z_0_0");
      visited.forEach(
          (name, value) -> {
            double shown =
                name.startsWith("x_")
                    ? 2 * visited.getOrDefault("twice." + name, Double.NaN)
                        - value // what richardson shows
                    : value;
            assertThat(Double.valueOf(cells.get(name))).as(name).isEqualTo(shown);
          });
    }
  }

  @Test
  void should_tell_penalised_variables_from_those_that_track_the_solution() {
    List<String> trackers =
        everySolver()
            .filter(
                c -> {
                  try (Run<?> run = c.run()) {
                    return StateNames.of(run.state()).lower().equals("z");
                  }
                })
            .map(c -> c.entry().name())
            .distinct()
            .toList();

    assertThat(trackers)
        .contains("f2sa", "fosl", "robust-fosl")
        .doesNotContain("soba", "mmb-v2", "morbit");
  }
}
