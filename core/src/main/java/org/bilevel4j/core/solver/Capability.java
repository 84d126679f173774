package org.bilevel4j.core.solver;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.config.RoleParam;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.util.UserError;

/**
 * What a solver can do, the columns of the table of solvers. Nothing is declared twice: all of it
 * is read off requirements and parameters, and the contract tests hold it against what a solver
 * does.
 */
public enum Capability {
  /** Every variable moves once per step; the work of a step is the same in all of them. */
  SINGLE_LOOP('1', "single loop", "every variable moves once per step"),
  /** A step may sample some blocks, and then asks and touches those alone. */
  BLOCK_SAMPLING('B', "block sampling", "a step can ask and touch some of the blocks alone"),
  /** Gradients and values only. */
  HESSIAN_FREE('F', "Hessian-free", "no second derivatives, not even products with them"),
  /** x stays in X. */
  UPPER_SET('X', "upper set", "keeps x in a convex set X"),
  /** y_i stays in Y_i. */
  LOWER_SET('Y', "lower set", "keeps y_i in a convex set Y_i"),
  /** P(x, y) at most 0, Q(x, y) = 0 in the lower level. */
  LOWER_CONSTRAINTS('C', "lower constraints", "handles P_i(x, y_i) <= 0 and Q_i(x, y_i) = 0"),
  /** Serves blocks without y_i. */
  NO_LOWER_LEVEL('U', "no lower level", "serves problems without a lower level too"),
  /** Serves rows that come as a stream. */
  STREAMS('S', "streams", "needs no finite sum");

  /** The questions about second derivatives. */
  public static final Set<OracleCall> SECOND_DERIVATIVES =
      Set.of(
          OracleCall.LOWER_HVP,
          OracleCall.LOWER_CROSS_XY,
          OracleCall.LOWER_CROSS_YX,
          OracleCall.LOWER_HESSIAN,
          OracleCall.LOWER_JACOBIAN);

  private final char letter;
  private final String label;
  private final String meaning;

  Capability(char letter, String label, String meaning) {
    this.letter = letter;
    this.label = label;
    this.meaning = meaning;
  }

  /** Its mark in narrow tables. */
  public char letter() {
    return letter;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** What it says of a solver, in one line. */
  public String meaning() {
    return meaning;
  }

  /**
   * Reads letters, as in "1B"; an empty text means none.
   *
   * @throws UserError naming the letter and those there are
   */
  public static Set<Capability> parse(String letters) {
    Set<Capability> out = EnumSet.noneOf(Capability.class);
    for (char c : letters.toUpperCase(Locale.ROOT).toCharArray()) {
      out.add(
          Arrays.stream(values())
              .filter(v -> v.letter == c)
              .findAny()
              .orElseThrow(() -> new UserError("'" + c + "' is no ability of solvers.", legend())));
    }
    return out;
  }

  /** Every letter with its name. */
  public static String legend() {
    return Arrays.stream(values())
        .map(c -> c.letter + " " + c.label)
        .collect(Collectors.joining(", "));
  }

  /** What a solver can do with the parameters it has. */
  public static Set<Capability> of(Solver<?> solver) {
    Requirements needs = solver.requirements();
    Set<Requirements.Trait> traits = needs.traits();
    Set<Capability> out = EnumSet.noneOf(Capability.class);
    put(out, SINGLE_LOOP, !repeats(solver.params()));
    put(out, BLOCK_SAMPLING, has(solver.params(), Role.BLOCKS));
    put(out, HESSIAN_FREE, needs.calls().stream().noneMatch(SECOND_DERIVATIVES::contains));
    put(out, UPPER_SET, traits.contains(Requirements.Trait.UPPER_SET));
    put(out, LOWER_SET, traits.contains(Requirements.Trait.LOWER_SET));
    put(out, LOWER_CONSTRAINTS, traits.contains(Requirements.Trait.LOWER_CONSTRAINTS));
    put(
        out,
        NO_LOWER_LEVEL,
        traits.contains(Requirements.Trait.NO_LOWER_LEVEL)
            || traits.contains(Requirements.Trait.ONLY_UPPER_LEVEL));
    put(out, STREAMS, !traits.contains(Requirements.Trait.FINITE_ROWS));
    return out;
  }

  private static void put(Set<Capability> out, Capability c, boolean can) {
    if (can) {
      out.add(c);
    }
  }

  private static boolean has(Record params, Role role) {
    return RoleParam.all(params).stream().anyMatch(r -> r.role() == role);
  }

  private static boolean repeats(Record params) {
    return RoleParam.all(params).stream()
        .anyMatch(r -> r.role() == Role.INNER_STEPS && ((Number) r.value()).longValue() > 1);
  }
}
