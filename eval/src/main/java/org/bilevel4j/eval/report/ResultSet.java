package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bilevel4j.core.application.Direction;

/**
 * What an experiment measured: arms x seeds x named series, and the final values.
 *
 * @param title name of the experiment
 * @param arms the methods compared, in the order in which they are shown
 * @param configuration text of the resolved configuration, empty when missing
 * @param provenance versions, checksums, machine: key to value, nested keys joined by dots
 */
public record ResultSet(
    String title, List<Arm> arms, String configuration, Map<String, String> provenance) {

  /** Key of provenance in front of a label: what identifies the data of an arm. */
  static final String DATA_OF = "dataOf.";

  /** Key of provenance in front of the number of a note. */
  static final String NOTE = "note.";

  /**
   * One method.
   *
   * @param slug its folder name
   * @param label its name for people
   * @param seeds its runs, by ascending seed
   */
  public record Arm(String slug, String label, List<SeedRun> seeds) {
    /** The runs that finished without a failure. */
    public List<SeedRun> sound() {
      return seeds.stream().filter(SeedRun::sound).toList();
    }

    /** Final values of one metric by seed, sound runs that measured it only. */
    public Map<Long, Double> finals(String metric) {
      return sound().stream()
          .filter(s -> Double.isFinite(s.finalValue(metric)))
          .collect(Collectors.toMap(SeedRun::seed, s -> s.finalValue(metric)));
    }
  }

  /** Copies the lists; the baseline, where provenance names one, becomes the first arm. */
  public ResultSet {
    String baseline = provenance.getOrDefault("baseline", "");
    arms =
        Stream.concat(
                arms.stream().filter(a -> a.label().equals(baseline)),
                arms.stream().filter(a -> !a.label().equals(baseline)))
            .toList();
  }

  /** Whether the first arm is the one that all others are compared with. */
  public boolean hasBaseline() {
    return !arms.isEmpty() && arms.get(0).label().equals(provenance.get("baseline"));
  }

  /** The metrics that the experiment compares; empty when it leaves the choice to the report. */
  public List<String> compared() {
    String names = provenance.getOrDefault("compared", "");
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }

  /** What limits the comparison of arms from several folders, one sentence each. */
  public List<String> notes() {
    return provenance.entrySet().stream()
        .filter(e -> e.getKey().startsWith(NOTE))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What identifies the data of an arm, empty where provenance does not say. */
  String data(String label) {
    String own = provenance.get(DATA_OF + label);
    if (own != null) {
      return own;
    }
    Map<String, String> found = new TreeMap<>();
    String nested = "data." + label + ".";
    boolean each = provenance.keySet().stream().anyMatch(k -> k.startsWith(nested));
    provenance.forEach(
        (key, value) -> {
          if (key.startsWith(each ? nested : "data.")) {
            found.put(key.substring((each ? nested : "data.").length()), value);
          }
        });
    return found.isEmpty() ? "" : found.toString();
  }

  /** Which way a column, or a group of tasks' columns, is better. */
  public Direction direction(String column) {
    return Directions.of(column, provenance);
  }

  /** Whether equal seeds of two arms drew from the same data. */
  boolean haveSameData(String left, String right) {
    return !provenance.containsKey(DATA_OF + left) || data(left).equals(data(right));
  }

  /** What provenance says an arm had to say before its runs, under another label. */
  Map<String, String> saidBefore(String label, String renamed) {
    Map<String, String> said = new LinkedHashMap<>();
    String prefix = "remarks." + label + ".";
    provenance.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            said.put("remarks." + renamed + "." + key.substring(prefix.length()), text);
          }
        });
    return said;
  }

  /** Whether there are more arms than a reader tells apart at a glance. */
  boolean isCrowded() {
    return arms.size() > 12;
  }

  /**
   * What each arm has to say, by label: what was known before its runs, then what they found. A
   * sentence that not all finished seeds say names those that do.
   */
  public Map<String, List<String>> remarks() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Arm arm : arms) {
      Map<String, List<Long>> said = new LinkedHashMap<>();
      saidBefore(arm.label(), arm.label()).values().forEach(t -> said.put(t, new ArrayList<>()));
      for (SeedRun s : arm.seeds()) {
        s.end()
            .map(SeedRun.End::remarks)
            .orElse(List.of())
            .forEach(text -> said.computeIfAbsent(text, t -> new ArrayList<>()).add(s.seed()));
      }
      long finished = arm.seeds().stream().filter(s -> s.end().isPresent()).count();
      all.put(
          arm.label(),
          said.entrySet().stream().map(e -> e.getKey() + of(e.getValue(), finished)).toList());
    }
    return all;
  }

  private static String of(List<Long> seeds, long finished) {
    return seeds.isEmpty() || seeds.size() == finished ? "" : " (of seeds " + seeds + ")";
  }

  /** All columns of all runs' series, those of the first run first. */
  public List<String> columns() {
    Set<String> names = new LinkedHashSet<>();
    runs().forEach(s -> names.addAll(s.series().columns()));
    return List.copyOf(names);
  }

  /** All names of final values of all sound runs, in their order. */
  public List<String> finalMetrics() {
    Set<String> names = new LinkedHashSet<>();
    arms.forEach(a -> a.sound().forEach(s -> names.addAll(s.finalMetrics())));
    return List.copyOf(names);
  }

  /** All seeds of all arms, ascending. */
  public Collection<Long> seeds() {
    return runs().stream().map(SeedRun::seed).collect(Collectors.toCollection(TreeSet::new));
  }

  /** All runs, arm by arm. */
  public List<SeedRun> runs() {
    return arms.stream().flatMap(a -> a.seeds().stream()).toList();
  }
}
