package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.Bootstrap;
import org.bilevel4j.eval.statistics.Description;
import org.bilevel4j.eval.statistics.Interval;
import org.bilevel4j.eval.statistics.Numbers;
import org.bilevel4j.eval.statistics.PairedComparison;
import org.bilevel4j.eval.statistics.SeedShortage;

/**
 * What the final values say. Compared are the metrics that the experiment names, otherwise the
 * worst and mean losses of all sets (all worst and mean values where there is no loss): every arm
 * with the baseline where one is named, every pair of arms when there are at most three, else every
 * arm with the first; all tests together are one family of Holm's correction. A seed counts in a
 * pair when both runs finished without a failure.
 *
 * @param cells final values per arm and scalar metric
 * @param comparisons the tests, metric by metric
 * @param overTasks the same arms compared over tasks, a family of its own
 * @param directions which way each metric that has a cell is better
 */
public record Findings(
    List<Cell> cells,
    List<PairedComparison> comparisons,
    List<PairedComparison> overTasks,
    Map<String, Direction> directions) {

  private static final int MOST_LEADERS = 6; // that a sentence names

  /**
   * Final values of one metric of one arm over its sound runs.
   *
   * @param arm label
   * @param metric name of the column
   * @param values over seeds
   * @param interval bootstrap interval of the median (percentile, 95 %)
   */
  public record Cell(String arm, String metric, Description values, Interval interval) {
    /** Median and quartiles, such as "0.31 [0.29, 0.34]". */
    public String text() {
      return Numbers.text(values.median())
          + " ["
          + Numbers.text(values.lowerQuartile())
          + ", "
          + Numbers.text(values.upperQuartile())
          + "]";
    }
  }

  /** Computes everything. */
  public static Findings of(ResultSet results) {
    Bootstrap bootstrap = Bootstrap.standard();
    List<Cell> cells = new ArrayList<>();
    Map<String, Direction> directions = new LinkedHashMap<>();
    for (String metric : MetricNames.scalars(results.finalMetrics())) {
      directions.put(metric, results.direction(metric));
      for (Arm arm : results.arms()) {
        cell(arm, metric, bootstrap).ifPresent(cells::add);
      }
    }
    List<PairedComparison> comparisons = new ArrayList<>();
    for (String metric : compared(results)) {
      pairs(results).forEach(p -> comparisons.add(compare(metric, p, bootstrap)));
    }
    return new Findings(
        List.copyOf(cells),
        PairedComparison.corrected(comparisons),
        PairedComparison.corrected(TaskValues.comparisons(results, bootstrap)),
        Map.copyOf(directions));
  }

  private static Optional<Cell> cell(Arm arm, String metric, Bootstrap bootstrap) {
    double[] v = arm.finals(metric).values().stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(v);
    return v.length == 0
        ? Optional.empty()
        : Optional.of(
            new Cell(
                arm.label(),
                metric,
                Description.of(v),
                bootstrap.percentile(v, Description::median)));
  }

  /** The metrics that are compared. */
  public static List<String> compared(ResultSet results) {
    return compared(results.compared(), results.finalMetrics());
  }

  private static List<String> compared(List<String> asked, List<String> measured) {
    if (!asked.isEmpty()) {
      return asked.stream().filter(measured::contains).toList();
    }
    List<String> all =
        MetricNames.scalars(measured).stream()
            .filter(m -> m.endsWith(".worst") || m.endsWith(".mean"))
            .filter(m -> !m.startsWith("exact."))
            .toList();
    List<String> losses = all.stream().filter(m -> m.contains(".loss.")).toList();
    return losses.isEmpty() ? all : losses;
  }

  /** Two arms that are compared. */
  record Pair(Arm left, Arm right) {
    /** The seeds that both have finished with a finite value. */
    Set<Long> seeds(String metric) {
      Set<Long> both = new TreeSet<>(left.finals(metric).keySet());
      both.retainAll(right.finals(metric).keySet());
      return both;
    }
  }

  /** Which arms are compared. */
  static List<Pair> pairs(ResultSet r) {
    List<Pair> found = new ArrayList<>();
    if (SweepFit.of(r).isPresent()) {
      return found; // points of one axis are fitted, not compared
    }
    for (int i = 0; i < references(r.arms().size(), r.hasBaseline()); i++) {
      for (int j = i + 1; j < r.arms().size(); j++) {
        found.add(new Pair(r.arms().get(j), r.arms().get(i)));
      }
    }
    found.removeIf(p -> !r.haveSameData(p.left().label(), p.right().label()));
    return found;
  }

  /** How many arms the others are compared with. */
  private static int references(int arms, boolean hasBaseline) {
    return !hasBaseline && arms <= 3 ? arms : 1;
  }

  /**
   * Says before any run that there are too few seeds for a test to pass, and how many suffice.
   *
   * @param asked the metrics that the experiment compares; empty leaves the choice to the report
   * @param measured the metrics of a run
   */
  public static Optional<String> shortage(
      List<String> asked, List<String> measured, int arms, boolean hasBaseline, int seeds) {
    int pairs = 0;
    for (int i = 0; i < Math.min(arms, references(arms, hasBaseline)); i++) {
      pairs += arms - 1 - i;
    }
    return SeedShortage.of(seeds, pairs * compared(asked, measured).size());
  }

  /** Says that there were too few seeds for any test to pass, and how many suffice. */
  public Optional<String> shortage() {
    int seeds = comparisons.stream().mapToInt(PairedComparison::pairs).max().orElse(0);
    return seeds == 0 ? Optional.empty() : SeedShortage.of(seeds, comparisons.size());
  }

  private static PairedComparison compare(String metric, Pair pair, Bootstrap b) {
    Map<Long, Double> l = pair.left().finals(metric);
    Map<Long, Double> r = pair.right().finals(metric);
    Set<Long> both = pair.seeds(metric);
    return PairedComparison.of(
        metric,
        pair.left().label(),
        pair.right().label(),
        both.stream().mapToDouble(l::get).toArray(),
        both.stream().mapToDouble(r::get).toArray(),
        b);
  }

  /** The tests of one metric. */
  public List<PairedComparison> of(String metric) {
    return comparisons.stream().filter(c -> c.metric().equals(metric)).toList();
  }

  /** The cells of one metric, in the order of the arms. */
  public List<Cell> cells(String metric) {
    return cells.stream().filter(c -> c.metric().equals(metric)).toList();
  }

  /** Median and quartiles of a metric of an arm; empty where it has none. */
  String text(String metric, String arm) {
    return cells(metric).stream()
        .filter(c -> c.arm().equals(arm))
        .map(Cell::text)
        .findFirst()
        .orElse("");
  }

  /** The metrics that have a cell. */
  public List<String> metrics() {
    return cells.stream().map(Cell::metric).distinct().toList();
  }

  private Direction direction(String metric) {
    return directions.getOrDefault(metric, Direction.NEITHER);
  }

  /** The arm whose median is best, empty when nothing is measured or neither way is better. */
  public Optional<Cell> best(String metric) {
    return direction(metric) == Direction.NEITHER
        ? Optional.empty()
        : ranked(metric).stream().findFirst();
  }

  /** The cells of one metric, the best median first; as they are where neither way is better. */
  List<Cell> ranked(String metric) {
    Direction direction = direction(metric);
    return direction == Direction.NEITHER
        ? cells(metric)
        : cells(metric).stream()
            .sorted(Comparator.comparingDouble(c -> direction.asLoss(c.values().median())))
            .toList();
  }

  /** The best arm by median and those not shown to be worse than it, in the order of the arms. */
  public List<String> leaders(String metric) {
    String best = best(metric).map(Cell::arm).orElse("");
    return cells(metric).stream()
        .map(Cell::arm)
        .filter(arm -> arm.equals(best) || !shownWorse(metric, arm, best))
        .toList();
  }

  private boolean shownWorse(String metric, String arm, String best) {
    int worse = direction(metric) == Direction.HIGHER ? -1 : 1;
    return of(metric).stream()
        .anyMatch(
            c ->
                (c.left().equals(arm) && c.right().equals(best) && c.direction() == worse)
                    || (c.left().equals(best) && c.right().equals(arm) && c.direction() == -worse));
  }

  /** One line on a metric: who is best, or that the tests show nothing. */
  public String conclusion(String metric) {
    List<String> leaders = leaders(metric);
    String most = direction(metric) == Direction.HIGHER ? "highest" : "lowest";
    if (cells(metric).size() < 2) {
      return "Nothing to compare";
    }
    if (direction(metric) == Direction.NEITHER) {
      return "Not ranked: the folder does not say which way it is better";
    }
    if (of(metric).stream().allMatch(c -> c.test().isEmpty())) {
      return "Not tested: too few pairs of seeds";
    }
    if (leaders.size() == 1) {
      return leaders.get(0) + " is " + most;
    }
    if (leaders.size() > MOST_LEADERS && leaders.size() < cells(metric).size()) {
      return "No single winner; " + most + " median: " + best(metric).map(Cell::arm).orElse("");
    }
    return leaders.size() == cells(metric).size()
        ? "No difference shown"
        : "No single winner; " + most + ": " + String.join(", ", leaders);
  }
}
