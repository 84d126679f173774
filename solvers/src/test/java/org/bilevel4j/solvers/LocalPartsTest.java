package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Solvers that defer the motion of local parts of x walk as if they moved all of x. */
class LocalPartsTest {
  private static final int BLOCKS = 12;
  private static final int SHARED = 2;
  private static final int OWN = 3;

  private static LocalParts parts() {
    int[] sizes = new int[BLOCKS];
    java.util.Arrays.fill(sizes, OWN);
    return LocalParts.of(SHARED, sizes);
  }

  private static double[] walk(QuadraticProblem problem, String name, Map<String, ?> set) {
    try (Run<?> run = Run.of(name, Runs.solver(name, set), problem, RunSpec.of(1, 400))) {
      run.execute(List.of());
      return run.state().currentX().toArray();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mmb-v1, PER_BLOCK, 2",
    "mmb-v2, PER_BLOCK, 2",
    "fosl, PER_BLOCK, 2",
    "fosl, SHARED, 2",
    "memcs, PER_BLOCK, 2",
    "smb, NONE, 2",
    "sgda, PER_BLOCK, 0",
    "pdsm, PER_BLOCK, 0",
    "hibsa, PER_BLOCK, 0",
    "morbit-sampled, SIMPLEX, 2",
    "tr-maml, SIMPLEX, 2",
    "robust-fosl, SIMPLEX, 2",
    "robust-ma-soba, SIMPLEX, 2"
  })
  void should_walk_as_if_all_of_x_moved_in_every_step(String name, Kind kind, int lowerDim) {
    Map<String, Object> set = new HashMap<>();
    if (!name.equals("hibsa")) {
      set.put("blocksPerStep", 2);
    }
    if (name.equals("fosl")) {
      set.put("average.newWeight", 0.3);
      set.put("richardson", true);
    }
    compare(name, kind, lowerDim, set);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exact",
        "fixed-point",
        "tracking",
        "averaged-hessian",
        "storm-hessian(tau=0.3)",
        "value-function",
        "kkt"
      })
  void should_keep_directions_to_the_parts_of_sampled_blocks(String estimator) {
    compare("smb", Kind.NONE, 2, Map.of("blocksPerStep", 2, "estimator", estimator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "forward", "forward(carry=true)", "one-step"})
  void should_unroll_over_the_parts_of_sampled_blocks(String estimator) {
    compare("morbit-sampled", Kind.SIMPLEX, 2, Map.of("blocksPerStep", 2, "estimator", estimator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v2", "fosl"})
  void should_keep_what_was_shown_last_when_it_diverges(String name) {
    QuadraticProblem seen = ReferenceProblems.random(Kind.PER_BLOCK, BLOCKS, SHARED + OWN, 2, 3);
    List<QuadraticBlock> own = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      own.add(seen.block(i));
    }
    QuadraticProblem local = QuadraticProblem.withLocalParts("local", Kind.PER_BLOCK, own, parts());
    Map<String, Object> set = new HashMap<>(Map.of("blocksPerStep", 2, "etaX", 3000));
    set.putAll(
        name.equals("fosl") ? Map.of("average.newWeight", 0.3, "richardson", true) : Map.of());
    List<Snapshot> shown = new ArrayList<>();
    int lagging = 0;
    try (Run<?> run = Run.of(name, Runs.solver(name, set), local, RunSpec.of(1, 5_000))) {
      do {
        shown.add(run.snapshot());
        lagging += run.state().x().distance(run.snapshot().x()) > 0 ? 1 : 0;
      } while (run.step());
      RunResult end = run.result();

      assertThat(end.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(lagging).isPositive();
      Snapshot kept = end.last();
      Snapshot then = shown.get((int) kept.step());
      assertThat(kept.step()).isEqualTo(end.steps() - 1).isPositive();
      assertThat(kept.isFinite()).isTrue();
      assertThat(kept.x().toArray()).isEqualTo(then.x().toArray());
      for (int i = 0; i < BLOCKS; i++) {
        Blocks y = kept.lower().orElseThrow();
        assertThat(y.isTouched(i)).isEqualTo(then.lower().orElseThrow().isTouched(i));
        assertThat(y.at(i).toArray()).isEqualTo(then.lower().orElseThrow().at(i).toArray());
        assertThat(kept.dual().at(i).toArray()).isEqualTo(then.dual().at(i).toArray());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower-path", "objective"})
  void should_look_along_the_parts_of_sampled_blocks_only(String of) {
    QuadraticProblem seen = ReferenceProblems.random(Kind.NONE, BLOCKS, SHARED + OWN, 2, 3);
    List<QuadraticBlock> own = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      own.add(seen.block(i));
    }
    QuadraticProblem local = QuadraticProblem.withLocalParts("local", Kind.SIMPLEX, own, parts());
    Map<String, Object> set =
        Map.of("blocksPerStep", 1, "estimator", "zeroth-order(of=" + of + ")");
    try (Run<?> run =
        Run.of("morbit-sampled", Runs.solver("morbit-sampled", set), local, RunSpec.of(1, 1))) {
      run.step();
      int moved = 0;
      for (double entry : run.state().currentX().toArray()) {
        moved += entry == 0 ? 0 : 1;
      }
      assertThat(moved).isEqualTo(SHARED + OWN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soba", "ma-soba", "fsla", "amigo", "stocbio", "alset", "bsa", "sustain", "mrbo", "vrbo",
        "stable", "f2sa", "bome", "signsgd", "pzobo", "pdbo", "saba"
      })
  void should_see_local_parts_as_parts_of_x(String name) {
    compare(name, Kind.NONE, 2, Map.of());
  }

  private static void compare(String name, Kind kind, int lowerDim, Map<String, ?> set) {
    QuadraticProblem seen = ReferenceProblems.random(kind, BLOCKS, SHARED + OWN, lowerDim, 3);
    List<QuadraticBlock> own = new ArrayList<>();
    List<QuadraticBlock> whole = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      QuadraticBlock b = seen.block(i);
      own.add(b);
      whole.add(
          new QuadraticBlock(SpreadForm.of(b.f(), parts(), i), SpreadForm.of(b.g(), parts(), i)));
    }

    double[] lazy = walk(QuadraticProblem.withLocalParts("local", kind, own, parts()), name, set);
    double[] eager = walk(QuadraticProblem.of("whole", parts().total(), kind, whole), name, set);

    assertThat(lazy).hasSameSizeAs(eager);
    double largest = 0;
    for (int j = 0; j < lazy.length; j++) {
      assertThat(lazy[j]).as("entry %s", j).isCloseTo(eager[j], within(1e-12));
      largest = Math.max(largest, Math.abs(eager[j]));
    }
    assertThat(largest).isBetween(1e-3, 1e3);
  }
}
