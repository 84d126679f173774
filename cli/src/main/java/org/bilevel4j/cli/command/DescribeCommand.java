package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.bilevel4j.cli.catalogue.CatalogueJson;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.ExperimentLibrary;
import org.bilevel4j.cli.console.TextTable;
import org.bilevel4j.cli.console.TextWrap;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Basis;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.ParamInfo;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.solver.Capability;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.Dataset;
import org.bilevel4j.eval.report.JsonText;
import org.bilevel4j.solvers.estimators.Hypergradient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j describe NAME}: what it is, where it comes from, its parameters. */
@Command(
    name = "describe",
    description =
        "Describe a solver, an application, an experiment, an estimator, an oracle, a data set or a"
            + " metric.",
    mixinStandardHelpOptions = true)
public final class DescribeCommand implements Runnable {
  private static final int WIDTH = 96;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "a name that 'list' shows")
  private String name = "";

  @Option(names = "--json", description = "Print one JSON object: kind to a list of entries.")
  private boolean json;

  @Override
  public void run() {
    Catalogues offers = Catalogues.load();
    if (json) {
      spec.commandLine().getOut().println(JsonText.of(named(offers)));
      spec.commandLine().getOut().flush();
      return;
    }
    ExperimentLibrary experiments = offers.experiments();
    Looked looked = new Looked(name);
    looked.in(offers.solvers(), DescribeCommand::solver);
    looked.in(offers.applications(), DescribeCommand::application);
    looked.in(offers.estimators(), DescribeCommand::estimator);
    looked.in(offers.oracles(), DescribeCommand::oracle);
    looked.in(offers.datasets(), (text, e) -> dataset(text, e, offers.applications().entries()));
    looked.in(offers.objectives(), (text, e) -> plain(text, "objective", e));
    looked.in(offers.metrics(), (text, e) -> plain(text, "metric", e));
    looked.known.addAll(experiments.titles().keySet());
    if (experiments.titles().containsKey(name)) {
      experiment(looked.named, experiments, offers);
    }
    List<String> text = looked.text();
    PrintWriter out = spec.commandLine().getOut();
    text.subList(0, text.size() - 1).forEach(out::println);
    out.flush();
  }

  /** The entries of this name or alias, by kind. */
  private Map<String, List<Map<String, Object>>> named(Catalogues offers) {
    Map<String, List<Map<String, Object>>> found = new LinkedHashMap<>();
    Set<String> known = new TreeSet<>();
    new CatalogueJson(offers)
        .entries(Set.of())
        .forEach(
            (kind, all) -> {
              all.forEach(e -> known.add(String.valueOf(e.get("name"))));
              List<Map<String, Object>> own =
                  all.stream()
                      .filter(
                          e ->
                              name.equals(e.get("name"))
                                  || (e.get("aliases") instanceof List<?> a && a.contains(name)))
                      .toList();
              if (!own.isEmpty()) {
                found.put(kind, own);
              }
            });
    if (found.isEmpty()) {
      throw Names.unknown("name", name, known);
    }
    return found;
  }

  /**
   * What a name means: the entries of that name, of whatever kind, else those it is an alias of.
   */
  private static final class Looked {
    private static final int SHOWN = 5;

    private final String name;
    private final List<String> named = new ArrayList<>();
    private final List<String> aliased = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();

    Looked(String name) {
      this.name = name;
    }

    <C extends Component> void in(Catalogue<C> all, BiConsumer<List<String>, Entry<C>> describe) {
      known.addAll(all.names());
      if (all.names().contains(name)) {
        Entry<C> entry = all.get(name);
        describe.accept(entry.name().equals(name) ? named : aliased, entry);
      }
    }

    List<String> text() {
      if (named.isEmpty() && aliased.isEmpty()) {
        throw Names.unknown("name", name, Names.nearest(name, known, SHOWN));
      }
      return named.isEmpty() ? aliased : named;
    }
  }

  private void experiment(List<String> text, ExperimentLibrary experiments, Catalogues offers) {
    Experiment e = offers.loader().load(name, List.of(), List.of());
    text.add("experiment " + name + ", started with: bilevel4j run " + name);
    field(text, "watched", watched(e.watched(), problem(e.application())));
    field(text, "diverged", diverged(e.stop()));
    text.add("");
    experiments.find(name).text().lines().forEach(line -> text.add("  " + line));
    text.add("");
  }

  private static void dataset(
      List<String> text, Entry<Dataset> e, List<Entry<ApplicationFactory>> applications) {
    text.add("data set " + e.name());
    field(text, "title", e.title());
    field(text, "size", e.component().size());
    field(text, "source", e.source());
    field(text, "licence", e.component().licence());
    String users =
        applications.stream()
            .filter(a -> a.component().datasets().contains(e.name()))
            .map(Entry::name)
            .collect(Collectors.joining(", "));
    field(text, "read by", users);
    field(text, "found", "'data' shows where");
    text.add("");
  }

  private static void solver(List<String> text, Entry<Solver<?>> e) {
    text.add("solver " + e.name() + also(e.aliases()));
    field(text, "title", e.title());
    field(text, "source", e.source());
    field(text, "differs", e.differs());
    if (e.basis() != Basis.PAPER) {
      field(text, "basis", e.basis().name().toLowerCase(Locale.ROOT));
    }
    Solver<?> solver = e.component();
    Requirements r = solver.requirements();
    field(text, "needs", r.calls().stream().sorted().map(OracleCall::label).toList().toString());
    field(text, "duals", r.duals().stream().sorted().toList().toString());
    field(text, "can", words(Capability.of(solver)));
    field(text, "cost", cost(solver.cost()) + " (per step and sampled block, default parameters)");
    parameters(text, Records.describe(solver.params()));
  }

  private static String words(Set<Capability> can) {
    return can.stream().map(Capability::label).collect(Collectors.joining(", "));
  }

  private static String cost(Cost cost) {
    return cost.calls().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .map(
            c ->
                (c.getValue().least() == c.getValue().most()
                        ? "" + c.getValue().least()
                        : c.getValue().least() + " to " + c.getValue().most())
                    + " "
                    + c.getKey().label())
        .collect(Collectors.joining(", "));
  }

  private static void application(List<String> text, Entry<ApplicationFactory> e) {
    head(text, "application", e);
    List<String> datasets = e.component().datasets();
    field(text, "data sets", datasets.isEmpty() ? "none" : String.join(", ", datasets));
    text.add("");
    TextWrap.lines(e.component().formulation(), WIDTH).forEach(line -> text.add("  " + line));
    text.add("");
    Optional<BilevelProblem> problem = problem(e.component());
    field(text, "watched", watched(WatchedValue.OBJECTIVE, problem));
    problem.flatMap(DescribeCommand::hidden).ifPresent(h -> field(text, "hidden", h));
    parameters(text, e.parameters());
  }

  /** With its defaults; empty where what it reads is not here, or a parameter has no default. */
  private static Optional<BilevelProblem> problem(ApplicationFactory application) {
    try {
      return Optional.of(application.create(Optional.empty(), 1).problem());
    } catch (UserError missing) {
      return Optional.empty();
    }
  }

  /** Products that answers contain besides what they are asked for; empty where none does. */
  private static Optional<String> hidden(BilevelProblem problem) {
    return Arrays.stream(OracleCall.values())
        .filter(c -> problem.hiddenProducts(c) > 0)
        .map(c -> c.label() + " contains " + problem.hiddenProducts(c))
        .reduce((all, next) -> all + ", " + next)
        .map(all -> "Hessian-vector products: " + all);
  }

  /** What steers runs of an application. */
  private static String watched(WatchedValue value, Optional<BilevelProblem> problem) {
    return problem
            .map(value::words)
            .orElse("max_i f_i for a worst case over blocks, otherwise the mean or sum of f_i")
        + " on all validation rows: steers the best iterate, targets, stalls and plateaus; key"
        + " 'watched' of an experiment, 'watched=weighted' of a plateau";
  }

  private static String diverged(Experiment.Stop stop) {
    return stop.divergence().isEmpty()
        ? "where a number is not finite"
        : String.format(
            Locale.ROOT,
            "where an entry of the iterate or a loss grows by a factor of %.3g; key"
                + " 'stop.divergence', a number or none",
            stop.divergence().getAsDouble());
  }

  private static void estimator(List<String> text, Entry<Hypergradient> e) {
    head(text, "estimator", e);
    field(text, "error", e.component().error());
    boolean second = e.component().secondOrder();
    field(text, "asks for", second ? "second derivatives of g" : "gradients and values");
    parameters(text, e.parameters());
  }

  private static void oracle(List<String> text, Entry<OracleFactory> e) {
    head(text, "oracle", e);
    field(text, "error", e.component().error());
    field(text, "used by", "the key 'oracle' of an experiment or an arm, 'solve --oracle'");
    parameters(text, e.parameters());
  }

  private static void plain(List<String> text, String kind, Entry<?> e) {
    head(text, kind, e);
    parameters(text, e.parameters());
  }

  private static void head(List<String> text, String kind, Entry<?> e) {
    text.add(kind + " " + e.name() + also(e.aliases()));
    field(text, "title", e.title());
    field(text, "source", e.source());
    if (!e.differs().equals("nothing")) {
      field(text, "differs", e.differs());
    }
  }

  private static String also(List<String> aliases) {
    return aliases.isEmpty() ? "" : " (also " + String.join(", ", aliases) + ")";
  }

  private static void field(List<String> text, String key, String value) {
    List<String> lines = TextWrap.lines(value.isBlank() ? "-" : value, WIDTH - 12);
    for (int l = 0; l < lines.size(); l++) {
      text.add(String.format("  %-10s %s", l == 0 ? key : "", lines.get(l)).stripTrailing());
    }
  }

  private static void parameters(List<String> text, List<ParamInfo> all) {
    text.add("");
    if (all.isEmpty()) {
      text.add("  no parameters");
    } else {
      TextTable table = new TextTable().row("parameter", "default", "symbol", "range", "meaning");
      for (ParamInfo p : all) {
        String range = p.range().isEmpty() ? p.type() : p.range();
        table.row(p.name(), p.value(), p.symbol(), range, p.meaning());
      }
      table.lines().forEach(line -> text.add("  " + line));
    }
    text.add("");
  }
}
