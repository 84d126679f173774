package org.bilevel4j.benchmarks.race;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Kernels;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One lap of ours: a solver on an application, timed after warming up, as one JSON line. */
@Command(name = "ours", description = "Times a solver on an application.")
public final class OursMain implements Callable<Integer> {
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;
  private static final double DIGITS = 100;
  private static final long STEPS_PER_RUN = 6000;

  /** The warm-up in slices; over when this many in turn brought no growth by this factor. */
  private static final int SLICES = 10;

  private static final int STILL = 5;
  private static final double GROWTH = 1.05;
  private static final int LONGEST = 5;

  @Option(names = "--application", required = true, description = "the application's name")
  private String application = "";

  @Option(names = "--solver", defaultValue = "morbit", description = "the solver's name")
  private String solver = "";

  @Option(names = "--set", description = "application.key=value or solver.key=value")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--seed", defaultValue = "1", description = "the seed")
  private long seed;

  @Option(names = "--threads", defaultValue = "1", description = "threads")
  private int threads;

  @Option(names = "--warmup", defaultValue = "3", description = "seconds that do not count")
  private double warmup;

  @Option(names = "--seconds", defaultValue = "3", description = "seconds that count")
  private double seconds;

  @Option(names = "--phases", description = "print CPU microseconds a step by question asked")
  private boolean phases;

  private final PhaseClock clock = new PhaseClock();

  @Override
  public Integer call() throws Exception {
    checkKeys();
    UnaryOperator<BilevelProblem> around =
        phases ? p -> new PhasedProblem(p, clock) : UnaryOperator.identity();
    try (Track track =
        new Track(Ours.runs(application, solver, settings, seed, threads, around), seed)) {
      Kernels.current().warmUp();
      warmUp(track);
      clock.reset();
      Lapse lapse = time(track, seconds);
      print(lapse, track.run);
    }
    return 0;
  }

  /**
   * Run after run with the next seed, each as long as an experiment: far beyond that a method
   * without step-size decay may leave the finite numbers, which is no work worth timing.
   */
  private static final class Track implements AutoCloseable {
    private final LongFunction<Run<?>> runs;
    private long seed;
    private Run<?> run;

    Track(LongFunction<Run<?>> runs, long seed) {
      this.runs = runs;
      this.seed = seed;
      this.run = runs.apply(seed);
    }

    void step() {
      if (run.steps() >= STEPS_PER_RUN || !run.step()) {
        run.close();
        seed++;
        run = runs.apply(seed);
      }
    }

    @Override
    public void close() {
      run.close();
    }
  }

  private void checkKeys() {
    for (String key : settings.keySet()) {
      if (!key.startsWith("application.") && !key.startsWith("solver.")) {
        throw new UserError(
            "--set " + key + ": keys begin with 'application.' or 'solver.'.",
            "application." + key + " or solver." + key + ".");
      }
    }
  }

  /**
   * Steps for the warm-up's time, and on, up to five times as long, while the rate per CPU second
   * still grows: on a busy machine the compiler gets behind.
   */
  private void warmUp(Track track) {
    double slice = warmup / SLICES;
    double best = 0;
    int still = 0;
    for (int s = 0; s < SLICES * LONGEST && (s < SLICES || still < STILL); s++) {
      Lapse lapse = time(track, slice);
      double rate = lapse.steps() / lapse.cpuSeconds();
      still = rate > best * GROWTH ? 0 : still + 1;
      best = Math.max(best, rate);
    }
  }

  private record Lapse(long steps, double seconds, double cpuSeconds, double threadSeconds) {}

  private static Lapse time(Track track, double seconds) {
    long cpu = cpuNanos();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long thread = threads.getCurrentThreadCpuTime();
    long from = System.nanoTime();
    long end = from + (long) (seconds * NANOS);
    long steps = 0;
    while (System.nanoTime() < end) {
      track.step();
      steps++;
    }
    return new Lapse(
        steps,
        (System.nanoTime() - from) / NANOS,
        (cpuNanos() - cpu) / NANOS,
        (threads.getCurrentThreadCpuTime() - thread) / NANOS);
  }

  /** CPU time of the whole process: garbage collector and compiler included. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private void print(Lapse lapse, Run<?> run) throws Exception {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("program", solver + " on " + application);
    line.put("threads", threads);
    line.put("seed", seed);
    settings.forEach(line::put);
    line.put("timed_iters", lapse.steps());
    line.put("iters_per_s", rounded(lapse.steps() / lapse.seconds()));
    line.put("iters_per_cpu_s", rounded(lapse.steps() / lapse.cpuSeconds()));
    line.put("peak_rss_mb", rounded(Machine.peakMb()));
    line.put("kernel", Kernels.current().name());
    line.put("java", Machine.java());
    line.put("finite", run.snapshot().x().isFinite());
    if (phases) {
      line.put("us_per_step", rounded(MICROS * lapse.threadSeconds() / lapse.steps()));
      ObjectNode each = line.putObject("us_by_question");
      clock.micros(lapse.steps()).forEach((k, v) -> each.put(k, rounded(v)));
    }
    System.out.println(new ObjectMapper().writeValueAsString(line));
  }

  private static double rounded(double value) {
    return Math.rint(value * DIGITS) / DIGITS;
  }

  /** Times one lap; exit code 2 for what a user can mend. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new OursMain());
    line.setExecutionExceptionHandler(
        (e, c, parsed) -> {
          if (e instanceof UserError) {
            System.err.println("ours: " + e.getMessage());
            return 2;
          }
          throw e;
        });
    System.exit(line.execute(args));
  }
}
