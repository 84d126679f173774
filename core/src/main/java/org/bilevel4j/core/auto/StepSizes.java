package org.bilevel4j.core.auto;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.config.RoleParam;
import org.bilevel4j.core.solver.Schedule;

/**
 * Step sizes from measured curvatures (docs/ALGORITHMS.md 1.10).
 *
 * <pre>
 * y, v, series of the inverse Hessian   1 / L_g
 * alpha                                 1 / L_aa
 * x                                     0.1 / L_F, or 0.01 / L_g where L_F cannot be measured;
 *                                       divided by 1 + sigma where a penalty sigma multiplies g
 * y under a penalty                     1 / (L_f + sigma L_g), times 1 + sigma where the solver
 *                                       divides by it
 * x over that step of y                 0.1 / L_F over it, at most 1
 * x and y together                      the smaller of 0.1 / L_F and 0.2 / (L_f + 10 L_g)
 * lambda                                0.1 / (B sqrt(m)), B the largest |f_i|
 * y along signs                         a tenth of what a step 1 / L_g moves a coordinate
 * a multiplier of the lower value       1 / max(1, L_g)
 * the radius of a ball for v            10 ||grad_y f|| / mu_g, when asked for by name
 * </pre>
 *
 * A schedule keeps its shape, its largest value becomes the number chosen; numbers keep three
 * digits.
 */
