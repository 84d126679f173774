package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bilevel4j.eval.report.ResultSet.Arm;

/**
 * The results of several run folders as those of one experiment. An arm whose label stands in more
 * than one folder gets the folder's name behind it. Arms are compared on equal seeds where their
 * folders used the same data and nowhere else; {@link ResultSet#notes()} says where not.
 */
public final class JoinedResults {
  private final Map<String, ResultSet> folders;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, String> provenance = new LinkedHashMap<>();

  /**
   * Joins.
   *
   * @param folders results by the name of their folder, at least two
   */
  public JoinedResults(Map<String, ResultSet> folders) {
    this.folders = new LinkedHashMap<>(folders);
  }

  /** All arms of all folders. */
  public ResultSet results() {
    Map<String, Long> uses =
        folders.values().stream()
            .flatMap(r -> r.arms().stream())
            .collect(Collectors.groupingBy(Arm::label, Collectors.counting()));
    String title = String.join(" and ", titles());
    provenance.put("experiment", title);
    List<Arm> arms = new ArrayList<>();
    StringBuilder configuration = new StringBuilder();
    folders.forEach(
        (folder, results) -> {
          for (Arm arm : results.arms()) {
            boolean clash = uses.getOrDefault(arm.label(), 0L) > 1;
            String label = clash ? arm.label() + " (" + folder + ")" : arm.label();
            arms.add(new Arm(Text.slug(label), label, arm.seeds()));
            provenance.put(ResultSet.DATA_OF + label, results.data(arm.label()));
            results.saidBefore(arm.label(), label).forEach(provenance::put);
          }
          Directions.copy(results.provenance(), provenance);
          results.provenance().forEach((key, value) -> provenance.put(folder + "." + key, value));
          configuration.append("# ").append(folder).append('\n').append(results.configuration());
        });
    noteData();
    noteSeeds();
    for (int n = 0; n < notes.size(); n++) {
      provenance.put(ResultSet.NOTE + n, notes.get(n));
    }
    return new ResultSet(title, arms, configuration.toString(), provenance);
  }

  private List<String> titles() {
    return folders.values().stream().map(ResultSet::title).distinct().toList();
  }

  private void noteData() {
    Map<String, List<String>> byData = new LinkedHashMap<>();
    folders.forEach(
        (folder, results) ->
            results.arms().stream()
                .map(a -> results.data(a.label()))
                .distinct()
                .forEach(d -> byData.computeIfAbsent(d, k -> new ArrayList<>()).add(folder)));
    if (byData.size() > 1) {
      notes.add(
          "Arms are tested against each other only where their data are the same: "
              + byData.values().stream()
                  .map(f -> String.join(" and ", f))
                  .collect(Collectors.joining("; "))
              + ".");
    }
  }

  private void noteSeeds() {
    Map<TreeSet<Long>, List<String>> bySeeds = new LinkedHashMap<>();
    folders.forEach(
        (folder, results) ->
            bySeeds
                .computeIfAbsent(new TreeSet<>(results.seeds()), k -> new ArrayList<>())
                .add(folder));
    if (bySeeds.size() > 1) {
      notes.add(
          "The folders have different seeds, only common ones are paired: "
              + bySeeds.entrySet().stream()
                  .map(e -> String.join(" and ", e.getValue()) + " has " + e.getKey())
                  .collect(Collectors.joining("; "))
              + ".");
    }
  }
}
