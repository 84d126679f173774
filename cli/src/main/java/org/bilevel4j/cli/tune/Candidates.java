package org.bilevel4j.cli.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.config.RoleParam;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;

/**
 * The step sizes that are tried for an arm: every step size times factors of a log grid, jointly.
 * Every arm gets equally many: with few step sizes the grid is finer, with many it is sampled.
 */
public final class Candidates {
  private Candidates() {}

  /**
   * Parameters to try.
   *
   * @param index 0 is the arm as it stands
   * @param factors by name of the schedule
   * @param arm with the schedules scaled
   */
  public record Candidate(int index, Map<String, Double> factors, Arm arm) {
    /** Copies the map. */
    public Candidate {
      factors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }

    /** Whether nothing is scaled. */
    public boolean isAsItStands() {
      return index == 0;
    }

    /** The schedules as text, by name. */
    public Map<String, String> values() {
      Map<String, String> all = Records.toMap(arm.parameters());
      all.keySet().retainAll(factors.keySet());
      return all;
    }
  }

  /**
   * The candidates of an arm, itself first.
   *
   * @param count how many
   * @param span the largest factor, above 1; the smallest is its inverse
   */
  public static List<Candidate> of(Arm arm, int count, double span) {
    List<String> names = steps(arm.parameters()).stream().map(RoleParam::name).toList();
    int levels = levels(names.size(), count);
    long all = Math.round(Math.pow(levels, names.size()));
    Permutation order =
        Permutation.of(Key.of(0).child("tune").child(arm.label()), Math.toIntExact(all));
    List<Candidate> out = new ArrayList<>();
    out.add(new Candidate(0, factors(names, levels, all / 2, span), arm));
    for (int at = 0; at < all && out.size() < count; at++) {
      if (order.at(at) != all / 2) {
        Map<String, Double> factors = factors(names, levels, order.at(at), span);
        out.add(new Candidate(out.size(), factors, arm.with(scaled(arm, factors))));
      }
    }
    return out;
  }

  /** The smallest odd number of levels that gives enough points. */
  static int levels(int schedules, int count) {
    int levels = 1;
    while (schedules > 0 && Math.pow(levels, schedules) < count) {
      levels += 2;
    }
    return levels;
  }

  /** The middle point is all ones. */
  private static Map<String, Double> factors(
      List<String> names, int levels, long point, double span) {
    Map<String, Double> out = new LinkedHashMap<>();
    long rest = point;
    for (String name : names) {
      long level = rest % levels;
      rest /= levels;
      double place = levels == 1 ? 0 : 2.0 * level / (levels - 1) - 1;
      out.put(name, StrictMath.pow(span, place));
    }
    return out;
  }

  private static Solver<?> scaled(Arm arm, Map<String, Double> factors) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (RoleParam step : steps(arm.parameters())) {
      double f = factors.getOrDefault(step.name(), 1.0);
      changed.put(
          step.name(),
          step.value() instanceof Schedule s
              ? s.times(f).toString()
              : Double.toString(f * ((Number) step.value()).doubleValue()));
    }
    return Entry.<Solver<?>>of(arm.solver()).with(changed);
  }

  /** The step sizes that are not zero. */
  private static List<RoleParam> steps(Record parameters) {
    return RoleParam.all(parameters).stream()
        .filter(r -> r.role().isTuned())
        .filter(r -> !(r.value() instanceof Schedule s && s.equals(s.times(0))))
        .toList();
  }
}
