package org.bilevel4j.core.problem;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.config.RoleParam;
import org.bilevel4j.core.config.TextForm;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * How many blocks a step samples, and with which probabilities; always without replacement. The set
 * that is drawn knows its design weights, so that sums over it estimate sums over all blocks
 * without bias whatever the probabilities are.
 *
 * @param size n, at least 1; every block where n is at least m
 * @param law which blocks are drawn how often
 * @param weights for {@link Law#WEIGHTS} one for each block, above 0; otherwise empty
 */
@TextForm("a number of blocks, as it is or followed by 'by size' or 'by weights(3, 1, ...)'")
public record Sampler(int size, Law law, List<Double> weights) {
  private static final String BY_SIZE = " by size";
  private static final String BY_WEIGHTS = " by weights(";

  /** With which probability a block is drawn. */
  public enum Law {
    /** n/m. */
    UNIFORM,
    /** In proportion to its rows of the upper level, at most 1. */
    SIZE,
    /** In proportion to its weight, at most 1. */
    WEIGHTS
  }

  /** Checks the numbers and copies the list. */
  public Sampler {
    Args.atLeast(1, size, "blocks per step");
    weights = List.copyOf(weights);
    weights.forEach(w -> Args.positive(w, "the weight of a block"));
    if (weights.isEmpty() == (law == Law.WEIGHTS)) {
      throw new UserError("blocks are drawn by weights exactly where there are weights.");
    }
  }

  /** n blocks, each as likely as any other. */
  public static Sampler of(int n) {
    return new Sampler(n, Law.UNIFORM, List.of());
  }

  /** Reads "16", "16 by size" or "16 by weights(3, 1, 1)"; {@link #toString} writes it. */
  public static Sampler parse(String text) {
    String t = text.trim();
    try {
      if (t.endsWith(BY_SIZE)) {
        return new Sampler(whole(t, t.length() - BY_SIZE.length()), Law.SIZE, List.of());
      }
      int by = t.indexOf(BY_WEIGHTS);
      if (by > 0 && t.endsWith(")")) {
        String list = t.substring(by + BY_WEIGHTS.length(), t.length() - 1);
        List<Double> weights =
            Arrays.stream(list.split(",")).map(w -> Double.valueOf(w.trim())).toList();
        return new Sampler(whole(t, by), Law.WEIGHTS, weights);
      }
      return of(whole(t, t.length()));
    } catch (NumberFormatException e) {
      throw new UserError(
          "blocks per step '" + text + "' cannot be read.",
          "a number, '16 by size' or '16 by weights(3, 1, 1)' with a weight for each block.",
          e);
    }
  }

  private static int whole(String text, int end) {
    return Integer.parseInt(text.substring(0, end).trim());
  }

  /** The one among a solver's parameters, where it samples blocks. */
  public static Optional<Sampler> among(Record params) {
    return RoleParam.all(params).stream()
        .filter(r -> r.role() == Role.BLOCKS)
        .findFirst()
        .map(r -> parse(r.value().toString()));
  }

  /**
   * The probability with which each block is in the set: n for all blocks together.
   *
   * @throws UserError when the weights are not those of this problem
   */
  public double[] probabilities(ProblemShape problem) {
    int m = problem.blocks();
    double[] shares = new double[m];
    if (law == Law.UNIFORM || size >= m) {
      Arrays.fill(shares, Math.min(1, (double) size / m));
      return shares;
    }
    if (law == Law.WEIGHTS && weights.size() != m) {
      throw new UserError(
          "blocks per step '"
              + this
              + "' has "
              + weights.size()
              + " weights, but '"
              + problem.name()
              + "' has "
              + m
              + " blocks.",
          "one weight for each block, or 'by size'.");
    }
    for (int i = 0; i < m; i++) {
      shares[i] = law == Law.SIZE ? problem.upperRows(i).count() : weights.get(i);
    }
    return inclusion(shares);
  }

  /** In proportion to shares; where that would be above 1 the block is certain to be drawn. */
  private double[] inclusion(double[] shares) {
    BitSet certain = new BitSet(shares.length);
    int before;
    int left;
    double sum;
    do {
      before = certain.cardinality();
      left = size - before;
      sum = 0;
      for (int i = certain.nextClearBit(0); i < shares.length; i = certain.nextClearBit(i + 1)) {
        sum += shares[i];
      }
      for (int i = certain.nextClearBit(0); i < shares.length; i = certain.nextClearBit(i + 1)) {
        certain.set(i, left * shares[i] >= sum);
      }
    } while (certain.cardinality() > before);
    for (int i = 0; i < shares.length; i++) {
      shares[i] = certain.get(i) ? 1 : left * shares[i] / sum;
      if (!(shares[i] > 0)) {
        throw new UserError(
            "blocks per step '"
                + this
                + "': block "
                + i
                + " weighs so little that it is never drawn.",
            "weights that are less far apart.");
      }
    }
    return shares;
  }

  @Override
  public String toString() {
    return switch (law) {
      case UNIFORM -> Integer.toString(size);
      case SIZE -> size + BY_SIZE;
      case WEIGHTS ->
          weights.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", size + BY_WEIGHTS, ")"));
    };
  }
}
