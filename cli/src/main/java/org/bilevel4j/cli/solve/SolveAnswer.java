package org.bilevel4j.cli.solve;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bilevel4j.cli.console.TextTable;
import org.bilevel4j.cli.console.TextWrap;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.metric.Metric;
import org.bilevel4j.eval.metric.MetricSuite;
import org.bilevel4j.eval.metric.Tier;
import org.bilevel4j.quadratic.OptimumSearch;
import org.bilevel4j.quadratic.QuadraticOptimum;
import org.bilevel4j.quadratic.QuadraticProblem;

/** What a run of {@code solve} has come to: iterate and exact solution side by side, counts. */
public final class SolveAnswer {
  private static final int WIDTH = 100;
  private static final int MOST_LINES = 40;
  private static final List<String> METRICS =
      List.of("upper", "stationarity", "weights-gap", "dual", "lower", "feasibility");

  private static final List<String> SHOWN =
      List.of("stationarity", "weights.gap", "dual.gap", "lower.gap", "feasibility");

  private final ProblemFile.Posed posed;
  private final Map<String, String> parameters;
  private final PrintWriter out;
  private final TextTable table = new TextTable();
  private final boolean json;
  private int hidden;

  /**
   * An answer.
   *
   * @param parameters of the solver, as text
   * @param json whether to print one JSON object instead of tables
   */
  public SolveAnswer(
      ProblemFile.Posed posed, Map<String, String> parameters, PrintWriter out, boolean json) {
    this.json = json;
    this.posed = posed;
    this.parameters = parameters;
    this.out = out;
  }

  /**
   * Prints everything.
   *
   * @param last the last iterate in the blocks of the problem
   * @param lower what the solver calls its lower variables
   */
  public void print(String solver, RunResult result, Snapshot last, String lower) {
    boolean diverged = result.outcome().kind() == Outcome.Kind.DIVERGED;
    if (json) {
      out.println(
          SolveJson.of(
              solver,
              parameters,
              result,
              last,
              posed.search(),
              diverged ? Map.of() : metrics(last)));
      out.flush();
      return;
    }
    wrapped("problem   " + shape());
    wrapped("solver    " + solver + " " + parameters);
    String kind = result.outcome().kind().name().toLowerCase(Locale.ROOT);
    out.printf(
        Locale.ROOT,
        "outcome   %s: %s %.3f seconds.%n",
        kind,
        result.outcome().message(),
        result.seconds());
    out.println();
    OptimumSearch.Result search = posed.search();
    Map<String, Double> metrics = diverged ? Map.of() : metrics(last);
    values(last, lower, search.optimum(), metrics);
    out.println();
    exact(search, last, metrics);
    out.println();
    counts(result);
    out.flush();
  }

  private void wrapped(String text) {
    TextWrap.lines(text, WIDTH).forEach(out::println);
  }

  private String shape() {
    QuadraticProblem p = posed.problem();
    String dual =
        switch (p.dualSide().kind()) {
          case NONE -> "mean over blocks";
          case SIMPLEX -> "worst case over blocks";
          case PER_BLOCK -> "mean over blocks, a dual for each";
          case SHARED -> "mean over blocks, a dual for all";
        };
    String rows =
        p.noise().rows() == 0 ? "exact losses" : p.noise().rows() + " rows per block and level";
    return p.name() + ", m = " + p.blocks() + ", d_x = " + p.upperDim() + ", " + dual + ", " + rows;
  }

  private Map<String, Double> metrics(Snapshot last) {
    if (OptimumSearch.hasManyMinimisers(posed.problem())) {
      return Map.of(); // nothing exact is defined by one y_i*
    }
    Catalogue<Metric> known = Catalogue.load(Metric.KIND);
    MetricSuite suite =
        MetricSuite.of(
            posed,
            METRICS.stream().map(known::parse).toList(),
            ExactOptions.defaults().withTolerances(1e-13, 1e-14));
    Map<String, Double> out = new LinkedHashMap<>();
    try (WorkerTeam team = WorkerTeam.of(1)) {
      out.putAll(suite.measure(Tier.EXACT, last, team));
      out.putAll(suite.measure(Tier.TRACKED, last, team));
    }
    return out;
  }

