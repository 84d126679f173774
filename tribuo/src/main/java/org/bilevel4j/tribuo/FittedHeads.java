package org.bilevel4j.tribuo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.bilevel4j.applications.auc.MultiTaskPartialAuc;
import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.core.application.Scorer;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Aggregate;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.encode.Scaling;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.solvers.multiblock.MmbV1;
import org.bilevel4j.solvers.multiblock.MmbV2;

/**
 * A trained encoder with its heads. Immutable.
 *
 * @param problem what was solved
 * @param scaling of the features
 * @param names of the tasks
 * @param x the solution
 */
record FittedHeads(MultiTaskPartialAuc problem, Scaling scaling, List<String> names, Vec x) {
  /** Steps of x at a single task; at m tasks, whose losses are added up, divided by sqrt(m). */
  private static final double START_STEP = 0.8;

  private static final double STEP = 0.1;

  /**
   * Trains.
   *
   * @param tasks their training rows
   * @param problem what is minimised, summed over tasks
   * @param solver by which
   * @param spec budget, seed and threads
   * @param startSteps steps of cross-entropy that encoder and heads make first
   * @throws UserError if they do not fit each other, or the run diverges
   */
  static FittedHeads fit(
      TaskSet tasks, MultiTaskPartialAuc problem, Solver<?> solver, RunSpec spec, long startSteps) {
    LabelledTable table = tasks.table();
    Scaling scaling = scaling(table.features());
    LabelledTable scaled =
        new LabelledTable(
            table.name(),
            scaling.apply(table.features()),
            List.of(),
            table.labelColumns(),
            table.origin());
    TaskSet on = new TaskSet(scaled, tasks.tasks(), List.of());
    List<String> names = tasks.tasks().stream().map(BinaryTask::name).toList();
    BilevelProblem main = problem.on(on).problem();
    if (startSteps > 0) {
      MultiTaskPartialAuc start = Entry.of(problem).with(Map.of("objective", "ce"));
      BilevelProblem first = start.on(on).problem();
      RunSpec some = RunSpec.of(spec.seed(), startSteps).withThreads(spec.threads());
      main = startingAt(main, first.localParts(), solve(first, start(names.size()), some));
    }
    return new FittedHeads(problem, scaling, names, solve(main, solver, spec));
  }

  /**
   * A solver that fits every objective.
   *
   * @param tasks how many
   * @param range of false positive rates that count, in (0, 1]: losses are divided by it
   */
  static Solver<?> usual(int tasks, double range) {
    return new MmbV2().with("etaX", STEP * range / Math.sqrt(tasks));
  }

  /** What makes the first steps, on batches in which no class is rare. */
  private static Solver<?> start(int tasks) {
    return new MmbV1()
        .with("etaX", START_STEP / Math.sqrt(tasks))
        .with("upperBatch", new Batch.Stratified(32, 32));
  }

  /** Of dense features; sparse ones, most of them counts and bits, stay as they are. */
  private static Scaling scaling(Features features) {
    if (features instanceof SparseFeatures) {
      double[] ones = new double[features.cols()];
      Arrays.fill(ones, 1);
      return new Scaling(new double[features.cols()], ones);
    }
    return Scaling.fit(features, IntStream.range(0, features.rows()).toArray());
  }

  private static Vec solve(BilevelProblem problem, Solver<?> solver, RunSpec spec) {
    String name = Entry.of(solver).name();
    // a bound on growth would ask for the losses of all tasks on all rows at once
    RunSpec frugal = spec.withDivergence(OptionalDouble.empty());
    try (Run<?> run = Run.of(name, solver, Aggregate.SUM.of(problem), frugal)) {
      RunResult result = run.execute(List.of());
      if (result.outcome().kind() == Outcome.Kind.DIVERGED) {
        throw new UserError(result.outcome().message(), "smaller steps: " + name + "(etaX=...)");
      }
      return result.returned().x();
    }
  }

  /** The problem with the weights of another one's solution at its start. */
  private static BilevelProblem startingAt(BilevelProblem problem, LocalParts from, Vec weights) {
    LocalParts to = problem.localParts();
    return new DelegatingProblem(problem) {
      @Override
      public void startUpper(Vec x, Key key) {
        super.startUpper(x, key);
        x.slice(0, to.shared()).copyFrom(weights.slice(0, from.shared()));
        for (int i = 0; i < blocks(); i++) {
          int own = from.to(i) - from.from(i);
          x.slice(to.from(i), to.from(i) + own).copyFrom(weights.slice(from.from(i), from.to(i)));
        }
      }
    };
  }

  /** The outputs of the heads: a row per row of features, a column per task. */
  double[][] outputs(Features features) {
    Scorer scorer = problem.scorer(features.cols(), names, x.dim());
    Features scaled = scaling.apply(features);
    FeatureRows rows = FeatureRows.of(scaled.toFloats(), scaled.cols());
    double[][] outputs = new double[rows.rows()][names.size()];
    try (Workspace workspace = Workspace.single()) {
      Blocks none = Blocks.state(Dims.uniform(names.size(), 0));
      double[][] byTask = scorer.score(x, none, rows, 0, rows.rows(), workspace);
      for (int t = 0; t < byTask.length; t++) {
        for (int r = 0; r < outputs.length; r++) {
          outputs[r][t] = byTask[t][r];
        }
      }
    }
    return outputs;
  }

  /** What {@link #read} reads. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Map<String, String> parameters = Records.toMap(problem);
      out.writeInt(parameters.size());
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        out.writeUTF(parameter.getKey());
        out.writeUTF(parameter.getValue());
      }
      write(out, scaling.centre());
      write(out, scaling.scale());
      out.writeInt(names.size());
      for (String name : names) {
        out.writeUTF(name);
      }
      write(out, x.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if it is damaged
   */
  static FittedHeads read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int n = in.readInt(); n > 0; n--) {
        parameters.put(in.readUTF(), in.readUTF());
      }
      MultiTaskPartialAuc problem = Entry.of(new MultiTaskPartialAuc()).with(parameters);
      Scaling scaling = new Scaling(numbers(in), numbers(in));
      String[] names = new String[in.readInt()];
      for (int t = 0; t < names.length; t++) {
        names[t] = in.readUTF();
      }
      return new FittedHeads(problem, scaling, List.of(names), Vec.of(numbers(in)));
    }
  }

  private static void write(DataOutputStream out, double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  private static double[] numbers(DataInputStream in) throws IOException {
    double[] numbers = new double[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
