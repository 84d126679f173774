package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.console.TextTable;
import org.bilevel4j.cli.console.TextWrap;
import org.bilevel4j.cli.grid.Grid;
import org.bilevel4j.cli.grid.GridEstimate;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.config.Records;

/** What {@code run --dry-run} prints: the checked grid and what it will cost. */
final class DryRun {
  private static final int WIDTH = 100;

  private DryRun() {}

  static void print(Grid.Tried tried, RunContext context, PrintWriter out) {
    Experiment e = tried.experiment();
    GridEstimate cost = GridEstimate.of(tried, context);
    out.printf("%s: %d arms x %d seeds%n", e.title(), e.arms().size(), e.seeds().size());
    TextTable table = new TextTable().row("arm", "steps", "one run", "step sizes");
    for (Experiment.Arm arm : e.arms()) {
      List<String> sizes = sizes(arm);
      double seconds = cost.seconds().getOrDefault(arm.label(), 0.0);
      table.row(arm.label(), "" + arm.steps(), time(seconds), sizes.isEmpty() ? "-" : sizes.get(0));
      sizes.stream().skip(1).forEach(line -> table.row("", "", "", line));
    }
    table.lines().forEach(out::println);
    out.println("Time: about " + time(cost.total()) + " on " + context.threads() + " threads.");
    out.printf(
        "Memory: about %d MB of the %d MB that Java may use.%n",
        cost.heap() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    String enough = "The tests on " + e.seeds().size() + " seeds: they can show a difference.";
    if (e.arms().size() > 1 && e.sweep().isEmpty()) {
      TextWrap.lines(tried.shortage().orElse(enough), WIDTH).forEach(out::println);
    }
    out.flush();
  }

  private static List<String> sizes(Experiment.Arm arm) {
    Map<String, String> all = Records.toMap(arm.parameters());
    String text =
        StepSizes.names(arm.parameters()).stream()
            .filter(all::containsKey)
            .map(name -> name + " = " + all.get(name))
            .collect(Collectors.joining(", "));
    return TextWrap.lines(text, WIDTH / 2);
  }

  private static String time(double seconds) {
    return seconds < 90
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : seconds < 5400
            ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
