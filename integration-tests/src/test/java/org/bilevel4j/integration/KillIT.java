package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed twenty times, each time with SIGKILL and at another moment, ends where the
 * run ends that nobody disturbed.
 *
 * <p>Moments are drawn from a key; {@code -Dbilevel4j.kill.seed=N} draws others.
 */
class KillIT {
  private static final int KILLS = 20;
  private static final String EXPERIMENT =
      """
      title: Killed again and again
      application: robust-hpo-letter
      parameters: {tasks: 3, frequencies: 192}
      arms:
        - solver: morbit
          parameters:
            alpha: 0.001 on plateau(factor=0.5, patience=3, every=20)
            beta: 0.02
            gamma: 0.02
            estimator: neumann(terms=3, step=0.04)
            lowerBatch: 8 epochs
            upperBatch: 8
            momentum: {x: 0.9}
        - solver: min-avg
          parameters: {alpha: 0.001, beta: 0.02, estimator: one-step, lowerBatch: 8, upperBatch: 8}
      seeds: 2
      steps: 600
      returned: average
      evaluate: {every: 7, metrics: [tracked, exact, weights]}
      checkpoint: {everySeconds: 0}
      """;

  /** What a kill may hit. */
  private enum Phase {
    /** Nothing was saved since the process began. */
    START,
    /** Steps were made; no file was being replaced. */
    RUN,
    /** A file was written under its temporary name and not yet moved. */
    SAVE
  }

  private static final Phase[] PHASES = Phase.values();

  @TempDir private Path folder;

  private Path broken = Path.of("");
  private final long seed = Long.getLong("bilevel4j.kill.seed", 1);
  private final Rng random = Key.of(seed).child("kills").rng();
  private final List<String> moments = new ArrayList<>();
  private final Map<Phase, Integer> hits = new EnumMap<>(Phase.class);

  @Test
  void should_end_with_the_same_bits_when_it_is_killed_twenty_times() throws Exception {
    // GIVEN
    System.out.println("kill seed " + seed + " (-Dbilevel4j.kill.seed)");
    Files.writeString(folder.resolve("kill.yaml"), EXPERIMENT);
    Launcher launcher = Launcher.in(folder);
    Answer whole = launcher.run("run", "kill.yaml", "--threads=2", "--out=whole");
    assertThat(whole.code()).as(whole.err()).isZero();
    broken = folder.resolve("broken");
    long all = measured(folder.resolve("whole"));

    // WHEN
    int killed = 0;
    for (int tries = 0; goesOn(killed) && tries < 3 * KILLS; tries++) {
      Phase wanted = killed < KILLS ? PHASES[killed % PHASES.length] : Phase.SAVE;
      killed += killOnce(launcher, wanted, all) ? 1 : 0;
    }
    Answer end = launcher.run(words());

    // THEN
    System.out.println("killed " + killed + " times: " + hits + " " + moments);
    assertThat(killed).isGreaterThanOrEqualTo(KILLS);
    assertThat(hits.keySet()).containsExactly(PHASES);
    assertThat(end.code()).as(end.err()).isZero();
    assertThat(Results.of(broken)).hasSize(12).isEqualTo(Results.of(folder.resolve("whole")));
    assertThat(FileTree.hasTemporary(folder)).isFalse();
  }

  /** Writing takes so little time that a kill may miss it: there is another then. */
  private boolean goesOn(int killed) {
    return killed < KILLS || !hits.containsKey(Phase.SAVE);
  }

  /** Goes on with the run, or begins it when no kill has let it come so far. */
  private String[] words() {
    boolean begun = Files.exists(broken.resolve("experiment.yaml"));
    String threads = "--threads=" + (1 + random.nextInt(2));
    return begun
        ? new String[] {"run", "--resume=broken", threads}
        : new String[] {"run", "kill.yaml", threads, "--out=broken"};
  }

  /**
   * Starts the program and kills it at a moment of the wanted kind; false if it ended before.
   *
   * @param all how far the undisturbed run came, so that kills are spread over the work
   */
  private boolean killOnce(Launcher launcher, Phase wanted, long all) throws Exception {
    List<String> before = saved();
    long share = measured(broken) + random.nextInt((int) (all / KILLS));
    Process process = launcher.start(words());
    try {
      boolean ended =
          switch (wanted) {
            case START -> process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
            case RUN ->
                endsBefore(process, () -> !before.equals(saved()) && measured(broken) > share)
                    || process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
            case SAVE ->
                endsBefore(process, () -> !before.equals(saved()) && measured(broken) > share)
                    || !seesTemporary(process);
          };
      if (ended) {
        assertThat(process.exitValue()).as(launcher.printed("err.txt")).isZero();
        return false;
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    boolean between = !FileTree.hasTemporary(broken);
    Phase hit = before.equals(saved()) ? Phase.START : between ? Phase.RUN : Phase.SAVE;
    hits.merge(hit, 1, Integer::sum);
    moments.add(hit + " at " + 100 * measured(broken) / all + " %");
    return true;
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for a condition; true when the process ended without it. */
  private static boolean endsBefore(Process process, Condition condition) throws Exception {
    while (!condition.holds()) {
      if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Looks for a checkpoint that is being written, without a pause; false if the process ended. */
  private boolean seesTemporary(Process process) {
    List<Path> drafts =
        Stream.of("morbit/1", "min-avg/1", "morbit/2", "min-avg/2")
            .map(run -> broken.resolve("runs").resolve(run).resolve("checkpoint.bin.tmp"))
            .toList();
    while (process.isAlive()) {
      for (Path draft : drafts) {
        if (Files.exists(draft)) {
          return true;
        }
      }
    }
    return false;
  }

  /** How far the work of a folder has come: bytes of measurements. */
  private static long measured(Path out) throws IOException {
    long bytes = 0;
    for (Path p : FileTree.below(out.resolve("runs"))) {
      bytes += p.endsWith("metrics.jsonl") ? Files.size(p) : 0;
    }
    return bytes;
  }

  /** Names and times of all that runs have saved. */
  private List<String> saved() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path p : FileTree.below(broken)) {
      String name = p.toString();
      if (name.endsWith("checkpoint.bin") || name.endsWith("result.json")) {
        found.add(name + Files.getLastModifiedTime(p));
      }
    }
    return found;
  }
}
