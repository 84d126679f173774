package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The names of a run folder's columns: {@code
 * SET.METRIC.worst|mean|gap|spread|undefined|task.NAME}, the same with {@code exact.} before it at
 * the re-solved lower level, {@code calls.KIND}, {@code weights.NAME} and a few that stand alone.
 */
final class MetricNames {
  /** Sum of all {@code calls.*}; made by the reader. */
  static final String CALLS = "calls";

  static final String WEIGHTS_GAP = "weights.gap";
  private static final String WEIGHTS = "weights.";
  private static final String TASK = ".task.";
  private static final List<String> SETS = List.of("validation", "test", "unseen");
  private static final List<String> KINDS = List.of("worst", "mean", "gap", "spread", "undefined");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("step", "iterations"),
          Map.entry("samples", "samples"),
          Map.entry("seconds", "seconds"),
          Map.entry(CALLS, "oracle calls"),
          Map.entry("stationarity", "Stationarity (gradient norm)"),
          Map.entry("optimum.distance", "Distance to the solution"),
          Map.entry("optimum.gap", "Objective above its least value"),
          Map.entry("optimum.worst-gap", "Worst objective above its least value"),
          Map.entry("optimum.weights-gap", "Gap of the weights, closed form"),
          Map.entry("optimum.stationarity", "Squared gradient, closed form"),
          Map.entry("prox.residual", "Proximal residual of x"),
          Map.entry("lower.gap", "Largest lower-level gap, squared"),
          Map.entry("prox.worst.residual", "Proximal residual of the worst task"),
          Map.entry("dual.gap", "Gap of the dual"),
          Map.entry(WEIGHTS_GAP, "Gap of the weights"),
          Map.entry("step.length", "Length of the x update"));

  private MetricNames() {}

  static boolean isAxis(String name) {
    return name.equals("step")
        || name.equals("samples")
        || name.equals("seconds")
        || name.equals(CALLS);
  }

  static boolean isCalls(String name) {
    return name.startsWith("calls.");
  }

  static boolean isWeight(String name) {
    return name.startsWith(WEIGHTS) && !name.equals(WEIGHTS_GAP);
  }

  /** The block of a weight's column. */
  static String block(String weight) {
    return weight.substring(WEIGHTS.length());
  }

  static boolean isTask(String name) {
    return name.contains(TASK);
  }

  /** The part before the task: {@code test.loss} of {@code test.loss.task.A-B}. */
  static String taskGroup(String name) {
    return name.substring(0, name.indexOf(TASK));
  }

  /** The part before the task, where there is one; otherwise the name. */
  static String stem(String name) {
    return isTask(name) ? taskGroup(name) : name;
  }

  static String task(String name) {
    return name.substring(name.indexOf(TASK) + TASK.length());
  }

  /** A metric with one value a run: neither axis nor count, weight or task. */
  static boolean isScalar(String name) {
    return !isAxis(name) && !isCalls(name) && !isWeight(name) && !isTask(name);
  }

  /** Scalar metrics, losses of validation and test first. */
  static List<String> scalars(Collection<String> names) {
    List<String> found = new ArrayList<>(names.stream().filter(MetricNames::isScalar).toList());
    found.sort(Comparator.comparingInt(MetricNames::rank));
    return List.copyOf(found);
  }

  private static int rank(String name) {
    int first = name.indexOf('.');
    int last = name.lastIndexOf('.');
    int kind = KINDS.indexOf(name.substring(last + 1));
    if (name.startsWith("exact.") || first == last || kind < 0) {
      return name.startsWith("exact.") ? 2000 : 1000;
    }
    int set = SETS.indexOf(name.substring(0, first));
    boolean loss = name.substring(first + 1, last).equals("loss");
    return 100 * (loss ? 0 : 1) + 10 * (set < 0 ? SETS.size() : set) + kind;
  }

  /** The name for people: "Test loss, worst task". */
  static String words(String name) {
    String known = WORDS.get(name);
    if (known != null) {
      return known;
    }
    if (name.startsWith("exact.")) {
      return words(name.substring("exact.".length())) + " (lower level re-solved)";
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (KINDS.contains(last) && !last.equals(name)) {
      String kind =
          switch (last) {
            case "worst" -> ", worst task";
            case "mean" -> ", mean over tasks";
            case "spread" -> ", standard deviation over tasks";
            case "undefined" -> ", tasks without a value";
            default -> ", worst minus mean";
          };
      String stem = name.substring(0, name.length() - last.length() - 1);
      return spoken(stem) + kind;
    }
    return spoken(name);
  }

  /** "test.pauc@0.1" is "Test pAUC@0.1". */
  private static String spoken(String name) {
    String spaced = name.replaceAll("\\.(?!\\d)", " ").replaceAll("\\b(p?)auc\\b", "$1AUC");
    spaced = spaced.replace("average-precision", "average precision");
    return spaced.startsWith("pAUC") ? spaced : capital(spaced);
  }

  private static String capital(String s) {
    return s.isEmpty() ? s : s.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + s.substring(1);
  }
}
