package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bilevel4j.cli.catalogue.CatalogueJson;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.console.TextTable;
import org.bilevel4j.cli.console.TextWrap;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.solver.Capability;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.Dataset;
import org.bilevel4j.eval.report.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j list}: names and titles of what is there. */
@Command(
    name = "list",
    description =
        "List solvers, applications, objectives, data sets, experiments, estimators, oracles or"
            + " metrics.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Runnable {
  private static final String SOLVERS = "solvers";
  private static final int TITLE = 40;
  private static final int WIDTH = 98;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "experiments, applications, solvers, estimators, objectives, oracles, datasets or metrics;"
              + " all when absent")
  private String kind = "";

  @Option(
      names = "--can",
      paramLabel = "LETTERS",
      description = "Only solvers that can all of it, letters as in the legend, as in BX.")
  private String can = "";

  @Option(names = "--json", description = "Print one JSON object: kind to a list of entries.")
  private boolean json;

  @Override
  public void run() {
    if (!can.isEmpty() && !kind.equals(SOLVERS)) {
      throw new UserError("list: --can goes with solvers.", "'list solvers --can " + can + "'.");
    }
    Set<Capability> wanted = Capability.parse(can);
    Catalogues offers = Catalogues.load();
    if (json) {
      printJson(offers, wanted);
      return;
    }
    Map<String, Supplier<TextTable>> kinds = new LinkedHashMap<>();
    kinds.put("experiments", () -> experiments(offers));
    kinds.put("applications", () -> titles(offers.applications()));
    kinds.put(SOLVERS, () -> solvers(offers, wanted));
    kinds.put("estimators", () -> sources(offers.estimators()));
    kinds.put("objectives", () -> titles(offers.objectives()));
    kinds.put("oracles", () -> titles(offers.oracles()));
    kinds.put("datasets", () -> datasets(offers));
    kinds.put("metrics", () -> titles(offers.metrics()));
    PrintWriter out = spec.commandLine().getOut();
    if (kind.isEmpty()) {
      Map<String, TextTable> all = new LinkedHashMap<>(); // all of them, or an error and none
      kinds.forEach((name, table) -> all.put(name, table.get()));
      all.forEach((name, table) -> print(out, name, table));
    } else if (kinds.containsKey(kind)) {
      print(out, kind, kinds.get(kind).get());
    } else {
      throw Names.unknown("kind", kind, kinds.keySet());
    }
    out.flush();
  }

  private static void print(PrintWriter out, String name, TextTable table) {
    out.println(name);
    if (name.equals(SOLVERS)) {
      legend().forEach(line -> out.println("  " + line));
    }
    table.lines().forEach(line -> out.println("  " + line));
    if (table.isEmpty()) {
      out.println("  (none on the class path)");
    }
  }

  private static TextTable experiments(Catalogues offers) {
    TextTable table = new TextTable();
    offers.experiments().titles().forEach(table::row);
    return table;
  }

  private static TextTable titles(Catalogue<?> catalogue) {
    TextTable table = new TextTable();
    for (Entry<?> e : catalogue.entries()) {
      table.row(e.name(), e.title());
    }
    return table;
  }

  /** One row per solver and as many as its title needs. */
  private static TextTable solvers(Catalogues offers, Set<Capability> wanted) {
    TextTable table = new TextTable().row("solver", "can", "duals", "title");
    for (Entry<Solver<?>> e : offers.solvers().entries()) {
      Solver<?> solver = e.component();
      if (!Capability.of(solver).containsAll(wanted)) {
        continue;
      }
      String duals =
          solver.requirements().duals().stream()
              .sorted()
              .map(k -> k == DualSide.Kind.PER_BLOCK ? "block" : k.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(" "));
      List<String> title = TextWrap.lines(e.title(), TITLE);
      table.row(e.name(), letters(Capability.of(solver)), duals, title.get(0));
      title.stream().skip(1).forEach(line -> table.row("", "", "", line));
    }
    return table;
  }

  private static List<String> legend() {
    return TextWrap.lines(Capability.legend() + "; more of each by 'describe NAME'", WIDTH);
  }

  private void printJson(Catalogues offers, Set<Capability> wanted) {
    Map<String, List<Map<String, Object>>> all = new CatalogueJson(offers).entries(wanted);
    if (!kind.isEmpty() && !all.containsKey(kind)) {
      throw Names.unknown("kind", kind, all.keySet());
    }
    all.keySet().removeIf(k -> !kind.isEmpty() && !k.equals(kind));
    spec.commandLine().getOut().println(JsonText.of(all));
    spec.commandLine().getOut().flush();
  }

  private static String letters(Set<Capability> can) {
    StringBuilder out = new StringBuilder();
    for (Capability c : Capability.values()) {
      out.append(can.contains(c) ? c.letter() : '.');
    }
    return out.toString();
  }

  private static TextTable sources(Catalogue<?> catalogue) {
    TextTable table = new TextTable();
    for (Entry<?> e : catalogue.entries()) {
      table.row(e.name(), e.title(), e.source());
    }
    return table;
  }

  private static TextTable datasets(Catalogues offers) {
    TextTable table = new TextTable();
    for (Entry<Dataset> e : offers.datasets().entries()) {
      table.row(e.name(), e.title(), e.component().size());
    }
    return table;
  }
}
