package org.bilevel4j.oracles.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Rng;

/**
 * Compares claimed gradients of one scalar function per block with central differences: coordinate
 * by coordinate, and along dense random directions, whose errors are traced by halving to the
 * coordinate that causes them.
 */
final class GradientComparison {
  private static final double TINY = 1e-300;

  private final String what;
  private final String argument;
  private final BlockSet set;
  private final Vec[] point; // one argument for all positions, or one each
  private final Function<Vec[], Vec> functions;
  private final Vec[] claimed;
  private final double bound;
  private final CheckOptions options;
  private final double[] floor;
  private final double[] noise;

  /**
   * A comparison.
   *
   * @param point one argument that all functions share, or one per position
   * @param functions their values by position at such arguments
   * @param claimed the gradients by position
   */
  GradientComparison(
      String what,
      String argument,
      BlockSet set,
      Vec[] point,
      Function<Vec[], Vec> functions,
      Vec[] claimed,
      double bound,
      CheckOptions options) {
    this.what = what;
    this.argument = argument;
    this.set = set;
    this.point = point;
    this.functions = functions;
    this.claimed = claimed;
    this.bound = bound;
    this.options = options;
    this.floor = new double[set.size()];
    this.noise = new double[set.size()];
    Vec values = functions.apply(point);
    for (int p = 0; p < set.size(); p++) {
      floor[p] = ErrorScale.largest(claimed[p]);
      noise[p] = ErrorScale.NOISE * Math.abs(values.get(p));
    }
  }

  private int part(int position) {
    return point.length == 1 ? 0 : position;
  }

  /** The worst finding of each block that has the argument. */
  List<CheckFinding> run(Rng rng) {
    WorstFindings worst = new WorstFindings(set.size());
    for (int s = 0; s < options.coordinates(); s++) {
      Vec[] along = new Vec[point.length];
      int[] coordinates = new int[point.length];
      for (int q = 0; q < point.length; q++) {
        int d = point[q].dim();
        boolean all = d <= options.coordinates();
        coordinates[q] = all ? (s < d ? s : -1) : rng.nextInt(d);
        along[q] = Vec.zeros(d);
        if (coordinates[q] >= 0) {
          along[q].set(coordinates[q], 1);
        }
      }
      compare(along, coordinates, worst);
    }
    for (int s = 0; s < options.directions(); s++) {
      Vec[] along = new Vec[point.length];
      int[] none = new int[point.length];
      for (int q = 0; q < point.length; q++) {
        along[q] = GaussianVectors.vector(point[q].dim(), rng);
        none[q] = -1;
      }
      for (int p : compare(along, none, worst)) {
        worst.named(p, locate(p, along[part(p)]));
      }
    }
    return worst.findings();
  }

  /** Compares slopes along one vector per argument; returns the positions that fail. */
  private List<Integer> compare(Vec[] along, int[] coordinates, WorstFindings worst) {
    List<Integer> failed = new ArrayList<>();
    double[][] slopes = slopes(along);
    for (int p = 0; p < set.size(); p++) {
      int q = part(p);
      if (along[q].normSquared() == 0) {
        continue;
      }
      CheckFinding f = finding(p, coordinates[q], along[q], slopes);
      worst.add(p, f);
      if (!f.passed()) {
        failed.add(p);
      }
    }
    return failed;
  }

  private CheckFinding finding(int p, int coordinate, Vec along, double[][] slopes) {
    double value = coordinate < 0 ? claimed[p].dot(along) : claimed[p].get(coordinate);
    double reference = nearest(value, slopes[0][p], slopes[1][p]);
    double scale =
        Math.max(
            Math.max(Math.abs(value), Math.abs(reference)),
            Math.max(floor[p], noise[p] * along.norm()));
    int id = set.id(p);
    return CheckFinding.of(what, id, argument, coordinate, value, reference, scale, bound);
  }

  private static double nearest(double value, double a, double b) {
    return Math.abs(a - value) <= Math.abs(b - value) ? a : b;
  }

  /** Halves a direction, always keeping the half with the larger error. */
  private CheckFinding locate(int p, Vec along) {
    int from = 0;
    int to = along.dim();
    while (to - from > 1) {
      int mid = (from + to) >>> 1;
      if (error(p, along, from, mid) >= error(p, along, mid, to)) {
        to = mid;
      } else {
        from = mid;
      }
    }
    Vec unit = Vec.zeros(along.dim());
    unit.set(from, 1);
    return finding(p, from, unit, slopes(only(p, unit)));
  }

  private double error(int p, Vec along, int from, int to) {
    Vec part = Vec.zeros(along.dim());
    part.slice(from, to).copyFrom(along.slice(from, to));
    double[][] slopes = slopes(only(p, part));
    double value = claimed[p].slice(from, to).dot(along.slice(from, to));
    double error = Math.abs(value - nearest(value, slopes[0][p], slopes[1][p]));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /** The direction for one position's argument, zero for the others. */
  private Vec[] only(int p, Vec along) {
    Vec[] out = new Vec[point.length];
    for (int q = 0; q < out.length; q++) {
      out[q] = q == part(p) ? along : Vec.zeros(point[q].dim());
    }
    return out;
  }

  /** Central differences along one vector per argument, by step length and position. */
  private double[][] slopes(Vec[] along) {
    double[] lengths = options.lengths();
    double[][] slopes = new double[lengths.length][set.size()];
    for (int l = 0; l < lengths.length; l++) {
      Vec[] up = new Vec[point.length];
      Vec[] down = new Vec[point.length];
      double[] step = new double[point.length];
      for (int q = 0; q < point.length; q++) {
        step[q] =
            lengths[l] * (1 + sizeWhere(along[q], point[q])) / Math.max(along[q].norm(), TINY);
        up[q] = point[q].copy();
        down[q] = point[q].copy();
        up[q].axpy(step[q], along[q]);
        down[q].axpy(-step[q], along[q]);
      }
      Vec high = functions.apply(up);
      Vec low = functions.apply(down);
      for (int p = 0; p < set.size(); p++) {
        slopes[l][p] = (high.get(p) - low.get(p)) / (2 * step[part(p)]);
      }
    }
    return slopes;
  }

  /** The norm of a point over the coordinates that a direction moves. */
  private static double sizeWhere(Vec along, Vec at) {
    double sum = 0;
    for (int j = 0; j < along.dim(); j++) {
      sum += along.get(j) == 0 ? 0 : at.get(j) * at.get(j);
    }
    return Math.sqrt(sum);
  }
}