public final class StepSizes {
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.DOWN);
  private static final Set<Role> CURVED =
      Set.of(Role.STEP_LOWER, Role.STEP_ADJOINT, Role.STEP_SERIES);
  private static final double SLOW = 0.1;
  private static final double RADII = 10;
  private static final double UNMEASURED = 0.01;
  private static final double TYPICAL_SIGMA = 10;

  /**
   * What was chosen.
   *
   * @param params with the chosen numbers
   * @param remarks what was chosen and why, and what other step sizes risk; one sentence each
   */
  public record Choice(Record params, List<String> remarks) {}

  private record Number(double value, String why) {}

  private final Record params;
  private final CurvatureEstimator probe;
  private final long horizon;
  private final double sigma;
  private final boolean divided;

  private StepSizes(Record params, CurvatureEstimator probe, long horizon) {
    this.params = params;
    this.probe = probe;
    this.horizon = horizon;
    List<RoleParam> roles = RoleParam.all(params);
    this.sigma =
        roles.stream()
            .filter(r -> r.role() == Role.MULTIPLIER && r.value() instanceof Schedule)
            .mapToDouble(r -> ((Schedule) r.value()).largest(horizon))
            .max()
            .orElse(0);
    this.divided = roles.stream().anyMatch(r -> r.role() == Role.DIVIDED && r.value().equals(true));
  }

  /** The names of a record's step sizes. */
  public static List<String> names(Record params) {
    return names(params, Role::isStep);
  }

  /** The names of what can be chosen for a record: its step sizes, and what is asked for alone. */
  public static List<String> choices(Record params) {
    return names(params, Role::isChosen);
  }

  private static List<String> names(Record params, Predicate<Role> wanted) {
    return RoleParam.all(params).stream()
        .filter(r -> wanted.test(r.role()))
        .map(RoleParam::name)
        .toList();
  }

  /**
   * Chooses step sizes.
   *
   * @param params of a solver
   * @param names which of them, possibly none
   * @param probe at the start of the problem
   * @param horizon K, the planned number of steps
   * @param who for messages, the solver's name
   */
  public static Choice choose(
      Record params, Set<String> names, CurvatureEstimator probe, long horizon, String who) {
    return new StepSizes(params, probe, horizon).choose(names, who);
  }

  private Choice choose(Set<String> names, String who) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> remarks = new ArrayList<>();
    for (RoleParam r : RoleParam.all(params)) {
      if (names.contains(r.name())) {
        Number n = rounded(number(r.role()));
        if (n.value > 0 && n.value < Double.POSITIVE_INFINITY) {
          String text = text(r.value(), n.value);
          values.put(r.name(), text);
          remarks.add("auto: " + r.name() + " = " + text + ", " + n.why + ".");
        } else {
          remarks.add("auto: " + r.name() + " stays " + r.value() + ", nothing was measured.");
        }
      }
    }
    if (!names.isEmpty()) {
      remarks.add(
          "auto: measured at the start on all rows of "
              + probe.blocks()
              + " blocks, "
              + probe.counts().samples()
              + " rows drawn that do not count.");
    }
    Record chosen = Records.bind(params, values, who);
    remarks.addAll(risks(chosen, probe, horizon));
    return new Choice(chosen, remarks);
  }

  private static Number rounded(Number n) {
    return Double.isFinite(n.value)
        ? new Number(new BigDecimal(n.value).round(DIGITS).doubleValue(), n.why)
        : n;
  }

  private String text(Object old, double value) {
    return old instanceof Schedule s ? scaled(s, value).toString() : Double.toString(value);
  }

  private Schedule scaled(Schedule s, double value) {
    if (s instanceof Schedule.OnPlateau p) {
      return new Schedule.OnPlateau(scaled(p.base(), value), p.rule());
    }
    if (s instanceof Schedule.Power p && !p.ofHorizon() && p.power() >= 0) {
      return new Schedule.Power(value, p.power(), false);
    }
    if (s instanceof Schedule.InverseTime t) {
      return new Schedule.InverseTime(value, t.time());
    }
    double largest = s.largest(horizon);
    return s instanceof Schedule.Constant || largest == 0
        ? Schedule.constant(value)
        : s.times(value / largest);
  }

  private Number number(Role role) {
    double lg = probe.lowerLargest();
    return switch (role) {
      case STEP_LOWER, STEP_ADJOINT, STEP_SERIES ->
          new Number(1 / lg, "1/L_g with " + is("L_g", lg));
      case STEP_DUAL -> new Number(1 / probe.dualLargest(), "1/L_aa");
      case STEP_UPPER -> upper(divided ? 0 : sigma);
      case STEP_PENALISED -> penalised();
      case STEP_RATIO -> {
        Number x = upper(0);
        yield new Number(
            Math.min(1, x.value / penalised().value), x.why + ", over the step of y, at most 1");
      }
      case STEP_JOINT -> {
        double both = 2 * SLOW / (probe.upperInLower() + TYPICAL_SIGMA * lg);
        yield new Number(Math.min(upper(0).value, both), "at most 0.1/L_F and 0.2/(L_f + 10 L_g)");
      }
      case STEP_WEIGHTS -> {
        double b = probe.losses();
        yield new Number(
            SLOW / (b * Math.sqrt(probe.problem().blocks())), "0.1/(B sqrt(m)) with " + is("B", b));
      }
      case STEP_SIGNS -> new Number(SLOW * probe.reach(), "a tenth of what 1/L_g moves");
      case RADIUS ->
          new Number(
              RADII * probe.upperSlope() / probe.lowerLeast(),
              "10 ||grad_y f||/mu_g with " + is("mu_g", probe.lowerLeast()));
      case STEP_MULTIPLIER -> new Number(1 / Math.max(1, lg), "1/max(1, L_g)");
      default -> new Number(Double.NaN, "");
    };
  }

  private Number upper(double multiplier) {
    double smoothness = probe.hypergradient();
    String penalty = multiplier > 0 ? "/(1 + sigma)" : "";
    return smoothness > 0 && smoothness < Double.POSITIVE_INFINITY
        ? new Number(
            SLOW / smoothness / (1 + multiplier),
            "0.1/L_F" + penalty + " with " + is("L_F", smoothness))
        : new Number(
            UNMEASURED / probe.lowerLargest() / (1 + multiplier),
            "0.01/L_g" + penalty + ", L_F cannot be measured");
  }

  private Number penalised() {
    double curvature = probe.upperInLower() + sigma * probe.lowerLargest();
    return new Number(
        (divided ? 1 + sigma : 1) / curvature,
        (divided ? "(1 + sigma)" : "1")
            + "/(L_f + sigma L_g) with "
            + is("L_f", probe.upperInLower())
            + ", "
            + is("L_g", probe.lowerLargest()));
  }

  private static String is(String name, double value) {
    return name + " = " + brief(value);
  }

  private static String brief(double value) {
    return Double.isFinite(value)
        ? Schedule.constant(new BigDecimal(value).round(new MathContext(3)).doubleValue())
            .toString()
        : Double.toString(value);
  }

  /**
   * What the given step sizes and multipliers risk on a problem, one sentence each.
   *
   * @param params of a solver
   * @param probe at the start of the problem
   * @param horizon K, the planned number of steps
   */
  public static List<String> risks(Record params, CurvatureEstimator probe, long horizon) {
    StepSizes sizes = new StepSizes(params, probe, horizon);
    List<String> out = new ArrayList<>();
    for (RoleParam r : RoleParam.all(params)) {
      if (CURVED.contains(r.role())) {
        sizes.tooLong(r, out);
      }
      if (r.role() == Role.MULTIPLIER && r.value() instanceof java.lang.Number fixed) {
        sizes.tooSmall(r.name(), fixed.doubleValue(), out); // an estimator's own
      }
    }
    if (sizes.sigma > 0) {
      sizes.tooSmall("sigma", sizes.sigma, out);
    }
    return out;
  }

  private void tooLong(RoleParam step, List<String> out) {
    double value =
        step.value() instanceof Schedule s
            ? s.largest(horizon)
            : ((java.lang.Number) step.value()).doubleValue();
    double product = value * probe.lowerLargest();
    if (product > 1) {
      out.add(
          step.name()
              + " = "
              + step.value()
              + " is "
              + brief(product)
              + " times 1/L_g at the start ("
              + is("L_g", probe.lowerLargest())
              + "): above 1 steps overshoot, above 2 they grow.");
    }
  }

  private void tooSmall(String name, double sigma, List<String> out) {
    double lf = probe.upperInLower();
    double mu = probe.lowerLeast();
    double needed = 2 * lf / mu;
    if (mu > 0 && sigma < needed && needed < Double.POSITIVE_INFINITY) {
      out.add(
          name
              + " = "
              + brief(sigma)
              + " is below 2 L_f/mu_g = "
              + brief(needed)
              + " at the start: f + sigma g need not be convex in y, and along the flattest"
              + " direction the bias is of the order of "
              + brief(100 * lf / (lf + sigma * mu))
              + " % of the implicit part.");
    }
  }
}
