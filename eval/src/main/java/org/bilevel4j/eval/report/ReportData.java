package org.bilevel4j.eval.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.eval.report.ResultSet.Arm;

/**
 * The numbers the charts of the report draw, as JSON. Values keep six digits. Curves that share
 * their points share one entry of {@code grids}.
 */
final class ReportData {
  private static final List<String> AXES = List.of("step", "samples", "seconds", MetricNames.CALLS);
  private static final int WEIGHT_POINTS = 240;

  private final ResultSet results;
  private final JsonMapper mapper = new JsonMapper();
  private boolean thinned;

  ReportData(ResultSet results) {
    this.results = results;
  }

  /** All of it. */
  ObjectNode json() {
    ObjectNode root = mapper.createObjectNode();
    root.put("title", results.title());
    ArrayNode axes = root.putArray("axes");
    for (String axis : AXES) {
      if (results.runs().stream().anyMatch(s -> s.series().has(axis))) {
        axes.addObject().put("key", axis).put("label", MetricNames.words(axis));
      }
    }
    ObjectNode words = root.putObject("words");
    List<String> metrics = curves();
    metrics.forEach(m -> words.put(m, MetricNames.words(m)));
    ArrayNode higher = root.putArray("higher");
    Stream.concat(metrics.stream(), taskGroups().stream())
        .filter(m -> results.direction(m) == Direction.HIGHER)
        .forEach(higher::add);
    ObjectNode rates = root.putObject("rates");
    RateLine.EXPONENTS.forEach(rates::put);
    ArrayNode arms = root.putArray("arms");
    results.arms().forEach(a -> arm(arms.addObject(), a, metrics));
    SweepFit.of(results).ifPresent(s -> sweep(root.putObject("sweep"), s));
    root.put("thinned", thinned);
    root.put("blocks", taskCount());
    return root;
  }

  /** Scalar metrics that were measured on the way. */
  List<String> curves() {
    return MetricNames.scalars(results.columns()).stream().filter(this::measured).toList();
  }

  /** What is compared, otherwise worst and mean losses, as far as measured on the way. */
  List<String> losses() {
    if (!results.compared().isEmpty()) {
      return curves().stream().filter(results.compared()::contains).toList();
    }
    return curves().stream()
        .filter(m -> !m.startsWith("exact."))
        .filter(m -> m.endsWith(".worst") || m.endsWith(".mean"))
        .filter(m -> m.contains(".loss."))
        .toList();
  }

  /** Names of the blocks that have a weight. */
  List<String> blocks() {
    return results.columns().stream()
        .filter(MetricNames::isWeight)
        .filter(this::measured)
        .map(MetricNames::block)
        .toList();
  }

  /** Whether an arm's solver has weights. */
  boolean hasWeights(Arm arm) {
    return blocks().stream()
        .anyMatch(b -> arm.seeds().stream().anyMatch(s -> s.series().has("weights." + b)));
  }

  /** Groups of task metrics, such as test.loss, that have final values. */
  List<String> taskGroups() {
    return results.finalMetrics().stream()
        .filter(MetricNames::isTask)
        .map(MetricNames::taskGroup)
        .distinct()
        .sorted(Comparator.comparingInt(ReportData::groupRank))
        .toList();
  }

  /** Number of tasks, from the weights or the values per task; 0 when neither is measured. */
  int taskCount() {
    long tasks =
        results.finalMetrics().stream()
            .filter(MetricNames::isTask)
            .map(MetricNames::task)
            .distinct()
            .count();
    return Math.max(blocks().size(), (int) tasks);
  }

  /** Losses first, re-solved ones last. */
  private static int groupRank(String group) {
    return (group.startsWith("exact.") ? 2 : 0) + (group.endsWith(".loss") ? 0 : 1);
  }

  private boolean measured(String column) {
    return results.runs().stream().anyMatch(s -> s.series().has(column));
  }

  private void arm(ObjectNode node, Arm arm, List<String> metrics) {
    Grids grids = new Grids();
    node.put("label", arm.label());
    ArrayNode seeds = node.putArray("seeds");
    arm.seeds().forEach(s -> seeds.add(s.seed()));
    ObjectNode bands = node.putObject("bands");
    ObjectNode curves = node.putObject("curves");
    for (String metric : metrics) {
      Curve band = thin(Curve.over(arm.seeds(), metric));
      if (band.size() > 0) {
        ObjectNode b = bands.putObject(metric);
        b.put("g", grids.index(band));
        numbers(b.putArray("m"), band.middle());
        numbers(b.putArray("lo"), band.lower());
        numbers(b.putArray("hi"), band.upper());
        Arrays.stream(band.count()).forEach(b.putArray("n")::add);
        ArrayNode each = curves.putArray(metric);
        for (SeedRun seed : arm.seeds()) {
          Curve c = thin(Curve.over(List.of(seed), metric));
          ObjectNode one = each.addObject();
          one.put("g", grids.index(c));
          numbers(one.putArray("y"), c.middle());
        }
      }
    }
    weights(node, arm, grids);
    tasks(node.putObject("tasks"), arm);
    grids.write(node.putArray("grids"));
  }

