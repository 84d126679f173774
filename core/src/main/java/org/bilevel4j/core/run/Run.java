package org.bilevel4j.core.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.GrainTuner;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.BlockSampling;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.Sampler;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.solver.MemoryBudget;
import org.bilevel4j.core.solver.ScopedOracle;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.jspecify.annotations.Nullable;

/**
 * One solver on one problem from one seed.
 *
 * <pre>{@code
 * try (Run<?> run = Run.of("morbit", solver, problem, RunSpec.of(1, 10_000))) {
 *   RunResult result = run.execute(List.of());
 * }
 * }</pre>
 *
 * The same bits come out whatever the number of threads, and after {@link #save} and {@link #load}
 * into a run built anew.
 *
 * @param <S> the solver's state
 */
public final class Run<S extends SolverState> implements AutoCloseable {
  private final String name;
  private final Solver<S> solver;
  private final BilevelProblem problem;
  private final RunSpec spec;
  private final Key key;
  private final BlockSet all;
  private final WorkerTeam team;
  private final Workspace workspace;
  private final GrainTuner sharing;
  private final OracleCounts counts = new OracleCounts();
  private final Oracle oracle;
  private final ValidationMonitor<S> watch;
  private final IterateSelector keeper;
  private final S state;
  private final LastSoundIterate sound;
  private final DivergenceGuard<S> guard;
  private final Step.Lasting lasting;
  private final MemoryBudget kept;
  private final Identity context;
  private final StopRules stops;
  private final RunClock clock = new RunClock();
  private List<String> noted = List.of();

  private long steps;
  private double stepLength = Double.NaN;
  private double watched = Double.NaN;
  private @Nullable Outcome outcome;
  private volatile boolean stopAsked;

  private Run(
      String name, Solver<S> solver, BilevelProblem problem, RunSpec spec, Identity context) {
    solver.requirements().check(name, problem);
    Sampler.among(solver.params()).ifPresent(s -> s.probabilities(problem)); // or they are refused
    this.name = name;
    this.solver = solver;
    this.problem = problem;
    this.spec = spec;
    this.context = context;
    this.stops = new StopRules(spec);
    this.key = Key.of(spec.seed());
    this.all = BlockSet.all(problem.blocks());
    this.team = WorkerTeam.of(spec.threads());
    this.workspace = new Workspace(team);
    this.sharing = new GrainTuner(team::shareFrom);
    Oracle counting = CountingOracle.of(problem, problem.open(workspace), counts);
    this.oracle = ScopedOracle.of(counting, workspace);
    this.watch = new ValidationMonitor<>(problem, team, all, spec.watched(), this::judged);
    this.keeper = new IterateSelector(spec, key);
    long heap = Runtime.getRuntime().maxMemory();
    this.kept =
        new MemoryBudget(name, problem, solver.params(), spec.steps(), heap, spec.storage());
    this.lasting =
        new Step.Lasting(
            key,
            spec.steps(),
            all,
            watch::reduction,
            new BlockSampling(problem, all, key),
            spec.storage());
    this.state = init();
    this.sound = new LastSoundIterate(state, spec.divergence().orElse(Double.POSITIVE_INFINITY));
    this.guard =
        new DivergenceGuard<>(
            spec, sound, watch, (asked, room) -> solver.init(context(Step.INIT, asked, room)));
  }

  /**
   * A run at step 0.
   *
   * @param name the solver's name, for messages
   * @throws org.bilevel4j.core.util.UserError when the solver does not fit the problem, or what it
   *     keeps cannot fit into the heap
   */
  public static <S extends SolverState> Run<S> of(
      String name, Solver<S> solver, BilevelProblem problem, RunSpec spec) {
    return of(name, solver, problem, spec, Identity.none());
  }

