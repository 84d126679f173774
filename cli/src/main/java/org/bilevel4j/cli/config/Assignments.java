package org.bilevel4j.cli.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.util.UserError;

/** {@code --set key=value} for the parameters of one thing. */
public final class Assignments {
  private static final String STEP_SIZES = "stepSizes";

  private Assignments() {}

  private static Mapping only(Mapping all, String key) {
    Node value = all.entries().get(key);
    return value == null ? Mapping.empty(all.where()) : Mapping.of(key, value);
  }

  /**
   * What was assigned.
   *
   * @param parameters with what was assigned
   * @param auto names of step sizes to be chosen once the problem is there
   */
  public record Assigned(Record parameters, Set<String> auto) {}

  /**
   * The defaults with assignments laid over them, in order.
   *
   * @param sets "key=value"; "who.key=value" means the same; "stepSizes=auto" leaves all step sizes
   *     to be chosen
   * @param who for messages, for instance "soba"
   * @throws UserError naming the assignment that does not fit
   */
  public static Assigned bind(Record defaults, List<String> sets, String who) {
    Mapping all = Mapping.empty("--set");
    for (String set : sets) {
      String place = "--set " + set;
      int equals = set.indexOf('=');
      if (equals <= 0) {
        throw new UserError(place + ": must read key=value.", "--set key=0.1");
      }
      String key = set.substring(0, equals).trim();
      String own = key.startsWith(who + ".") ? key.substring(who.length() + 1) : key;
      Scalar value = new Scalar(set.substring(equals + 1).trim(), place);
      all = all.under(YamlReader.nested(own, value, place));
    }
    boolean allAuto =
        ExperimentReader.stepSizes(new Fields(only(all, STEP_SIZES), Set.of(STEP_SIZES)));
    AutoKeys auto = AutoKeys.of(all.without(STEP_SIZES));
    Record parameters = ExperimentReader.bind(defaults, auto.rest(), who);
    Set<String> names = new LinkedHashSet<>(auto.steps(parameters, who));
    if (allAuto) {
      names.addAll(StepSizes.names(parameters));
    }
    return new Assigned(parameters, names);
  }
}
