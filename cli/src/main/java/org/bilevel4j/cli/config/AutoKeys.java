package org.bilevel4j.cli.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.util.UserError;

/**
 * The parameters of a group that say "auto": they keep their defaults until the problem is there.
 *
 * @param rest the group without them
 * @param names dotted where groups nest
 */
record AutoKeys(Mapping rest, Set<String> names) {
  private static final String AUTO = "auto";

  /** What a group leaves to be chosen. */
  static AutoKeys of(Mapping group) {
    Mapping rest = group;
    Set<String> names = new LinkedHashSet<>();
    for (Map.Entry<String, Node> e : group.entries().entrySet()) {
      if (e.getValue() instanceof Scalar s && s.text().strip().equals(AUTO)) {
        names.add(e.getKey());
        rest = rest.without(e.getKey());
      } else if (e.getValue() instanceof Mapping inner) {
        AutoKeys within = of(inner);
        within.names.forEach(n -> names.add(e.getKey() + "." + n));
        rest = within.names.isEmpty() ? rest : rest.with(e.getKey(), within.rest);
      }
    }
    return new AutoKeys(rest, names);
  }

  /**
   * The names, all of them step sizes of these parameters.
   *
   * @throws UserError about the first that is none
   */
  Set<String> steps(Record parameters, String who) {
    List<String> steps = StepSizes.choices(parameters);
    for (String name : names) {
      if (!steps.contains(name)) {
        throw new UserError(
            rest.where() + ": " + who + ": '" + name + "' is no step size, so it cannot be auto.",
            "auto serves " + String.join(", ", steps) + ".");
      }
    }
    return names;
  }
}
