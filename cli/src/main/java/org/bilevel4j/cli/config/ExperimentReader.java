package org.bilevel4j.cli.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.cli.config.Experiment.Compare;
import org.bilevel4j.cli.config.Experiment.Evaluate;
import org.bilevel4j.cli.config.Experiment.Stop;
import org.bilevel4j.cli.config.Experiment.Sweep;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Sequence;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.ComponentSpec;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.report.RunMeasure;
import org.bilevel4j.oracles.AnalyticOracle;

/** Makes an experiment of merged configuration; the first thing that does not fit is an error. */
final class ExperimentReader {
  /** The keys of an experiment, besides those that say how layers are put together. */
  static final Set<String> KEYS =
      new java.util.LinkedHashSet<>(
          List.of(
              "name",
              "title",
              "application",
              "parameters",
              "arms",
              "seeds",
              "steps",
              "oracle",
              "storage",
              "stepSizes",
              "stop",
              "watched",
              "evaluate",
              "checkpoint",
              "returned",
              "averageTail",
              "compare",
              "sweep",
              "notes"));

  private static final int MOST_SEEDS = 10_000;

  private final Catalogue<Solver<?>> solvers;
  private final Catalogue<ApplicationFactory> applications;
  private final Catalogue<OracleFactory> oracles;

  ExperimentReader(
      Catalogue<Solver<?>> solvers,
      Catalogue<ApplicationFactory> applications,
      Catalogue<OracleFactory> oracles) {
    this.solvers = solvers;
    this.applications = applications;
    this.oracles = oracles;
  }

  /**
   * Reads.
   *
   * @param all arms by label
   * @param name used when the configuration names none
   */
  Experiment read(Mapping all, String name) {
    Fields f = new Fields(all, KEYS);
    Entry<ApplicationFactory> known = entry(f, "application", applications::get);
    ApplicationFactory application = bind(known.component(), f.group("parameters"), known.name());
    long steps = f.whole("steps", 1).orElse(1000);
    OracleFactory oracle = oracle(f, oracles).orElseGet(AnalyticOracle::new);
    Storage storage = f.choice("storage", Storage.class, Storage.FLOAT64);
    ArmReader reader =
        new ArmReader(solvers, application, steps, oracles, oracle, storage, stepSizes(f));
    List<Arm> arms = arms(f, reader);
    return new Experiment(
        name(f, name),
        f.text("title").orElse(known.title()),
        application,
        arms,
        seeds(f),
        steps,
        oracle,
        stop(
            f.fields(
                "stop", Set.of("samples", "seconds", "target", "stall", "every", "divergence"))),
        f.choice("watched", WatchedValue.class, WatchedValue.OBJECTIVE),
        evaluate(f.fields("evaluate", Set.of("every", "exactEvery", "sets", "metrics"))),
        f.fields("checkpoint", Set.of("everySeconds"))
            .number("everySeconds", 0, Double.POSITIVE_INFINITY)
            .orElse(10),
        f.choice("returned", ReturnedIterate.class, ReturnedIterate.LAST),
        f.number("averageTail", 1e-9, 1).orElse(0.5),
        compare(f.fields("compare", Set.of("baseline", "metrics")), arms),
        sweep(f),
        f.text("notes").orElse(""));
  }