  private void values(
      Snapshot last,
      String lower,
      Optional<QuadraticOptimum> optimum,
      Map<String, Double> metrics) {
    table.row("", "final", "exact", "difference");
    entries("x", last.x(), optimum.map(QuadraticOptimum::x));
    boolean worst = posed.problem().dualSide() instanceof DualSide.Simplex;
    last.weights()
        .filter(w -> worst)
        .ifPresent(w -> entries("lambda", w, optimum.flatMap(QuadraticOptimum::weights)));
    dual(last.dual(), optimum);
    last.lower().ifPresent(y -> blocks(lower, y::at, y, optimum.map(QuadraticOptimum::lower)));
    Double f = metrics.get(worst ? "exact.upper.worst" : "exact.upper.mean");
    if (f != null) {
      entry("F(x)", f, optimum.map(QuadraticOptimum::value));
    }
    table.lines().forEach(out::println);
    if (hidden > 0) {
      out.println("... and " + hidden + " more; --trace writes them all.");
    }
  }

  private void dual(Dual dual, Optional<QuadraticOptimum> optimum) {
    if (dual instanceof Dual.Shared one) {
      entries("alpha", one.alpha(), optimum.map(o -> o.dual().at(0)));
    } else if (dual instanceof Dual.PerBlock each) {
      blocks(
          "alpha",
          each.alpha()::at,
          each.alpha(),
          optimum.map(o -> ((Dual.PerBlock) o.dual()).alpha()));
    }
  }

  private void blocks(String name, IntFunction<Vec> at, Blocks all, Optional<Blocks> exact) {
    for (int i = 0; i < all.set().size(); i++) {
      int id = i;
      entries(name + "_" + i, at.apply(i), exact.map(e -> e.at(id)));
    }
  }

  private void entries(String name, Vec v, Optional<Vec> exact) {
    for (int j = 0; j < v.dim(); j++) {
      int at = j;
      entry(name + "_" + j, v.get(j), exact.map(e -> e.get(at)));
    }
  }

  private void entry(String name, double value, Optional<Double> exact) {
    boolean total = name.equals("F(x)");
    if (!total && table.lines().size() > MOST_LINES) {
      hidden++;
      return;
    }
    table.row(
        name,
        Double.toString(value),
        exact.map(e -> Double.toString(e)).orElse("-"),
        exact.map(e -> String.format(Locale.ROOT, "%.3e", value - e)).orElse("-"));
  }

  private void exact(OptimumSearch.Result search, Snapshot last, Map<String, Double> metrics) {
    TextTable judged = new TextTable();
    search.optimum().ifPresent(o -> judged.row("distance to x*", "" + last.x().distance(o.x())));
    for (String name : SHOWN) {
      Double v = metrics.get(name);
      if (v != null && !v.isNaN()) {
        judged.row(name, v.toString());
      }
    }
    wrapped(
        "exact solution: "
            + search
                .optimum()
                .map(
                    o ->
                        o.method()
                            + "; optimality residual "
                            + o.residual()
                            + (o.unique() ? "." : "; x* may be one of several."))
                .orElseGet(() -> "none is known, " + search.why()));
    judged.lines().forEach(out::println);
  }

  private void counts(RunResult result) {
    OracleCounts counts = result.counts();
    TextTable calls = new TextTable().row("oracle calls", "total", "per step");
    for (Map.Entry<OracleCall, Long> e : counts.toMap().entrySet()) {
      double each = e.getValue() / (double) Math.max(1, result.steps());
      calls.row(e.getKey().label(), e.getValue().toString(), number(each));
    }
    calls.lines().forEach(out::println);
    out.println("samples " + counts.samples());
  }

  private static String number(double v) {
    return v == Math.rint(v) ? Long.toString((long) v) : Double.toString(v);
  }
}
