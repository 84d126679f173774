package org.bilevel4j.cli.provenance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.grid.Grid;
import org.bilevel4j.eval.report.Directions;
import org.bilevel4j.eval.report.JsonText;

/** Where results come from: versions, machine, data, seeds, the words typed. */
public final class Provenance {
  private Provenance() {}

  /**
   * The text of {@code provenance.json}.
   *
   * @param tried what identifies data and options, and what each arm remarks
   * @param command the words typed; paths are cut to their last part
   */
  public static String of(Experiment e, String kernel, Grid.Tried tried, List<String> command) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("experiment", e.title());
    out.put("name", e.name());
    if (!e.compare().baseline().isEmpty()) {
      out.put("baseline", e.compare().baseline());
    }
    if (!e.compare().metrics().isEmpty()) {
      out.put("compared", String.join(",", e.compare().metrics()));
    }
    out.put(Directions.KEY, Directions.declared(tried.measures()));
    Map<String, String> arms = new LinkedHashMap<>();
    e.arms().forEach(arm -> arms.put(arm.slug(), arm.label()));
    out.put("arms", arms);
    e.sweep().ifPresent(s -> out.put("sweep", sweep(s, e)));
    out.put("version", ProgramVersion.text());
    GitCommit.ofProgram().ifPresent(commit -> out.put("commit", commit));
    out.put(
        "command",
        "bilevel4j " + String.join(" ", command.stream().map(Provenance::word).toList()));
    out.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    out.put("java", property("java.version") + " (" + property("java.vm.name") + ")");
    out.put(
        "system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    out.put("libraries", Libraries.versions());
    out.put("processors", Runtime.getRuntime().availableProcessors());
    out.put("kernel", kernel);
    out.put("seeds", e.seeds());
    Map<String, Map<String, String>> problems = tried.problems();
    boolean shared = problems.values().stream().distinct().count() == 1;
    out.put("data", shared ? problems.values().iterator().next() : problems);
    out.put("remarks", tried.remarks());
    return JsonText.of(out) + "\n";
  }

  /** As {@code org.bilevel4j.eval.report.SweepFit} reads it. */
  private static Map<String, Object> sweep(Experiment.Sweep s, Experiment e) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("axis", s.axis());
    out.put("measure", s.measure());
    s.expected().ifPresent(v -> out.put("expected", v));
    Map<String, Object> arms = new LinkedHashMap<>();
    for (Experiment.Arm a : e.arms()) {
      a.point().ifPresent(p -> arms.put(a.label(), Map.of("series", p.series(), "at", p.at())));
    }
    out.put("arms", arms);
    return out;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String word(String word) {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String head = word.substring(0, equals + 1);
    String value = word.substring(equals + 1);
    if (value.contains("/") && !value.contains("=")) {
      value = value.replaceAll("/+$", "");
      value = value.substring(value.lastIndexOf('/') + 1);
    }
    return head + (value.contains(" ") ? "'" + value + "'" : value);
  }
}