  private static String name(Fields f, String otherwise) {
    String name = f.text("name").orElse(otherwise);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw f.error("name", "must be letters, digits, '.', '_' and '-'; it names a folder.");
    }
    return name;
  }

  /** Whether all step sizes are to be chosen. */
  static boolean stepSizes(Fields f) {
    return f.choice("stepSizes", StepChoice.class, StepChoice.GIVEN) == StepChoice.AUTO;
  }

  /** Who says how long steps are. */
  enum StepChoice {
    /** The parameters. */
    GIVEN,
    /** The problem, all of them whatever the parameters say. */
    AUTO
  }

  static <E> E entry(Fields f, String key, Function<String, E> catalogue) {
    String name = f.required(key);
    try {
      return catalogue.apply(name);
    } catch (UserError e) {
      throw f.under(key, e);
    }
  }

  /** How derivatives are made, where the key says so. */
  static Optional<OracleFactory> oracle(Fields f, Catalogue<OracleFactory> oracles) {
    try {
      return f.text("oracle").map(oracles::parse);
    } catch (UserError e) {
      throw f.under("oracle", e);
    }
  }

  private static List<Long> seeds(Fields f) {
    if (!f.has("seeds")) {
      return List.of(1L);
    }
    List<Long> seeds = new ArrayList<>();
    if (!(f.node("seeds") instanceof Sequence list)) {
      long count = f.whole("seeds", 1).orElseThrow();
      if (count > MOST_SEEDS) {
        throw f.error("seeds", "must be at most " + MOST_SEEDS + ".");
      }
      for (long s = 1; s <= count; s++) {
        seeds.add(s);
      }
      return seeds;
    }
    for (Node item : list.items()) {
      long seed =
          new Fields(Mapping.of("seeds", item), Set.of("seeds"))
              .whole("seeds", 0)
              .orElseThrow(() -> item.error("a seed is empty."));
      if (seeds.contains(seed)) {
        throw item.error("seed " + seed + " is there twice.");
      }
      seeds.add(seed);
    }
    if (seeds.isEmpty()) {
      throw list.error("seeds is an empty list, must hold at least one.");
    }
    return seeds;
  }

  private static Stop stop(Fields f) {
    return new Stop(
        f.whole("samples", 1),
        f.number("seconds", 1e-3, Double.POSITIVE_INFINITY),
        f.number("target", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
        f.count("stall", 0, 0),
        f.count("every", 0, 0),
        f.text("divergence").filter("none"::equals).isPresent()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                f.number("divergence", 1, Double.MAX_VALUE).orElse(RunSpec.DIVERGENCE)));
  }

  private static Evaluate evaluate(Fields f) {
    return new Evaluate(
        f.whole("every", 1).orElse(100),
        f.whole("exactEvery", 0).orElse(0),
        f.texts("sets"),
        ComponentSpec.whole(f.texts("metrics")));
  }

  private static Compare compare(Fields f, List<Arm> arms) {
    String baseline = f.text("baseline").orElse("");
    List<String> labels = arms.stream().map(Arm::label).toList();
    if (!baseline.isEmpty() && !labels.contains(baseline)) {
      throw f.error("baseline", "is no arm, must be one of " + String.join(", ", labels) + ".");
    }
    return new Compare(baseline, f.texts("metrics"));
  }

  private static Optional<Sweep> sweep(Fields f) {
    if (!f.has("sweep")) {
      return Optional.empty();
    }
    Fields s = f.fields("sweep", Set.of("axis", "measure", "expected"));
    String measure = s.required("measure");
    try {
      RunMeasure.parse(measure);
    } catch (UserError e) {
      throw new UserError(s.node("measure").where() + ": " + e.sentence(), e.cure(), e);
    }
    return Optional.of(
        new Sweep(
            s.required("axis"),
            measure,
            s.number("expected", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
  }

  private static List<Arm> arms(Fields f, ArmReader reader) {
    Map<String, Node> group = f.group("arms").entries();
    if (group.isEmpty()) {
      throw new UserError(f.group("arms").where() + ": the experiment has no arms.");
    }
    List<Arm> arms = new ArrayList<>();
    Map<String, String> slugs = new HashMap<>();
    for (Map.Entry<String, Node> e : group.entrySet()) {
      String label = e.getKey();
      String slug = Arm.slug(label);
      String other = slugs.put(slug, label);
      if (slug.isEmpty() || other != null || !label.matches("[^.\\p{Cntrl}]+")) {
        throw e.getValue()
            .error(
                other != null
                    ? "arms '"
                        + other
                        + "' and '"
                        + label
                        + "' would share the folder "
                        + slug
                        + "."
                    : "arm '" + label + "' needs letters or digits and no dot in its label.");
      }
      if (!(e.getValue() instanceof Mapping arm)) {
        throw e.getValue().error("arm '" + label + "' must be a group of keys.");
      }
      arms.add(reader.read(label, arm));
    }
    return arms;
  }

  /** Binds a group to a record; errors get the line of the key that is to blame. */
  static <R> R bind(R defaults, Mapping group, String who) {
    Map<String, Object> values = new LinkedHashMap<>();
    group.entries().forEach((key, node) -> values.put(key, node.plain()));
    try {
      return Records.bind(defaults, values, who);
    } catch (UserError e) {
      throw new UserError(blame(defaults, group, who) + ": " + e.sentence(), e.cure(), e);
    }
  }

  private static String blame(Object defaults, Mapping group, String who) {
    for (Map.Entry<String, Node> e : group.entries().entrySet()) {
      try {
        Records.bind(defaults, Map.of(e.getKey(), e.getValue().plain()), who);
      } catch (UserError alone) {
        return e.getValue() instanceof Mapping inner && inner.entries().size() == 1
            ? inner.entries().values().iterator().next().where()
            : group.whereOf(e.getKey());
      }
    }
    return group.where();
  }

  /** The names of an application's parameters; none when there is no such application. */
  Set<String> parameterNames(Mapping all) {
    if (!(all.entries().get("application") instanceof Node.Scalar s)
        || !applications.names().contains(s.text())) {
      return Set.of();
    }
    Set<String> names = new java.util.LinkedHashSet<>();
    Records.describe(applications.get(s.text()).component())
        .forEach(p -> names.add(p.name().contains(".") ? head(p.name()) : p.name()));
    return names;
  }

  private static String head(String dotted) {
    return dotted.substring(0, dotted.indexOf('.'));
  }

  /** The named preset, or an error with the known ones. */
  static UserError unknownPreset(String name, Set<String> known) {
    return known.isEmpty()
        ? new UserError("preset '" + name + "' is not known: the experiment has none.")
        : Names.unknown("preset", name, known);
  }
}
