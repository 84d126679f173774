package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.Description;
import org.bilevel4j.eval.statistics.Numbers;
import org.bilevel4j.eval.statistics.PairedComparison;

/** The report's tables; they can be read without a script. */
final class HtmlTables {
  private final ResultSet results;
  private final Findings findings;

  HtmlTables(ResultSet results, Findings findings) {
    this.results = results;
    this.findings = findings;
  }

  /** Final values per arm: median, quartiles and interval. */
  String finals() {
    List<List<String>> rows = new ArrayList<>();
    for (String metric : findings.metrics()) {
      Optional<String> best = findings.best(metric).map(Findings.Cell::arm);
      List<String> row = new ArrayList<>(List.of(Text.html(MetricNames.words(metric))));
      for (Arm arm : results.arms()) {
        row.add(
            findings.cells(metric).stream()
                .filter(c -> c.arm().equals(arm.label()))
                .findFirst()
                .map(c -> cell(c, best.filter(c.arm()::equals).isPresent()))
                .orElse("<span class=\"none\">not measured</span>"));
      }
      rows.add(row);
    }
    return byArm("Measure", rows);
  }

  /** A column per arm; where there are many, a row per arm. */
  private String byArm(String corner, List<List<String>> rows) {
    List<String> heads = heads(corner);
    if (!results.isCrowded() || rows.isEmpty()) {
      return HtmlPage.table(heads, rows);
    }
    List<String> turned = new ArrayList<>(List.of("Arm"));
    rows.forEach(r -> turned.add(r.get(0)));
    List<List<String>> lines = new ArrayList<>();
    for (int a = 1; a < heads.size(); a++) {
      int column = a;
      List<String> line = new ArrayList<>(List.of(heads.get(a)));
      rows.forEach(r -> line.add(r.get(column)));
      lines.add(line);
    }
    return HtmlPage.table(turned, lines);
  }

  private static String cell(Findings.Cell c, boolean best) {
    return (best ? "<b class=\"best\">" : "<b>")
        + Text.html(Numbers.text(c.values().median()))
        + "</b> <span class=\"spread\">["
        + Text.html(Numbers.text(c.values().lowerQuartile()))
        + ", "
        + Text.html(Numbers.text(c.values().upperQuartile()))
        + "]</span><br><span class=\"ci\">CI "
        + Text.html(c.interval().toString())
        + ", n = "
        + c.values().count()
        + "</span>";
  }

  /** The points of a sweep, then its exponents. */
  String sweep(SweepFit sweep) {
    List<List<String>> rows = new ArrayList<>();
    for (SweepFit.Line line : sweep.lines()) {
      double before = Double.NaN;
      for (SweepFit.Point p : line.points()) {
        Description v = p.values();
        rows.add(
            List.of(
                Text.html(line.name()),
                grouped(p.at()),
                "<b>" + Text.html(Numbers.text(v.median())) + "</b>",
                Text.html(Numbers.text(v.lowerQuartile()) + ", " + Numbers.text(v.upperQuartile())),
                Double.isNaN(before) ? "–" : Text.html(Numbers.text(v.median() / before)),
                String.valueOf(v.count())));
        before = v.median();
      }
    }
    StringBuilder sentences = new StringBuilder();
    sweep.sentences().forEach(s -> sentences.append("<p>").append(Text.html(s)).append(".</p>"));
    List<String> heads =
        List.of("Arm", Text.html(sweep.axis()), "Median", "Quartiles", "To the one before", "Runs");
    return sentences + HtmlPage.table(heads, rows);
  }

  /** The tests over seeds with their verdicts. */
  String tests() {
    return tests(findings.comparisons());
  }

  /** The tests over tasks with their verdicts; nothing where no metric has values per task. */
  String testsOverTasks() {
    return findings.overTasks().isEmpty()
        ? ""
        : "<h3>Over tasks</h3><p class=\"note\">A pair is a task, its values averaged over the seeds"
            + " that both arms finished: whether a difference holds from task to task, where the"
            + " tests above say whether it holds from seed to seed. Corrected together by Holm's"
            + " method, apart from those above.</p>"
            + tests(findings.overTasks());
  }

