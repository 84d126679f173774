package org.bilevel4j.cli.solve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.eval.report.JsonText;
import org.bilevel4j.quadratic.OptimumSearch;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code solve} as JSON.
 *
 * <pre>
 * solver, parameters
 * outcome   kind, message, steps, seconds
 * final     x, lambda, alpha, y: numbers, or a list of numbers for each block; absent where the
 *           solver keeps none
 * exact     x, lambda, value, method, residual; or why: none is known
 * metrics   by name, null where not a number
 * calls     by name
 * samples
 * </pre>
 */
final class SolveJson {
  private SolveJson() {}

  static String of(
      String solver,
      Map<String, String> parameters,
      RunResult result,
      Snapshot last,
      OptimumSearch.Result search,
      Map<String, Double> metrics) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("solver", solver);
    root.put("parameters", parameters);
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("kind", result.outcome().kind().name().toLowerCase(Locale.ROOT));
    outcome.put("message", result.outcome().message());
    outcome.put("steps", result.steps());
    outcome.put("seconds", result.seconds());
    root.put("outcome", outcome);
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("x", list(last.x().toArray()));
    last.weights().ifPresent(w -> end.put("lambda", list(w.toArray())));
    if (last.dual() instanceof Dual.Shared one) {
      end.put("alpha", list(one.alpha().toArray()));
    } else if (last.dual() instanceof Dual.PerBlock each) {
      end.put("alpha", lists(each.alpha()));
    }
    last.lower().ifPresent(y -> end.put("y", lists(y)));
    root.put("final", end);
    Map<String, Object> exact = new LinkedHashMap<>();
    search
        .optimum()
        .ifPresentOrElse(
            o -> {
              exact.put("x", list(o.x().toArray()));
              o.weights().ifPresent(w -> exact.put("lambda", list(w.toArray())));
              exact.put("value", finite(o.value()));
              exact.put("method", o.method());
              exact.put("residual", finite(o.residual()));
            },
            () -> exact.put("why", search.why()));
    root.put("exact", exact);
    Map<String, Object> measured = new LinkedHashMap<>();
    metrics.forEach((name, value) -> measured.put(name, finite(value)));
    root.put("metrics", measured);
    Map<String, Object> calls = new LinkedHashMap<>();
    result.counts().toMap().forEach((call, n) -> calls.put(call.label(), n));
    root.put("calls", calls);
    root.put("samples", result.counts().samples());
    return JsonText.of(root);
  }

  private static List<@Nullable Double> list(double[] values) {
    List<@Nullable Double> out = new ArrayList<>();
    for (double v : values) {
      out.add(finite(v));
    }
    return out;
  }

  private static List<List<@Nullable Double>> lists(Blocks blocks) {
    List<List<@Nullable Double>> out = new ArrayList<>();
    for (int p = 0; p < blocks.set().size(); p++) {
      out.add(list(blocks.at(blocks.set().id(p)).toArray()));
    }
    return out;
  }

  /** JSON has no NaN. */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
