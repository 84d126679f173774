package org.bilevel4j.oracles;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Dual;

/**
 * First differences of the losses of a set of blocks at one point. Only copies are moved; the
 * caller's vectors are never touched.
 */
final class FirstDifferences {
  private final DifferenceContext run;
  private final BlockSet set;
  private final Vec x;
  private final Vec[] y;
  private final Vec[] dual;
  private final SampledLosses loss;

  FirstDifferences(
      DifferenceContext run, BlockSet set, Vec x, Blocks y, Dual dual, SampledLosses loss) {
    this.run = run;
    this.set = set;
    this.x = x;
    this.y = each(set, y::at);
    this.dual = each(set, dual::at);
    this.loss = loss;
  }

  private static Vec[] each(BlockSet set, IntFunction<Vec> vectors) {
    Vec[] out = new Vec[set.size()];
    Arrays.setAll(out, p -> vectors.apply(set.id(p)));
    return out;
  }

  DifferenceContext run() {
    return run;
  }

  BlockSet set() {
    return set;
  }

  Vec x() {
    return x;
  }

  Vec y(int position) {
    return y[position];
  }

  Workspace workspace() {
    return run.workspace();
  }

  WorkerTeam team() {
    return run.workspace().team();
  }

  /** A zero vector like x over the set's blocks. */
  Vec upperZeros() {
    return run.shape().upperZeros(run.workspace(), set);
  }

  /** The losses. */
  Vec values() {
    Vec out = run.workspace().vec(set.size());
    team().run(set.size(), p -> out.set(p, loss.at(p, x, y[p], dual[p])));
    return out;
  }

  /**
   * The loss of a block differenced along one coordinate of one of its arguments.
   *
   * @param moving one of the arguments; moved and put back
   * @param h the step
   */
  double slope(int p, Vec atX, Vec atY, Vec atDual, Vec moving, int j, double h) {
    double kept = moving.get(j);
    double above = kept + h;
    double below = kept - h;
    moving.set(j, above);
    double up = loss.at(p, atX, atY, atDual);
    moving.set(j, below);
    double down = loss.at(p, atX, atY, atDual);
    moving.set(j, kept);
    return (up - down) / (above - below);
  }

  /** {@link #slope} along a coordinate of x, at another y. */
  double slopeX(int p, Vec movingX, Vec atY, int a, double h) {
    return slope(p, movingX, atY, dual[p], movingX, a, h);
  }

  /** {@link #slope} along a coordinate of y, at another x. */
  double slopeY(int p, Vec atX, Vec movingY, int j, double h) {
    return slope(p, atX, movingY, dual[p], movingY, j, h);
  }

  /** The gradients in y. */
  Blocks gradY() {
    Blocks out = run.workspace().blocks(set, run.shape().lowerDims());
    CoordinateChunks.blocks(
        team(),
        out,
        (chunk, p, from, to) -> {
          Vec moving = DifferenceContext.doubleCopy(y[p]);
          Vec result = out.atPosition(p);
          for (int j = from; j < to; j++) {
            result.set(j, slopeY(p, x, moving, j, first(moving, j)));
          }
        });
    return out;
  }

  /** The gradients in the alphas. */
  Blocks gradDual(Dims dims) {
    Blocks out = run.workspace().blocks(set, dims);
    CoordinateChunks.blocks(
        team(),
        out,
        (chunk, p, from, to) -> {
          Vec moving = DifferenceContext.doubleCopy(dual[p]);
          Vec result = out.atPosition(p);
          for (int j = from; j < to; j++) {
            result.set(j, slope(p, x, y[p], moving, moving, j, first(moving, j)));
          }
        });
    return out;
  }

  /** out += the weighted gradient in x. */
  void addGradX(Weights w, Vec out) {
    int chunks = CoordinateChunks.chunks(team(), x.dim());
    Vec[] copies = run.copies(x, chunks);
    CoordinateChunks.upper(
        team(),
        run.shape().localParts(),
        x.dim(),
        set,
        (chunk, from, to, firstPosition, lastPosition) -> {
          Vec moving = copies[chunk];
          for (int a = from; a < to; a++) {
            double h = first(moving, a);
            double sum = 0;
            for (int p = firstPosition; p < lastPosition; p++) {
              double weight = w.at(set.id(p));
              sum += weight == 0 ? 0 : weight * slopeX(p, moving, y[p], a, h);
            }
            out.add(a, sum);
          }
        });
  }

  /** out += the weighted gradient in the one alpha. */
  void addGradSharedDual(Weights w, Vec alpha, Vec out) {
    team()
        .run(
            alpha.dim(),
            j -> {
              Vec moving = DifferenceContext.doubleCopy(alpha);
              double h = first(moving, j);
              double sum = 0;
              for (int p = 0; p < set.size(); p++) {
                double weight = w.at(set.id(p));
                sum += weight == 0 ? 0 : weight * slope(p, x, y[p], moving, moving, j, h);
              }
              out.add(j, sum);
            });
  }

  private double first(Vec moving, int j) {
    return StepLengths.coordinate(run.lengths().first(), moving.get(j));
  }

  /** The step along a coordinate for second differences. */
  double second(Vec at, int j) {
    return StepLengths.coordinate(run.lengths().second(), at.get(j));
  }
}
