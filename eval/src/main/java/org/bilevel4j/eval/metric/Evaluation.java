package org.bilevel4j.eval.metric;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Judgement;
import org.bilevel4j.core.application.TaskScores;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.eval.exact.ExactHypergradient;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.exact.ExactPoint;
import org.bilevel4j.eval.exact.ExactSolver;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot under measurement. What several metrics need (the inner problems solved, the
 * hypergradient) is computed when it is first asked, once.
 */
public final class Evaluation implements AutoCloseable {
  private final Application application;
  private final Snapshot snapshot;
  private final WorkerTeam team;
  private final ExactOptions options;
  private final Map<EvaluationSet, Judgement> judged = new IdentityHashMap<>();
  private final Map<EvaluationSet, List<RankedScores>> rankings = new IdentityHashMap<>();
  private @Nullable ExactSolver solver;
  private @Nullable ExactPoint point;
  private @Nullable ExactHypergradient gradient;

  /** An evaluation of one snapshot; used by one thread. */
  public Evaluation(
      Application application, Snapshot snapshot, WorkerTeam team, ExactOptions options) {
    this.application = application;
    this.snapshot = snapshot;
    this.team = team;
    this.options = options;
  }

  /** Closes the solver of inner problems; what was computed can still be asked. */
  @Override
  public void close() {
    if (solver != null) {
      solver.close();
    }
  }

  /** The application. */
  public Application application() {
    return application;
  }

  /** Its problem. */
  public BilevelProblem problem() {
    return application.problem();
  }

  /** The snapshot; not to be modified. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** How exactly inner problems are solved. */
  public ExactOptions options() {
    return options;
  }

  /** A fresh workspace on the threads of this evaluation; the caller closes it. */
  public Workspace workspace() {
    return new Workspace(team);
  }

  /** The solver of inner problems. */
  public ExactSolver solver() {
    ExactSolver s = solver;
    if (s == null) {
      s = new ExactSolver(problem(), team, options);
      solver = s;
    }
    return s;
  }

  /** y_i*, alpha* and ell_i at the snapshot's x. */
  public ExactPoint exact() {
    ExactPoint p = point;
    if (p == null) {
      p = solver().at(snapshot.x(), start(), snapshot.dual());
      point = p;
    }
    return p;
  }

  /** grad F at the snapshot's x, with the snapshot's weights. */
  public ExactHypergradient hypergradient() {
    ExactHypergradient g = gradient;
    if (g == null) {
      g = solver().hypergradient(exact(), weights());
      gradient = g;
    }
    return g;
  }

  /** The snapshot's lambda; 1/m where the solver has none. */
  public Weights weights() {
    return snapshot.weights().map(Weights::of).orElseGet(() -> Weights.mean(all()));
  }

  /** The y the solver tracks; y_i* where it tracks none. */
  public Blocks trackedLower() {
    return snapshot.lower().orElseGet(() -> exact().lower().at());
  }

  /** What a set, whose tasks are blocks, finds at the lower variables as they are. */
  Judgement judged(EvaluationSet set) {
    return judged.computeIfAbsent(
        set,
        s -> {
          try (Workspace workspace = workspace()) {
            return s.judge(snapshot.x(), trackedLower(), workspace);
          }
        });
  }

  /**
   * The ranked rows of each task of a set, at the lower variables as they are.
   *
   * @param set whose tasks are blocks and whose rows have scores
   */
  public List<RankedScores> rankings(EvaluationSet set) {
    return rankings.computeIfAbsent(set, s -> ranked(judged(s).scores().orElseThrow()));
  }

  private List<RankedScores> ranked(TaskScores scores) {
    RankedScores[] out = new RankedScores[scores.tasks()];
    team.run(out.length, t -> out[t] = RankedScores.of(scores.scores()[t], scores.positive()[t]));
    return List.of(out);
  }

  private BlockSet all() {
    return BlockSet.all(problem().blocks());
  }

  private Blocks start() {
    return snapshot.lower().orElseGet(() -> Blocks.state(problem().lowerDims()));
  }
}