  /**
   * The same in a program that knows what else decides the run.
   *
   * @param context what a resumed run must agree on besides solver, problem and spec: the kernel,
   *     the program's version, the application and its parameters
   */
  public static <S extends SolverState> Run<S> of(
      String name, Solver<S> solver, BilevelProblem problem, RunSpec spec, Identity context) {
    return new Run<>(name, solver, problem, spec, context);
  }

  private S init() {
    try {
      S start = solver.init(context(Step.INIT));
      start.visit(new RemarkCollector()); // what cannot be shown is refused before step 0
      workspace.reset();
      return start;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Step context(long index) {
    return new Step(problem, oracle, workspace, lasting, index, kept);
  }

  /** For looks, which are no cost. */
  private Step context(long index, Oracle asked, Workspace room) {
    return new Step(problem, asked, room, lasting, index, null);
  }

  private Blocks judged(S s, Oracle asked, Workspace room) {
    return solver.judged(s, context(steps, asked, room));
  }

  /** Makes one step; false when the run has ended. */
  public boolean step() {
    if (outcome != null && outcome.isFinal()) {
      return false;
    }
    outcome = budget();
    if (outcome != null) {
      if (outcome.isFinal()) {
        clock.pause();
        outcome = guard.end(steps, state).map(this::diverged).orElse(outcome);
      }
      return false;
    }
    clock.begin();
    boolean measure = spec.stepLengthEvery() > 0 && (steps + 1) % spec.stepLengthEvery() == 0;
    Vec before = measure ? state.currentX() : state.x();
    solver.step(state, context(steps));
    workspace.reset();
    if (team.threads() > 1) {
      sharing.afterStep(System::nanoTime);
    }
    steps++;
    if (measure) {
      stepLength = state.currentX().distance(before);
    }
    if (sound.isDue(steps) || steps == spec.steps()) {
      outcome = guard.iterate(steps, state).map(this::diverged).orElse(null);
      if (outcome != null) {
        return true;
      }
    }
    keeper.afterStep(steps, state);
    look();
    return true;
  }

  private Outcome diverged(String how) {
    return new Outcome(
        Outcome.Kind.DIVERGED,
        name + " " + how + "; the iterate of step " + sound.step() + " is kept.");
  }

  private void look() {
    if (!watch.isDue(steps, spec.watchEvery())) {
      return;
    }
    ValidationMonitor.Look now = watch.look(state);
    watch.update(steps, now);
    watched = now.of(spec.watched());
    outcome = guard.losses(steps, now).map(this::diverged).orElse(null);
    if (spec.watchEvery() > 0 && steps % spec.watchEvery() == 0 && watch.record(now)) {
      keeper.best(steps, state);
    }
  }

  private @Nullable Outcome budget() {
    if (stopAsked) {
      return new Outcome(Outcome.Kind.INTERRUPTED, "stopped after " + steps + " steps.");
    }
    return stops.ending(steps, counts.samples(), clock.seconds(), watched, watch.looksSinceBest());
  }

  /** Steps until an ending, showing the run to its listeners. */
  public RunResult execute(List<? extends Listener> listeners) {
    show(listeners);
    while (step()) {
      show(listeners);
    }
    Outcome end = java.util.Objects.requireNonNull(outcome);
    for (Listener l : listeners) {
      l.onEnd(this, end);
    }
    return result();
  }

  private void show(List<? extends Listener> listeners) {
    for (Listener l : listeners) {
      if (l.wants(steps)) {
        clock.pause(); // what listeners do is no work of the run
        l.onStep(this);
      }
    }
  }

  /** Asks the run to end before its next step; it can be resumed. Any thread may call it. */
  public void stop() {
    stopAsked = true;
  }

  /** The solver's name. */
  public String name() {
    return name;
  }

  /** What the run was asked to do. */
  public RunSpec spec() {
    return spec;
  }

  /** The problem. */
  public BilevelProblem problem() {
    return problem;
  }

  /** How many steps have been made. */
  public long steps() {
    return steps;
  }

  /** Oracle calls and samples so far; changes as the run goes on. */
  public OracleCounts counts() {
    return counts;
  }

  /** Seconds spent on steps and looks, those before a resume included, listeners left out. */
  public double seconds() {
    return clock.seconds();
  }

  /** Length of the last measured x update; NaN before the first. */
  public double stepLength() {
    return stepLength;
  }

  /** The last watched validation value; NaN before the first look. */
  public double watched() {
    return watched;
  }

  /** A copy of the current iterate. */
  public Snapshot snapshot() {
    return Snapshot.of(steps, state);
  }

  /** The current iterate, read-only and valid until the next step. */
  public Snapshot view() {
    return Snapshot.view(steps, state);
  }

  /** The live state; to be read, not changed. */
  public S state() {
    return state;
  }

  /**
   * What the problem, the solver and its state so far have to say, one sentence each: before step 0
   * what is known in advance, at the end what has happened too.
   */
  public List<String> remarks() {
    RemarkCollector all = new RemarkCollector();
    problem.remarks().forEach(all::remark);
    solver.remarks(problem).forEach(all::remark);
    kept.remarks().forEach(all::remark);
    state.visit(all);
    noted.forEach(all::remark);
    return all.sentences();
  }

  /** The ending, once there is one; null while the run can go on. */
  public @Nullable Outcome outcome() {
    return outcome;
  }

  /** The result so far. */
  public RunResult result() {
    Outcome end = outcome;
    if (end == null) {
      end = new Outcome(Outcome.Kind.INTERRUPTED, "asked after " + steps + " steps.");
    }
    boolean diverged = end.kind() == Outcome.Kind.DIVERGED;
    Snapshot last = diverged ? sound.copy() : snapshot();
    double limit = diverged ? sound.limit() : Double.MAX_VALUE;
    return new RunResult(end, steps, seconds(), counts.copy(), last, keeper.returned(last, limit));
  }

  /** Saves everything the run needs to go on. */
  public void save(Path file) {
    Checkpoint.save(file, identity(), v -> visit(v, true));
  }

  /** Continues a saved run; this one must have been built alike and not have been stepped. */
  public void load(Path file) {
    load(file, Set.of());
  }

  /**
   * The same, on request also for a run that was saved with another value of some properties, for
   * instance {@link Identity#KERNEL}; the bits then differ from those of an unbroken run, and its
   * remarks say so.
   */
  public void load(Path file, Set<String> forgiven) {
    noted =
        Checkpoint.load(file, identity(), forgiven, v -> visit(v, true)).stream()
            .map(clause -> "was resumed from step " + steps + ", where " + clause + ".")
            .toList();
    workspace.reset();
  }

  /** SHA-256 of the state, what is watched and what is kept, time excluded. */
  public String digest() {
    return Checkpoint.digest(v -> visit(v, false));
  }

  /**
   * Shows everything.
   *
   * @param whole whether to show time, and what the rest of the visit and the identity decide
   */
  private void visit(StateVisitor v, boolean whole) {
    long[] step = {steps};
    v.counters("steps", step);
    steps = step[0];
    double[] seen = {stepLength, watched};
    v.numbers("seen", seen);
    stepLength = seen[0];
    watched = seen[1];
    if (whole) {
      double[] time = {seconds()};
      double now = time[0];
      v.numbers("seconds", time);
      if (time[0] != now) {
        clock.resumeAt(time[0]);
      }
    }
    if (whole) {
      sound.visitScale(v);
    }
    sound.visit(v);
    counts.visit(v.within("counts"));
    watch.visit(v.within("watch"), whole);
    state.visit(v.within("state"));
    keeper.visit(v, state);
  }

  private Identity identity() {
    return context.with(name, solver, spec).with(problem);
  }

  /** The threads of the run, for what is done between its steps. */
  public WorkerTeam team() {
    return team;
  }

  /** Closes what the run has opened and ends its threads; done twice, it does nothing more. */
  @Override
  public void close() {
    try (team;
        workspace;
        watch;
        oracle) {
      // the last is closed first
    }
  }
}
