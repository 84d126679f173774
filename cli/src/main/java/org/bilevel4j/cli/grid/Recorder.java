package org.bilevel4j.cli.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bilevel4j.cli.config.Experiment.Evaluate;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.eval.metric.MetricSuite;
import org.bilevel4j.eval.metric.Tier;

/**
 * Measures a run into its log: cheap metrics every so many steps, exact ones more seldom, both at
 * the end. A step that a resumed run's log has already is not measured again.
 */
final class Recorder implements Listener {
  static final String WORST = "validation.loss.worst";
  private static final String LENGTH = "step.length";
  private static final String WATCHED = "watch.value";

  private final MetricSuite suite;
  private final Evaluate evaluate;
  private final MetricLog log;
  private final WorkerTeam team;
  private double worst = Double.NaN;
  private Map<String, Double> last = Map.of();

  Recorder(MetricSuite suite, Evaluate evaluate, MetricLog log, WorkerTeam team) {
    this.suite = suite;
    this.evaluate = evaluate;
    this.log = log;
    this.team = team;
  }

  /** What is measured, of the run itself too, and which way it is better. */
  static List<Measure> measures(MetricSuite suite) {
    List<Measure> measures = new ArrayList<>(suite.measures());
    measures.add(Measure.lower(LENGTH));
    measures.add(Measure.lower(WATCHED));
    return measures;
  }

  /** The columns of a log. */
  static List<String> columns(MetricSuite suite, Requirements requirements) {
    List<String> columns = new ArrayList<>(List.of(MetricLog.STEP, "samples", "seconds"));
    new TreeSet<>(requirements.calls()).forEach(c -> columns.add("calls." + c.label()));
    columns.addAll(suite.columns(Tier.TRACKED));
    columns.addAll(suite.columns(Tier.EXACT));
    columns.add(LENGTH);
    columns.add(WATCHED);
    return columns;
  }

  @Override
  public boolean wants(long steps) {
    return steps > log.lastStep() && (steps % evaluate.every() == 0 || isExact(steps));
  }

  private boolean isExact(long steps) {
    return evaluate.exactEvery() > 0 && steps % evaluate.exactEvery() == 0;
  }

  @Override
  public void onStep(Run<?> run) {
    Outcome outcome = run.outcome();
    if (outcome == null) {
      write(run, isExact(run.steps()));
    }
  }

  @Override
  public void onEnd(Run<?> run, Outcome outcome) {
    if (outcome.isFinal() && outcome.kind() != Outcome.Kind.DIVERGED) {
      write(run, true);
    }
  }

  private void write(Run<?> run, boolean exact) {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("samples", (double) run.counts().samples());
    row.put("seconds", run.seconds());
    for (OracleCall call : OracleCall.values()) {
      row.put("calls." + call.label(), (double) run.counts().calls(call));
    }
    last = measure(Stacking.unstacked(run.problem(), run.snapshot()), exact);
    row.putAll(last);
    row.put(LENGTH, run.stepLength());
    row.put(WATCHED, run.watched());
    worst = row.getOrDefault(WORST, worst);
    log.put(run.steps(), row);
  }

  private Map<String, Double> measure(Snapshot snapshot, boolean exact) {
    Map<String, Double> values = new LinkedHashMap<>(suite.measure(Tier.TRACKED, snapshot, team));
    if (exact) {
      values.putAll(suite.measure(Tier.EXACT, snapshot, team));
    }
    return values;
  }

  /** The metrics of the returned iterate, which is the last one unless asked otherwise. */
  Map<String, Double> returned(Snapshot returned, boolean isLast) {
    return isLast ? last : measure(returned, true);
  }

  /** The worst task's validation loss when last measured; NaN before. */
  double worst() {
    return worst;
  }
}
