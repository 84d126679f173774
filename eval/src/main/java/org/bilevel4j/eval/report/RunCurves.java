package org.bilevel4j.eval.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.metric.MetricSuite;
import org.bilevel4j.eval.metric.SetMetrics;
import org.bilevel4j.eval.metric.Stationarity;
import org.bilevel4j.eval.metric.Tier;
import org.bilevel4j.eval.metric.UpperObjective;

/**
 * Measures runs that a program makes itself, and plots them: give it to {@link Run#execute}, then
 * call {@link #write}. Runs of one name are one method, told apart by their seeds.
 */
public final class RunCurves implements Listener {
  private final String title;
  private final long every;
  private final MetricSuite suite;
  private final List<String> compared;
  private final Map<String, TreeMap<Long, Recorded>> runs = new LinkedHashMap<>();

  /** What one run measured. */
  private static final class Recorded {
    private final List<Map<String, Double>> rows = new ArrayList<>();
    private Optional<SeedRun.End> end = Optional.empty();

    private SeedRun seedRun(long seed) {
      Map<String, double[]> columns = new LinkedHashMap<>();
      for (String name : rows.get(0).keySet()) {
        columns.put(name, rows.stream().mapToDouble(row -> row.get(name)).toArray());
      }
      return new SeedRun(seed, new Series(columns), end);
    }
  }

  private RunCurves(String title, long every, MetricSuite suite, List<String> compared) {
    this.title = title;
    this.every = Args.atLeast(1, every, "every");
    this.suite = suite;
    this.compared = compared;
  }

  /**
   * Curves of the objective and the stationarity, with the lower level solved to tolerance.
   *
   * @param every steps between measurements, at least 1
   */
  public static RunCurves of(BilevelProblem problem, long every) {
    MetricSuite suite =
        MetricSuite.of(
            new Alone(problem),
            List.of(new UpperObjective(), new Stationarity()),
            ExactOptions.defaults());
    List<String> compared = new ArrayList<>(suite.columns(Tier.EXACT));
    compared.retainAll(
        List.of(problem.isWorstCase() ? "exact.upper.worst" : "exact.upper.mean", "stationarity"));
    return new RunCurves("Runs", every, suite, compared);
  }

  /**
   * Curves of losses and accuracies on the evaluation sets, at the lower variables as they are.
   *
   * @param every steps between measurements, at least 1
   */
  public static RunCurves of(Application application, long every) {
    MetricSuite suite =
        MetricSuite.of(application, List.of(new SetMetrics.Tracked()), ExactOptions.defaults());
    return of("Runs", suite, every);
  }

  /**
   * Curves of metrics of one's choice.
   *
   * @param title of the report
   * @param every steps between measurements, at least 1
   */
  public static RunCurves of(String title, MetricSuite suite, long every) {
    return new RunCurves(title, every, suite, List.of());
  }

  @Override
  public boolean wants(long steps) {
    return steps % every == 0;
  }

  @Override
  public synchronized void onStep(Run<?> run) {
    if (run.outcome() == null) {
      recorded(run).rows.add(row(run));
    }
  }

  @Override
  public synchronized void onEnd(Run<?> run, Outcome outcome) {
    RunResult result = run.result();
    boolean sound = outcome.kind() != Outcome.Kind.DIVERGED;
    Recorded recorded = recorded(run);
    if (sound || recorded.rows.isEmpty()) {
      recorded.rows.add(row(run));
    }
    recorded.end =
        Optional.of(
            new SeedRun.End(
                outcome.kind().name(),
                result.steps(),
                result.counts().samples(),
                result.seconds(),
                sound ? measure(run, result.returned()) : Map.of(),
                outcome.message(),
                run.remarks()));
  }

  private Recorded recorded(Run<?> run) {
    return runs.computeIfAbsent(run.name(), name -> new TreeMap<>())
        .computeIfAbsent(run.spec().seed(), seed -> new Recorded());
  }

  private Map<String, Double> row(Run<?> run) {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put(Series.STEP, (double) run.steps());
    row.put("samples", (double) run.counts().samples());
    row.put("seconds", run.seconds());
    row.putAll(measure(run, run.snapshot()));
    return row;
  }

  private Map<String, Double> measure(Run<?> run, Snapshot snapshot) {
    Snapshot seen = Stacking.unstacked(run.problem(), snapshot);
    Map<String, Double> values = new LinkedHashMap<>();
    for (Tier tier : Tier.values()) {
      values.putAll(suite.measure(tier, seen, run.team()));
    }
    return values;
  }

  /** What was measured so far. */
  public synchronized ResultSet results() {
    List<ResultSet.Arm> arms = new ArrayList<>();
    runs.forEach(
        (name, seeds) -> {
          List<SeedRun> all = new ArrayList<>();
          seeds.forEach((seed, recorded) -> all.add(recorded.seedRun(seed)));
          arms.add(new ResultSet.Arm(Text.slug(name), name, all));
        });
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("compared", String.join(",", compared));
    Directions.declared(suite.measures())
        .forEach((way, columns) -> provenance.put(Directions.KEY + "." + way, columns));
    return new ResultSet(title, arms, "", provenance);
  }

  /**
   * Writes report.html, tables and the folder charts (SVG and PNG).
   *
   * @param folder made when it does not exist
   * @return the report
   * @throws org.bilevel4j.core.util.UserError when the folder cannot be written
   */
  public Path write(Path folder) {
    ResultSet results = results();
    return Reports.write(results, Findings.of(results), folder);
  }

  /** A problem without data to judge it by. */
  private record Alone(BilevelProblem problem) implements Application {
    @Override
    public List<String> blockNames() {
      return IntStream.range(0, problem.blocks()).mapToObj(i -> "block " + i).toList();
    }

    @Override
    public List<EvaluationSet> evaluationSets() {
      return List.of();
    }
  }
}
