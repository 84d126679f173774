package org.bilevel4j.core.config;

/**
 * What a parameter does in any algorithm, so that automatic step sizes, tuning and the table of
 * solvers find it whatever the paper calls it. L_g, L_f, L_F and so on are {@code core.auto}'s
 * estimates.
 */
public enum Role {
  /** Nothing that tools know. */
  NONE("", ""),
  /** Step size along the hypergradient. */
  STEP_UPPER("step size of x", ""),
  /** Step size along grad_y g. */
  STEP_LOWER("step size of y", ""),
  /** Step size on the adjoint system H v = grad_y f. */
  STEP_ADJOINT("step size of v", ""),
  /** Step size inside a series of the inverse Hessian; a matter of curvature, not of tuning. */
  STEP_SERIES("step of the series, below 2/L", "above 0"),
  /** Step size along grad_alpha f. */
  STEP_DUAL("step size of alpha", ""),
  /** Step size of simplex weights along the losses. */
  STEP_WEIGHTS("step size of lambda", ""),
  /** Step size along grad_y (f + sigma g). */
  STEP_PENALISED("step size of y", ""),
  /** Step size of x over the penalised one of y. */
  STEP_RATIO("step size of x over that of y", "above 0"),
  /** One step size for x and y together, along f plus a multiple of g. */
  STEP_JOINT("step size of x and y", ""),
  /** Step size along the signs of grad_y g. */
  STEP_SIGNS("step size of y", ""),
  /** Step size of a multiplier along its constraint. */
  STEP_MULTIPLIER("step size of sigma", ""),
  /** The radius of a ball that v must not leave. */
  RADIUS("radius of the ball v lies in", "above 0, or Infinity"),
  /** The penalty multiplier sigma. */
  MULTIPLIER("penalty multiplier", ""),
  /** Whether the steps of x and of the penalised y are divided by 1 + sigma. */
  DIVIDED("divide the steps of x and y by 1 + sigma", ""),
  /** How many updates of a variable one step makes. */
  INNER_STEPS("lower steps", "at least 1"),
  /** Along how many directions one step takes differences. */
  DIRECTIONS("directions of the differences", "at least 1"),
  /** How many blocks one step samples. */
  BLOCKS("blocks per step", "at least 1");

  private final String meaning;
  private final String range;

  Role(String meaning, String range) {
    this.meaning = meaning;
    this.range = range;
  }

  /** What such a parameter means, in one line, unless it says so itself. */
  public String meaning() {
    return meaning;
  }

  /** Which values it allows, in words, unless it says so itself. */
  public String range() {
    return range;
  }

  /** Whether it is a step size that tuning varies. */
  public boolean isTuned() {
    return isStep() && this != STEP_SERIES;
  }

  /** Whether it may be chosen automatically when asked for by name. */
  public boolean isChosen() {
    return isStep() || this == RADIUS;
  }

  /** Whether it is a step size. */
  public boolean isStep() {
    return name().startsWith("STEP_");
  }
}
