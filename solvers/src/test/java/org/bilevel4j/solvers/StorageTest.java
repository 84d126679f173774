package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What grows with the number of blocks is kept as float where a run asks for it. */
class StorageTest {
  private static final int STEPS = 40;

  private static Run<?> run(String name, Kind kind, Storage storage) {
    BilevelProblem problem = ReferenceProblems.random(kind, 6, 3, 2, 1);
    RunSpec spec = RunSpec.of(1, STEPS).withStorage(storage);
    String blocks = Runs.solver(name, Map.of()).params().toString();
    Map<String, ?> set = blocks.contains("blocksPerStep") ? Map.of("blocksPerStep", 4) : Map.of();
    return Run.of(name, Runs.solver(name, set), problem, spec);
  }

  /** Fails on blocks in double. */
  private static final class AllFloat implements StateVisitor {
    private int seen;

    @Override
    public void vec(String name, Vec v) {
      assertThat(v.isFloat()).as(name).isFalse();
    }

    @Override
    public void blocks(String name, Blocks b) {
      for (int i = 0; i < b.set().size(); i++) {
        if (b.isTouched(i)) {
          seen++;
          assertThat(b.at(i).isFloat()).as("%s of block %s", name, i).isTrue();
        }
      }
    }

    @Override
    public void numbers(String name, double[] values) {}

    @Override
    public void counters(String name, long[] values) {}
  }

  @ParameterizedTest
  @CsvSource({
    "mmb-v1, PER_BLOCK",
    "mmb-v2, PER_BLOCK",
    "fosl, PER_BLOCK",
    "robust-ma-soba, SIMPLEX",
    "morbit, SIMPLEX",
    "soba, NONE",
    "stable, NONE",
    "vrbo, NONE",
    "mrbo, NONE"
  })
  void should_walk_nearly_alike_in_float(String name, Kind kind) {
    AllFloat all = new AllFloat();
    try (Run<?> wide = run(name, kind, Storage.FLOAT64);
        Run<?> narrow = run(name, kind, Storage.FLOAT32)) {
      Vec x = wide.execute(List.of()).last().x();
      Vec near = narrow.execute(List.of()).last().x();
      narrow.state().visit(all);

      assertThat(all.seen).isPositive();
      assertThat(near.distance(x)).isBetween(1e-12, 1e-5 * (1 + x.norm()));
    }
  }

  @Test
  void should_resume_bit_for_bit_with_entries_of_four_bytes(@TempDir Path folder) throws Exception {
    Path narrow = folder.resolve("float");
    Path wide = folder.resolve("double");
    try (Run<?> unbroken = run("mmb-v1", Kind.PER_BLOCK, Storage.FLOAT32);
        Run<?> resumed = run("mmb-v1", Kind.PER_BLOCK, Storage.FLOAT32);
        Run<?> other = run("mmb-v1", Kind.PER_BLOCK, Storage.FLOAT64)) {
      for (int k = 0; k < STEPS / 2; k++) {
        unbroken.step();
        other.step();
      }
      unbroken.save(narrow);
      other.save(wide);
      resumed.load(narrow);
      unbroken.execute(List.of());
      resumed.execute(List.of());

      assertThat(resumed.digest()).isEqualTo(unbroken.digest());
      assertThat(Files.size(wide) - Files.size(narrow))
          .isEqualTo(4 * 6 * (1 + 2 + 4 + 1 + 2)); // and the last sound iterate
      assertThatThrownBy(() -> other.load(narrow))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("run.storage was 'float32' and is now 'float64'");
    }
  }
}
