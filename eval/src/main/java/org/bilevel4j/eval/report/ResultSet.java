package org.bilevel4j.eval.report;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