  private void sweep(ObjectNode node, SweepFit sweep) {
    node.put("axis", sweep.axis());
    ArrayNode lines = node.putArray("lines");
    for (SweepFit.Line line : sweep.lines()) {
      ObjectNode one = lines.addObject().put("label", line.name());
      List<SweepFit.Point> p = line.points();
      numbers(one.putArray("x"), p.stream().mapToDouble(SweepFit.Point::at).toArray());
      numbers(one.putArray("m"), p.stream().mapToDouble(q -> q.values().median()).toArray());
      numbers(
          one.putArray("lo"), p.stream().mapToDouble(q -> q.values().lowerQuartile()).toArray());
      numbers(
          one.putArray("hi"), p.stream().mapToDouble(q -> q.values().upperQuartile()).toArray());
      line.law()
          .ifPresent(
              law -> {
                one.put("exponent", six(law.exponent()));
                numbers(one.putArray("fit"), p.stream().mapToDouble(q -> law.at(q.at())).toArray());
              });
    }
  }

  private Curve thin(Curve curve) {
    Curve fewer = curve.thinned();
    thinned |= fewer.size() < curve.size();
    return fewer;
  }

  private void weights(ObjectNode node, Arm arm, Grids grids) {
    ArrayNode rows = node.putArray("weights");
    for (String column : results.columns()) {
      if (MetricNames.isWeight(column)) {
        Curve c = Curve.over(arm.seeds(), column);
        if (c.size() > 0) {
          Curve few = c.at(evenly(c.size()));
          ObjectNode row = rows.addObject().put("block", MetricNames.block(column));
          row.put("g", grids.index(few));
          numbers(row.putArray("m"), few.middle());
        }
      }
    }
  }

  private int[] evenly(int size) {
    if (size <= WEIGHT_POINTS) {
      return java.util.stream.IntStream.range(0, size).toArray();
    }
    thinned = true;
    return java.util.stream.IntStream.range(0, WEIGHT_POINTS)
        .map(i -> (int) ((size - 1L) * i / (WEIGHT_POINTS - 1)))
        .toArray();
  }

  private void tasks(ObjectNode node, Arm arm) {
    Map<String, List<Findings.Cell>> groups = new LinkedHashMap<>();
    for (String metric : results.finalMetrics()) {
      if (MetricNames.isTask(metric)) {
        TaskValues.of(arm, metric)
            .ifPresent(
                c ->
                    groups
                        .computeIfAbsent(MetricNames.taskGroup(metric), k -> new ArrayList<>())
                        .add(c));
      }
    }
    groups.forEach(
        (group, cells) -> {
          ArrayNode list = node.putArray(group);
          for (Findings.Cell c : cells) {
            ObjectNode one = list.addObject().put("task", MetricNames.task(c.metric()));
            one.put("m", six(c.values().median()));
            one.put("lo", six(c.values().lowerQuartile()));
            one.put("hi", six(c.values().upperQuartile()));
            one.put("n", c.values().count());
          }
        });
  }

  private static void numbers(ArrayNode to, double[] values) {
    for (double v : values) {
      if (Double.isFinite(v)) {
        to.add(six(v));
      } else {
        to.addNull();
      }
    }
  }

  private static double six(double v) {
    return Double.isFinite(v) ? new BigDecimal(v).round(new MathContext(6)).doubleValue() : v;
  }

  /** The distinct sets of points of one arm. */
  private static final class Grids {
    private final Map<List<Double>, Integer> index = new HashMap<>();
    private final List<Curve> found = new ArrayList<>();

    int index(Curve c) {
      List<Double> address = new ArrayList<>();
      for (String axis : AXES) {
        Arrays.stream(c.axis(axis)).forEach(address::add);
      }
      return index.computeIfAbsent(
          address,
          k -> {
            found.add(c);
            return found.size() - 1;
          });
    }

    void write(ArrayNode to) {
      for (Curve c : found) {
        ObjectNode grid = to.addObject();
        for (String axis : AXES) {
          numbers(grid.putArray(axis), c.axis(axis));
        }
      }
    }
  }
}
