package org.bilevel4j.cli.grid;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.eval.metric.MetricSuite;
import org.bilevel4j.eval.metric.Tier;

/**
 * What a grid will cost, from a few steps and one look of each arm; nothing is written.
 *
 * @param seconds of one run by label, looks included
 * @param total seconds of the whole grid
 * @param heap bytes of Java's memory that the runs of one moment need
 */
public record GridEstimate(Map<String, Double> seconds, double total, long heap) {
  private static final long PATIENCE = 1_000_000_000L;

  /** Measures every arm on the first seed's problem. */
  public static GridEstimate of(Grid.Tried tried, RunContext context) {
    Experiment e = tried.experiment();
    int runs = e.arms().size() * e.seeds().size();
    int workers = Math.min(context.threads(), runs);
    int threads = Math.max(1, context.threads() / workers);
    Map<String, Double> seconds = new LinkedHashMap<>();
    long most = 0;
    for (Arm arm : e.arms()) {
      Application application = tried.application(arm);
      long before = used();
      try (Run<?> run = RunJob.open(e, arm, e.seeds().get(0), application, context, threads)) {
        seconds.put(arm.label(), seconds(e, arm, run, RunJob.suite(e, application, context)));
        most = Math.max(most, used() - before);
      }
    }
    double sum = seconds.values().stream().mapToDouble(s -> s).sum() * e.seeds().size();
    return new GridEstimate(seconds, sum / workers, used() + workers * most);
  }

  private static double seconds(Experiment e, Arm arm, Run<?> run, MetricSuite suite) {
    long warm = steps(run, arm.steps()); // compiles
    long start = System.nanoTime();
    long made = steps(run, Math.max(1, arm.steps() - warm));
    double step = (System.nanoTime() - start) * 1e-9 / made;
    Snapshot now = Stacking.unstacked(run.problem(), run.snapshot());
    double tracked = seconds(suite, Tier.TRACKED, now, run.team());
    double exact = seconds(suite, Tier.EXACT, now, run.team());
    long every = e.evaluate().exactEvery();
    long looks = arm.steps() / e.evaluate().every() + 1;
    long exactLooks = every == 0 ? 1 : arm.steps() / every + 1;
    return arm.steps() * step + looks * tracked + exactLooks * exact;
  }

  /** Steps for about a second, at least one. */
  private static long steps(Run<?> run, long most) {
    long start = System.nanoTime();
    long made = 0;
    do {
      run.step();
      made++;
    } while (made < most && System.nanoTime() - start < PATIENCE);
    return made;
  }

  private static double seconds(MetricSuite suite, Tier tier, Snapshot at, WorkerTeam team) {
    suite.measure(tier, at, team); // compiles
    long start = System.nanoTime();
    suite.measure(tier, at, team);
    return (System.nanoTime() - start) * 1e-9;
  }

  private static long used() {
    System.gc();
    Runtime java = Runtime.getRuntime();
    return java.totalMemory() - java.freeMemory();
  }
}
