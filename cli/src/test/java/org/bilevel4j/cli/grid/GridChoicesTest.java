package org.bilevel4j.cli.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.bilevel4j.cli.TestOffers;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.ExperimentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How derivatives are made, as an experiment chooses. */
class GridChoicesTest {
  @TempDir private Path folder;

  private static Experiment tiny(String... sets) {
    return TestOffers.loader().load("tiny", List.of(), List.of(sets));
  }

  private Path run(String name, String... sets) {
    Path root = folder.resolve(name);
    Experiment e = tiny(sets);
    try (GridFolder grid = GridFolder.create(root)) {
      AtomicText.write(grid.experiment(), ExperimentWriter.write(e));
      assertThat(new Grid(e, grid, TestOffers.context(1, System::nanoTime)).execute()).isEmpty();
    }
    return root;
  }

  private static double value(Path root, String metric) {
    return ResultFile.read(root.resolve("runs/robust/1"))
        .metrics()
        .getOrDefault(metric, Double.NaN);
  }

  private static String digest(Path root, String arm) {
    return ResultFile.read(root.resolve("runs/" + arm + "/1")).state();
  }

  @Test
  void should_run_an_arm_by_differences_when_it_names_an_oracle() {
    Path own = run("own", "seeds=1");
    Path made = run("made", "seeds=1", "robust.oracle=finite-difference");

    assertThat(digest(made, "mean")).isEqualTo(digest(own, "mean"));
    assertThat(digest(made, "robust")).isNotEqualTo(digest(own, "robust"));
    assertThat(value(made, Recorder.WORST)).isEqualTo(value(own, Recorder.WORST), within(1e-6));
  }
}
