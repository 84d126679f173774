package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * The named matrices that x, y_i and alpha_i are made of, each row-major, one after the other in
 * the order they were named.
 *
 * <pre>
 * x        shared parameters, then the local parameters of block 0, of block 1, ...
 * y_i      lower parameters
 * alpha_i  dual parameters; or one alpha for all blocks, of shared dual parameters
 * </pre>
 */
public final class Parameters {
  private final List<Parameter> all;

  /** Which variable a parameter belongs to. */
  enum Role {
    SHARED,
    LOCAL,
    LOWER,
    DUAL,
    SHARED_DUAL
  }

  /**
   * A named matrix.
   *
   * @param at where it begins in its variable, or in the part of a block
   */
  record Parameter(Role role, String name, int rows, int cols, int at) {
    int size() {
      return rows * cols;
    }

    boolean isOfX() {
      return role == Role.SHARED || role == Role.LOCAL;
    }

    boolean perBlock() {
      return role != Role.SHARED && role != Role.SHARED_DUAL;
    }
  }

  private Parameters(List<Parameter> all) {
    this.all = all;
  }

  /** No parameters yet. */
  public static Parameters none() {
    return new Parameters(List.of());
  }

  /** A matrix in x that all blocks share. */
  public Parameters shared(String name, int rows, int cols) {
    return with(Role.SHARED, name, rows, cols);
  }

  /** A matrix in x of which every block has its own. */
  public Parameters local(String name, int rows, int cols) {
    return with(Role.LOCAL, name, rows, cols);
  }

  /** A matrix in y_i. */
  public Parameters lower(String name, int rows, int cols) {
    return with(Role.LOWER, name, rows, cols);
  }

  /** A matrix in alpha_i. */
  public Parameters dual(String name, int rows, int cols) {
    return with(Role.DUAL, name, rows, cols);
  }

  /** A matrix in the one alpha that all blocks share. */
  public Parameters sharedDual(String name, int rows, int cols) {
    return with(Role.SHARED_DUAL, name, rows, cols);
  }

  private Parameters with(Role role, String name, int rows, int cols) {
    Args.atLeast(1, rows, "rows of parameter '" + name + "'");
    Args.atLeast(1, cols, "columns of parameter '" + name + "'");
    if (all.stream().anyMatch(p -> p.name.equals(name))) {
      throw new UserError("parameter '" + name + "' is named twice.", "another name.");
    }
    List<Parameter> more = new ArrayList<>(all);
    more.add(new Parameter(role, name, rows, cols, dim(role)));
    return new Parameters(List.copyOf(more));
  }

  /** The parameters of a role, in order. */
  List<Parameter> of(Role role) {
    return all.stream().filter(p -> p.role == role).toList();
  }

  List<Parameter> all() {
    return all;
  }

  /** The number of entries of a role, of one block where it is per block. */
  int dim(Role role) {
    return Math.toIntExact(
        all.stream().filter(p -> p.role == role).mapToLong(Parameter::size).sum());
  }

  Parameter named(String name) {
    return all.stream()
        .filter(p -> p.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "the model has no parameter '" + name + "'.",
                    all.stream().map(Parameter::name).collect(Collectors.joining(", "))));
  }

  /**
   * The entries of a shared, lower or dual parameter in its variable.
   *
   * @param variable x, y_i or alpha_i; changes show in it
   */
  public Vec slice(Vec variable, String name) {
    Parameter p = named(name);
    return variable.slice(p.at, p.at + p.size());
  }
}
