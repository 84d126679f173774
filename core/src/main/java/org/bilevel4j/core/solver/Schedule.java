package org.bilevel4j.core.solver;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilevel4j.core.config.TextForm;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/** A number that depends on the step: step sizes, averaging weights, penalty multipliers. */
@TextForm("a schedule")
public sealed interface Schedule {

  /** The value at a step. */
  double at(Step k);

  /** The same schedule with all values multiplied, which is how tuning scales step sizes. */
  Schedule times(double factor);

  /**
   * The largest value in a run.
   *
   * @param horizon K, the planned number of steps
   */
  double largest(long horizon);

  /**
   * The same value at every step.
   *
   * @param value finite, at least 0
   */
  record Constant(double value) implements Schedule {
    /** Checks the value. */
    public Constant {
      Args.nonNegative(value, "schedule");
    }

    @Override
    public double at(Step k) {
      return value;
    }

    @Override
    public Schedule times(double factor) {
      return new Constant(value * factor);
    }

    @Override
    public double largest(long horizon) {
      return value;
    }

    @Override
    public String toString() {
      return format(value);
    }
  }

  /**
   * scale * (k + 1)^-power, or scale * K^-power with K the planned number of steps.
   *
   * @param scale finite, at least 0
   * @param power finite; negative powers grow
   * @param ofHorizon whether K takes the place of k + 1
   */
  record Power(double scale, double power, boolean ofHorizon) implements Schedule {
    /** Checks the numbers. */
    public Power {
      Args.nonNegative(scale, "scale of a schedule");
      Args.finite(power, "power of a schedule");
    }

    @Override
    public double at(Step k) {
      double base = ofHorizon ? k.horizon() : k.index() + 1.0;
      return scale * StrictMath.pow(base, -power);
    }

    @Override
    public Schedule times(double factor) {
      return new Power(scale * factor, power, ofHorizon);
    }

    @Override
    public double largest(long horizon) {
      return scale * StrictMath.pow(ofHorizon || power < 0 ? horizon : 1, -power);
    }

    @Override
    public String toString() {
      return format(scale) + " * " + (ofHorizon ? "K" : "k") + "^" + format(-power);
    }
  }

  /**
   * scale / (1 + k / time).
   *
   * @param scale finite, at least 0
   * @param time the step at which half of it is left, positive
   */
  record InverseTime(double scale, double time) implements Schedule {
    /** Checks the numbers. */
    public InverseTime {
      Args.nonNegative(scale, "scale of a schedule");
      Args.positive(time, "time of a schedule");
    }

    @Override
    public double at(Step k) {
      return scale / (1 + k.index() / time);
    }

    @Override
    public Schedule times(double factor) {
      return new InverseTime(scale * factor, time);
    }

    @Override
    public double largest(long horizon) {
      return scale;
    }

    @Override
    public String toString() {
      return format(scale) + " / (1 + k/" + format(time) + ")";
    }
  }

  /**
   * From first to last in a straight line over the first share of the planned steps, then last.
   *
   * @param first value at step 0
   * @param last value afterwards
   * @param share in (0, 1]
   */
  record Ramp(double first, double last, double share) implements Schedule {
    /** Checks the numbers. */
    public Ramp {
      Args.nonNegative(first, "first value of a ramp");
      Args.nonNegative(last, "last value of a ramp");
      Args.within(1e-9, 1, share, "share of a ramp");
    }

    @Override
    public double at(Step k) {
      double t = Math.min(1, k.index() / Math.max(1, share * k.horizon()));
      return first + t * (last - first);
    }

    @Override
    public Schedule times(double factor) {
      return new Ramp(first * factor, last * factor, share);
    }

    @Override
    public double largest(long horizon) {
      return Math.max(first, last);
    }

    @Override
    public String toString() {
      return format(first) + " to " + format(last) + " over " + format(share);
    }
  }

  /**
   * Another schedule, reduced whenever a validation value stops improving.
   *
   * @param base the schedule before reductions
   * @param rule when and by how much
   */
  record OnPlateau(Schedule base, PlateauRule rule) implements Schedule {
    @Override
    public double at(Step k) {
      return base.at(k) * k.reduction(rule);
    }

    @Override
    public Schedule times(double factor) {
      return new OnPlateau(base.times(factor), rule);
    }

    @Override
    public double largest(long horizon) {
      return base.largest(horizon);
    }

    @Override
    public String toString() {
      return base
          + " on plateau(factor="
          + format(rule.factor())
          + ", patience="
          + rule.patience()
          + ", every="
          + rule.every()
          + (rule.watched() == WatchedValue.WEIGHTED ? ", watched=weighted)" : ")");
    }
  }

  /** The same value at every step. */
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /** scale * (k + 1)^-power. */
  static Schedule power(double scale, double power) {
    return new Power(scale, power, false);
  }

  /** scale * K^-power, K the planned number of steps. */
  static Schedule horizon(double scale, double power) {
    return new Power(scale, power, true);
  }

  private static String format(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * Reads what {@code toString} prints: "0.01", "0.2 * k^-0.6", "0.2 * K^-0.6", "0.01 / (1 +
   * k/3000)", "1 to 10 over 0.2", each optionally followed by "on plateau(factor=0.5, patience=10,
   * every=100)", to which "watched=weighted" may be added after every.
   */
  static Schedule parse(String text) {
    String t = text.trim();
    Matcher plateau =
        Pattern.compile(
                "(.*) on plateau\\(factor=([^,]+),\\s*patience=(\\d+),\\s*every=(\\d+)"
                    + "(?:,\\s*watched=(objective|weighted))?\\)")
            .matcher(t);
    try {
      if (plateau.matches()) {
        return new OnPlateau(
            parse(plateau.group(1)),
            new PlateauRule(
                Double.parseDouble(plateau.group(2).trim()),
                Integer.parseInt(plateau.group(3)),
                Integer.parseInt(plateau.group(4)),
                "weighted".equals(plateau.group(5))
                    ? WatchedValue.WEIGHTED
                    : WatchedValue.OBJECTIVE));
      }
      Matcher m = Pattern.compile("(\\S+)\\s*\\*\\s*([kK])\\^\\s*(\\S+)").matcher(t);
      if (m.matches()) {
        return new Power(
            Double.parseDouble(m.group(1)),
            -Double.parseDouble(m.group(3)),
            m.group(2).equals("K"));
      }
      m = Pattern.compile("(\\S+)\\s*/\\s*\\(1\\s*\\+\\s*k\\s*/\\s*(\\S+)\\)").matcher(t);
      if (m.matches()) {
        return new InverseTime(Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2)));
      }
      m = Pattern.compile("(\\S+)\\s+to\\s+(\\S+)\\s+over\\s+(\\S+)").matcher(t);
      if (m.matches()) {
        return new Ramp(
            Double.parseDouble(m.group(1)),
            Double.parseDouble(m.group(2)),
            Double.parseDouble(m.group(3)));
      }
      return new Constant(Double.parseDouble(t));
    } catch (NumberFormatException e) {
      throw new UserError(
          "schedule '" + text + "' cannot be read.",
          String.format(
              Locale.ROOT,
              "a number, '0.2 * k^-0.6', '0.2 * K^-0.6', '0.01 / (1 + k/3000)', "
                  + "'1 to 10 over 0.2', or one of these followed by "
                  + "'on plateau(factor=0.5, patience=10, every=100)'."),
          e);
    }
  }
}
