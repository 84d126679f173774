package org.bilevel4j.benchmarks.race;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the entrants of a contest in turn, several rounds, every second round backwards, so that
 * whatever else the machine does meets all of them.
 */
public final class Race {
  /** Our program on one thread. */
  public static final String OURS = "ours";

  /** Our program on two threads. */
  public static final String OURS_TWO = "ours, 2 threads";

  /**
   * How a race is run.
   *
   * @param python the interpreter of the other side
   * @param peers the folder of its programs
   * @param data where data sets lie; empty for the usual places
   * @param blas settings to race against
   * @param repeats rounds
   * @param warmup seconds before each lap's clock counts
   * @param seconds seconds each lap counts
   * @param twoThreads whether our program also runs on two threads
   * @param kernels our kernels, as in {@code -Dkernels}
   */
  public record Plan(
      String python,
      Path peers,
      String data,
      List<BlasSetting> blas,
      int repeats,
      double warmup,
      double seconds,
      boolean twoThreads,
      String kernels) {}

  private final Plan plan;

  /** A race by this plan. */
  public Race(Plan plan) {
    this.plan = plan;
  }

  /** What the other side is called under a BLAS setting. */
  static String theirs(BlasSetting blas) {
    return "PyTorch, OpenBLAS " + blas.name();
  }

  /** Everyone who takes part in a contest. */
  List<Entrant> entrants(Contest contest) {
    List<Entrant> all = new ArrayList<>();
    for (BlasSetting b : plan.blas()) {
      all.add(peer(b, contest, clock()));
    }
    all.add(new Entrant(OURS, ourCommand(contest, 1), environment(Map.of())));
    if (plan.twoThreads()) {
      all.add(new Entrant(OURS_TWO, ourCommand(contest, 2), environment(Map.of())));
    }
    return all;
  }

  /** A moment of the other side's program, to see whether it runs and on which BLAS. */
  Lap trial(BlasSetting blas, Contest contest) {
    return Lap.of(peer(blas, contest, List.of("--seconds", "0.05")).run());
  }

  private Entrant peer(BlasSetting blas, Contest contest, List<String> clock) {
    return new Entrant(theirs(blas), peerCommand(contest, clock), environment(blas.environment()));
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(more);
    all.put("OPENBLAS_NUM_THREADS", "1");
    if (!plan.data().isEmpty()) {
      all.put("BILEVEL4J_DATA", plan.data());
    }
    return all;
  }

  private List<String> peerCommand(Contest contest, List<String> clock) {
    List<String> command = new ArrayList<>(List.of(plan.python(), "-B"));
    command.add(plan.peers().resolve(contest.peer().get(0)).toString());
    command.addAll(contest.peer().subList(1, contest.peer().size()));
    command.addAll(List.of("--threads", "1", "--bench"));
    command.addAll(clock);
    return command;
  }

  private List<String> ourCommand(Contest contest, int threads) {
    List<String> command = java(OursMain.class);
    command.add(command.size() - 1, "-Dkernels=" + plan.kernels());
    command.addAll(List.of("--application", contest.application()));
    command.addAll(List.of("--solver", contest.solver()));
    command.addAll(List.of("--threads", Integer.toString(threads)));
    contest.settings().forEach((k, v) -> command.addAll(List.of("--set", k + "=" + v)));
    command.addAll(clock());
    return command;
  }

  private List<String> clock() {
    return List.of(
        "--warmup", Double.toString(plan.warmup()), "--seconds", Double.toString(plan.seconds()));
  }

  /**
   * A Java process like this one. One thread each: the collector gets one too. It also keeps the
   * heap small, where the parallel one lets it grow to gigabytes while the kernels are still cold.
   */
  static List<String> java(Class<?> main) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
  }

  /**
   * Runs a contest.
   *
   * @param progress told about each lap
   */
  public Result run(Contest contest, Consumer<String> progress) {
    Result result = new Result(contest);
    List<Entrant> order = new ArrayList<>(entrants(contest));
    for (int r = 0; r < plan.repeats(); r++) {
      for (Entrant e : order) {
        Lap lap = Lap.of(e.run());
        result.add(e.label(), lap);
        progress.accept(
            String.format(
                java.util.Locale.ROOT,
                "%s, round %d: %s %.1f it/s (%.1f a CPU second)",
                contest.name(),
                r + 1,
                e.label(),
                lap.rate(),
                lap.cpuRate()));
      }
      Collections.reverse(order);
    }
    return result;
  }
}
