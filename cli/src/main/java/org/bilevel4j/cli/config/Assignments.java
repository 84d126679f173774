package org.bilevel4j.cli.config;

import java.util.List;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.core.util.UserError;

/** {@code --set key=value} for the parameters of one thing. */
public final class Assignments {
  private Assignments() {}

  /**
   * The defaults with assignments laid over them, in order.
   *
   * @param sets "key=value"; "who.key=value" means the same
   * @param who for messages, for instance "soba"
   * @throws UserError naming the assignment that does not fit
   */
  public static Record bind(Record defaults, List<String> sets, String who) {
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
    return ExperimentReader.bind(defaults, all, who);
  }
}