  private static String tests(List<PairedComparison> comparisons) {
    List<List<String>> rows = new ArrayList<>();
    for (PairedComparison c : comparisons) {
      rows.add(
          List.of(
              Text.html(MetricNames.words(c.metric())),
              "<span class=\"verdict d"
                  + (c.direction() + 1)
                  + "\">"
                  + Text.html(c.words())
                  + "</span>",
              Text.html(Numbers.text(c.medianDifference())),
              Text.html(c.interval().toString()),
              c.test().map(t -> Text.html(p(t.p()))).orElse("–"),
              c.test().map(t -> Text.html(p(c.adjusted()))).orElse("–"),
              String.valueOf(c.pairs())));
    }
    return HtmlPage.table(
        List.of("Measure", "Verdict", "Median difference", "95 % CI", "p", "p (Holm)", "Pairs"),
        rows);
  }

  private static String p(double p) {
    return p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** Steps, samples, seconds, calls: medians over the sound runs. */
  String cost() {
    List<List<String>> rows = new ArrayList<>();
    costRow(rows, "Iterations", s -> s.end().orElseThrow().steps());
    costRow(rows, "Samples", s -> s.end().orElseThrow().samples());
    costRow(rows, "Seconds", s -> s.end().orElseThrow().seconds());
    for (String column : results.columns()) {
      if (MetricNames.isCalls(column)) {
        String kind = column.substring("calls.".length()).replace('_', ' ');
        costRow(rows, "Calls: " + kind, s -> s.series().last(column));
      }
    }
    costRow(rows, "Calls, all kinds", s -> s.series().last(MetricNames.CALLS));
    return byArm("Median per run", rows);
  }

  private void costRow(List<List<String>> rows, String name, ToDoubleFunction<SeedRun> value) {
    List<String> row = new ArrayList<>(List.of(Text.html(name)));
    boolean any = false;
    for (Arm arm : results.arms()) {
      double[] v =
          arm.sound().stream().mapToDouble(value).filter(Double::isFinite).sorted().toArray();
      any |= v.length > 0;
      row.add(v.length == 0 ? "–" : grouped(Description.median(v)));
    }
    if (any) {
      rows.add(row);
    }
  }

  private static String grouped(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) v).replace(",", "\u202F")
        : Text.html(Numbers.text(v));
  }

  /** Runs that did not end well, or a word that all did. */
  String failures() {
    List<List<String>> rows = new ArrayList<>();
    for (Arm arm : results.arms()) {
      for (SeedRun s : arm.seeds()) {
        if (!s.sound()) {
          rows.add(
              List.of(
                  Text.html(arm.label()),
                  String.valueOf(s.seed()),
                  Text.html(s.end().map(SeedRun.End::outcome).orElse("UNFINISHED")),
                  grouped(Math.max(0, s.series().last(Series.STEP))),
                  Text.html(s.end().map(SeedRun.End::message).orElse("no result.json yet"))));
        }
      }
    }
    return rows.isEmpty()
        ? "<p class=\"fine\">All " + results.runs().size() + " runs finished without a failure.</p>"
        : "<p>These runs are left out of the tables and tests; their curves are drawn.</p>"
            + HtmlPage.table(List.of("Arm", "Seed", "Outcome", "Last step", "Why"), rows);
  }

  /** What the arms have to say. */
  String remarks() {
    List<List<String>> rows = new ArrayList<>();
    results
        .remarks()
        .forEach((arm, all) -> all.forEach(t -> rows.add(List.of(Text.html(arm), Text.html(t)))));
    return rows.isEmpty() ? "" : HtmlPage.table(List.of("Arm", "Remark"), rows);
  }

  /** Versions, checksums, machine. */
  String provenance() {
    List<List<String>> rows = new ArrayList<>();
    results
        .provenance()
        .forEach((k, v) -> rows.add(List.of(Text.html(k), "<code>" + Text.html(v) + "</code>")));
    return rows.isEmpty() ? "<p>None recorded.</p>" : HtmlPage.table(List.of("Key", "Value"), rows);
  }

  private List<String> heads(String first) {
    List<String> heads = new ArrayList<>(List.of(first));
    for (int a = 0; a < results.arms().size(); a++) {
      heads.add(
          "<i class=\"dot a"
              + a % Palette.COUNT
              + "\"></i>"
              + Text.html(results.arms().get(a).label()));
    }
    return heads;
  }
}
