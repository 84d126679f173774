package org.bilevel4j.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.cli.config.ExperimentLibrary.Source;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.UserError;

/**
 * Puts an experiment together: the file, the experiment it extends, presets, then {@code --set}.
 *
 * <pre>
 * plain file       its keys, then presets (--preset, else its key 'preset')
 * extending file   the experiment it extends with presets (--preset, else its key 'preset'),
 *                  then its own keys
 * </pre>
 */
public final class ExperimentLoader {
  private static final String EXTENDS = "extends";
  private static final String PRESET = "preset";
  private static final String PRESETS = "presets";

  private final ExperimentLibrary library;
  private final ExperimentReader reader;

  /** A loader over what the platform offers. */
  public ExperimentLoader(
      ExperimentLibrary library,
      Catalogue<Solver<?>> solvers,
      Catalogue<ApplicationFactory> applications,
      Catalogue<OracleFactory> oracles) {
    this.library = library;
    this.reader = new ExperimentReader(solvers, applications, oracles);
  }

  /**
   * Loads.
   *
   * @param nameOrPath an experiment of the library or a file
   * @param presets names of its presets or files, in order; empty means its own choice
   * @param sets "key=value", in order
   * @throws UserError one sentence about the first thing that does not fit
   */
  public Experiment load(String nameOrPath, List<String> presets, List<String> sets) {
    Source source = library.find(nameOrPath);
    Mapping all = layers(source, presets);
    for (String set : sets) {
      Mapping one = Layers.assignment(set, all, ExperimentReader.KEYS, reader.parameterNames(all));
      all = all.under(Layers.byLabel(one));
    }
    return reader.read(SweepPoints.spread(all), source.name());
  }

  /** The names of an experiment's presets. */
  public Set<String> presets(String nameOrPath) {
    Source source = library.find(nameOrPath);
    return presets(YamlReader.read(source.text(), source.source())).entries().keySet();
  }

  /** The presets that {@link #load} applies: those given, else the experiment's own choice. */
  public List<String> applied(String nameOrPath, List<String> presets) {
    Source source = library.find(nameOrPath);
    return presets.isEmpty()
        ? ownPresets(YamlReader.read(source.text(), source.source()))
        : presets;
  }

  private Mapping layers(Source source, List<String> presets) {
    Mapping raw = YamlReader.read(source.text(), source.source());
    List<String> chosen = presets.isEmpty() ? ownPresets(raw) : presets;
    Optional<String> parent = text(raw, EXTENDS);
    if (parent.isEmpty()) {
      return withPresets(raw, source.name(), chosen);
    }
    if (raw.entries().containsKey(PRESETS)) {
      throw new UserError(
          raw.whereOf(PRESETS) + ": a file that extends another has no presets of its own.");
    }
    Source base = library.find(parent.get());
    Mapping below = YamlReader.read(base.text(), base.source());
    if (below.entries().containsKey(EXTENDS)) {
      throw new UserError(
          raw.whereOf(EXTENDS) + ": '" + parent.get() + "' itself extends another experiment.",
          "extend that one.");
    }
    List<String> applied = chosen.isEmpty() ? ownPresets(below) : chosen;
    return withPresets(below, base.name(), applied).under(own(raw));
  }

  private Mapping withPresets(Mapping raw, String name, List<String> chosen) {
    Mapping named = presets(raw);
    Mapping all = own(raw);
    List<String> done = new ArrayList<>();
    for (String preset : chosen) {
      if (named.entries().containsKey(preset) || !ExperimentLibrary.looksLikeFile(preset)) {
        all = all.under(named(named, preset));
        done.add(preset);
        continue;
      }
      Source file = library.find(preset);
      Mapping over = YamlReader.read(file.text(), file.source());
      Optional<String> of = text(over, EXTENDS);
      if (of.isPresent() && !of.get().equals(name)) {
        throw new UserError(
            over.whereOf(EXTENDS)
                + ": the preset is for experiment '"
                + of.get()
                + "', not '"
                + name
                + "'.");
      }
      for (String first : ownPresets(over)) {
        if (!done.contains(first)) {
          all = all.under(named(named, first));
          done.add(first);
        }
      }
      all = all.under(own(over));
    }
    return all;
  }

  /** The presets a file chooses itself: a name or a list of names. */
  private static List<String> ownPresets(Mapping raw) {
    Node node = raw.entries().get(PRESET);
    return node == null
        ? List.of()
        : new Fields(Mapping.of(PRESET, node), Set.of(PRESET)).texts(PRESET);
  }

  private static Mapping named(Mapping named, String preset) {
    if (named.entries().get(preset) instanceof Mapping m) {
      return Layers.byLabel(m);
    }
    throw ExperimentReader.unknownPreset(preset, named.entries().keySet());
  }

  private static Mapping own(Mapping raw) {
    return Layers.byLabel(raw.without(EXTENDS, PRESET, PRESETS));
  }

  private static Mapping presets(Mapping raw) {
    Node presets = raw.entries().getOrDefault(PRESETS, Mapping.empty(raw.where()));
    if (presets instanceof Mapping m) {
      return m;
    }
    throw presets.error("presets must be a group, name to keys.");
  }

  private static Optional<String> text(Mapping raw, String key) {
    Node node = raw.entries().get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof Node.Scalar s && !s.text().isBlank()) {
      return Optional.of(s.text());
    }
    throw node.error(key + " must be a name.");
  }
}
