package org.bilevel4j.benchmarks.race;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationCatalogue;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.SolverCatalogue;
import org.bilevel4j.core.solver.SolverEntry;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Kernels;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One lap of ours: a solver on an application, timed after warming up, as one JSON line. */
@Command(name = "ours", description = "Times a solver on an application.")
public final class OursMain implements Callable<Integer> {
  private static final double NANOS = 1e9;
  private static final double DIGITS = 100;

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

  @Override
  public Integer call() throws Exception {
    ApplicationEntry entry = ApplicationCatalogue.load().get(application);
    Record options = Records.bind(entry.defaults(), of("application."), application);
    Application app = entry.create(options, Optional.<Path>empty(), seed);
    SolverEntry algorithm = SolverCatalogue.load().get(solver);
    Record params = Records.bind(algorithm.defaults(), of("solver."), solver);
    RunSpec spec = RunSpec.of(seed, Long.MAX_VALUE).withThreads(threads);
    try (Run<?> run = Run.of(solver, algorithm.create(params), app.problem(), spec)) {
      Kernels.current().warmUp();
      time(run, warmup);
      Lapse lapse = time(run, seconds);
      print(lapse, run);
    }
    return 0;
  }

  private Map<String, String> of(String prefix) {
    Map<String, String> some = new TreeMap<>();
    settings.forEach(
        (k, v) -> {
          if (k.startsWith(prefix)) {
            some.put(k.substring(prefix.length()), v);
          }
        });
    return some;
  }

  private record Lapse(long steps, double seconds, double cpuSeconds) {}

  private static Lapse time(Run<?> run, double seconds) {
    long cpu = cpuNanos();
    long from = System.nanoTime();
    long end = from + (long) (seconds * NANOS);
    long steps = 0;
    while (System.nanoTime() < end) {
      if (!run.step()) {
        throw new UserError("the run ended: " + run.outcome());
      }
      steps++;
    }
    return new Lapse(steps, (System.nanoTime() - from) / NANOS, (cpuNanos() - cpu) / NANOS);
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
