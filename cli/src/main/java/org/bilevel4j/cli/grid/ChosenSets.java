package org.bilevel4j.cli.grid;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.util.Names;

/**
 * An application judged on some of its evaluation sets.
 *
 * @param inner the application
 * @param chosen names of sets; empty means all
 */
record ChosenSets(Application inner, List<String> chosen) implements Application {
  ChosenSets {
    List<String> known = inner.evaluationSets().stream().map(EvaluationSet::name).toList();
    for (String name : chosen) {
      if (!known.contains(name)) {
        throw Names.unknown("evaluation set", name, known);
      }
    }
  }

  @Override
  public BilevelProblem problem() {
    return inner.problem();
  }

  @Override
  public List<String> blockNames() {
    return inner.blockNames();
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    Set<String> names = Set.copyOf(chosen);
    return inner.evaluationSets().stream()
        .filter(s -> names.isEmpty() || names.contains(s.name()))
        .toList();
  }

  @Override
  public Optional<KnownOptimum> known() {
    return inner.known();
  }
}
