package org.bilevel4j.docs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bilevel4j.core.catalogue.Basis;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.ParamInfo;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Capability;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.testkit.ReferenceProblems;

/** The text of SOLVERS.md, all of it from the catalogue. */
final class SolversPage {
  private static final String HEAD =
      """
      # Solvers

      Generated from the catalogue by `SolversPageTest`; edit the solvers, not this page.

      ## What each can do

      At default parameters: MORBiT with five lower steps has no single loop, and an estimator without second derivatives makes its solver Hessian-free; `bsg` with `estimator=kkt` keeps lower sets and handles lower constraints. The contract tests hold every mark against what a solver does.

      """;

  private static final String BASIS =
      """

      *Reconstruction*: rebuilt from the published problem statement and abstract, since nothing else of the paper could be reached; it may differ from it in detail, and no number of the paper is claimed. *Ours*: put together here from published parts.
      """;

  private static final String ESTIMATORS =
      """

      ## Estimators

      How grad_x f - J H^-1 grad_y f is estimated, where the solver does not fix it: parameter `estimator`, written like `neumann(terms=10, step=0.5)`. Cost is per direction and block after one lower step, at default parameters.

      | name | what it is | source | cost | parameters |
      | --- | --- | --- | --- | --- |
      """;

  private final StringBuilder out = new StringBuilder();

  private SolversPage() {}

  static String text() {
    SolversPage page = new SolversPage();
    List<Entry<Solver<?>>> ours =
        Catalogue.load(Solver.KIND).entries().stream()
            .filter(
                e -> e.component().getClass().getPackageName().startsWith("org.bilevel4j.solvers"))
            .toList();
    page.out.append(HEAD);
    page.properties(ours);
    page.out.append(BASIS);
    page.out.append(ESTIMATORS);
    Catalogue.load(Hypergradient.KIND).entries().forEach(page::estimator);
    page.families(ours);
    return page.out.toString();
  }

  private void properties(List<Entry<Solver<?>>> entries) {
    List<String> heads = new ArrayList<>(List.of("solver"));
    for (Capability c : Capability.values()) {
      heads.add(c.label());
    }
    heads.addAll(List.of("duals", "state per block", "basis"));
    row(heads);
    row(heads.stream().map(h -> "---").toList());
    for (Entry<Solver<?>> e : entries) {
      Solver<?> solver = e.component();
      Set<Capability> can = Capability.of(solver);
      List<String> cells = new ArrayList<>(List.of("[" + e.name() + "](#" + e.name() + ")"));
      for (Capability c : Capability.values()) {
        cells.add(can.contains(c) ? "yes" : "");
      }
      cells.add(duals(solver));
      cells.add(String.join(", ", perBlock(e)));
      cells.add(e.basis() == Basis.PAPER ? "" : e.basis().name().toLowerCase(Locale.ROOT));
      row(cells);
    }
    out.append('\n');
    for (Capability c : Capability.values()) {
      out.append("- *").append(c.label()).append("*: ").append(c.meaning()).append(".\n");
    }
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String duals(Solver<?> solver) {
    return solver.requirements().duals().stream()
        .sorted()
        .map(k -> k.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  /** The names of what a run keeps per block, on the first small problem the solver serves. */
  private static Set<String> perBlock(Entry<Solver<?>> e) {
    Solver<?> solver = e.component();
    for (DualSide.Kind kind : DualSide.Kind.values()) {
      for (int lower = 2; lower >= 0; lower -= 2) {
        QuadraticProblem problem = ReferenceProblems.random(kind, 1, 3, lower, 1);
        if (solver.requirements().misfits(problem).isEmpty()) {
          try (Run<?> run = Run.of(e.name(), solver, problem, RunSpec.of(1, 1))) {
            Names names = new Names();
            run.state().visit(names);
            return names.blocks;
          }
        }
      }
    }
    return Set.of();
  }

  /** Collects the names of block state. */
  private static final class Names implements StateVisitor {
    private final Set<String> blocks = new TreeSet<>();

    @Override
    public void blocks(String name, Blocks b) {
      blocks.add(name);
    }

    @Override
    public void vec(String name, Vec v) {}

    @Override
    public void numbers(String name, double[] values) {}

    @Override
    public void counters(String name, long[] values) {}
  }

  private void estimator(Entry<Hypergradient> e) {
    row(
        List.of(
            "`" + e.name() + "`",
            e.title(),
            e.source(),
            cost(e.component().cost(1)),
            e.parameters().stream().map(ParamInfo::name).collect(Collectors.joining(", "))));
  }

  private void families(List<Entry<Solver<?>>> entries) {
    Map<String, List<Entry<Solver<?>>>> families = new LinkedHashMap<>();
    entries.stream()
        .sorted(Comparator.comparing(SolversPage::family).thenComparing(Entry::name))
        .forEach(e -> families.computeIfAbsent(family(e), f -> new ArrayList<>()).add(e));
    families.forEach(
        (family, members) -> {
          out.append("\n## Package ").append(family).append('\n');
          members.forEach(this::solver);
        });
  }

  private static String family(Entry<Solver<?>> e) {
    String name = e.component().getClass().getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private void solver(Entry<Solver<?>> e) {
    Solver<?> solver = e.component();
    out.append("\n### ").append(e.name()).append("\n\n");
    out.append(e.title()).append(".\n\n");
    if (e.basis() != Basis.PAPER) {
      item("basis", "**" + e.basis().name().toLowerCase(Locale.ROOT) + "**");
    }
    item("source", e.source());
    item("differs", e.differs());
    item("duals", duals(solver));
    item(
        "can",
        Capability.of(solver).stream().map(Capability::label).collect(Collectors.joining(", ")));
    item("cost", cost(solver.cost()) + " (per step and sampled block, default parameters)");
    item("parameters", String.join(", ", Records.toMap(e.component().params()).keySet()));
  }

  private void item(String key, String text) {
    out.append("- ").append(key).append(": ").append(text).append('\n');
  }

  private static String cost(Cost cost) {
    String each = counts(cost.perCoordinate());
    return counts(cost.calls()) + (each.isEmpty() ? "" : "; for each coordinate of x " + each);
  }

  private static String counts(Map<OracleCall, Cost.Times> calls) {
    return calls.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            c -> {
              Cost.Times t = c.getValue();
              String times = t.least() == t.most() ? "" + t.least() : t.least() + " to " + t.most();
              return times + " " + words(c.getKey());
            })
        .collect(Collectors.joining(", "));
  }

  private static String words(OracleCall call) {
    return switch (call) {
      case UPPER_VALUE -> "f";
      case UPPER_GRAD_X -> "grad_x f";
      case UPPER_GRAD_Y -> "grad_y f";
      case UPPER_GRAD_DUAL -> "grad_alpha f";
      case LOWER_VALUE -> "g";
      case LOWER_GRAD_X -> "grad_x g";
      case LOWER_GRAD_Y -> "grad_y g";
      case LOWER_HVP -> "H v";
      case LOWER_CROSS_XY -> "J v";
      case LOWER_CROSS_YX -> "J'u";
      case LOWER_HESSIAN -> "dense H";
      case LOWER_JACOBIAN -> "dense J";
    };
  }
}
