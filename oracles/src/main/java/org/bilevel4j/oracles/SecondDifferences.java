package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.ProblemShape;
import org.jspecify.annotations.Nullable;

/** Second differences of lower losses: differences of slopes at two moved arguments. */
final class SecondDifferences {
  private final FirstDifferences point;
  private final BlockSet set;
  private final ProblemShape shape;
  private final double relative;

  SecondDifferences(FirstDifferences point) {
    this.point = point;
    this.set = point.set();
    this.shape = point.run().shape();
    this.relative = point.run().lengths().second();
  }

  /** The two ends y + k v and y - k v of one block, as copies. */
  private static final class Ends {
    private final Vec up;
    private final Vec down;
    private final double twoK;

    private Ends(Vec y, Vec v, double relative) {
      double k = StepLengths.direction(relative, y, v);
      this.up = DifferenceContext.doubleCopy(y);
      this.down = DifferenceContext.doubleCopy(y);
      this.twoK = 2 * k;
      up.axpy(k, v);
      down.axpy(-k, v);
    }
  }

  Blocks hvpYY(Blocks v) {
    Blocks out = point.workspace().blocks(set, shape.lowerDims());
    CoordinateChunks.blocks(
        point.team(),
        out,
        (chunk, p, from, to) -> {
          Ends y = new Ends(point.y(p), v.at(set.id(p)), relative);
          Vec result = out.atPosition(p);
          for (int j = from; j < to; j++) {
            double h = point.second(point.y(p), j);
            double up = point.slopeY(p, point.x(), y.up, j, h);
            double down = point.slopeY(p, point.x(), y.down, j, h);
            result.set(j, (up - down) / y.twoK);
          }
        });
    return out;
  }

  void addCrossXY(Weights w, Blocks v, Vec out) {
    Ends[] y = new Ends[set.size()];
    for (int p = 0; p < y.length; p++) {
      y[p] = new Ends(point.y(p), v.at(set.id(p)), relative);
    }
    Vec[] copies =
        point.run().copies(point.x(), CoordinateChunks.chunks(point.team(), shape.upperDim()));
    CoordinateChunks.upper(
        point.team(),
        shape.localParts(),
        shape.upperDim(),
        set,
        (chunk, from, to, first, last) -> {
          Vec x = copies[chunk];
          for (int a = from; a < to; a++) {
            double h = point.second(x, a);
            double sum = 0;
            for (int p = first; p < last; p++) {
              double weight = w.at(set.id(p));
              sum += weight == 0 ? 0 : weight * crossEntry(p, x, a, h, y[p]);
            }
            out.add(a, sum);
          }
        });
  }

  private double crossEntry(int p, Vec x, int a, double h, Ends y) {
    return (point.slopeX(p, x, y.up, a, h) - point.slopeX(p, x, y.down, a, h)) / y.twoK;
  }

  Blocks crossYX(Vec u) {
    Blocks out = point.workspace().blocks(set, shape.lowerDims());
    int chunks = CoordinateChunks.chunks(point.team(), shape.lowerDims().total(set));
    Vec[] copies = point.run().copies(point.x(), 2 * chunks);
    CoordinateChunks.blocks(
        point.team(),
        out,
        (chunk, p, from, to) -> {
          Vec up = copies[2 * chunk];
          Vec down = copies[2 * chunk + 1];
          Support seen =
              shape.localParts().support(BlockSet.of(set.blocks(), set.id(p))).orElse(null);
          double k = moveSeen(seen, u, up, down);
          Vec y = DifferenceContext.doubleCopy(point.y(p));
          Vec result = out.atPosition(p);
          for (int j = from; j < to; j++) {
            double h = point.second(y, j);
            double high = point.slopeY(p, up, y, j, h);
            double low = point.slopeY(p, down, y, j, h);
            result.set(j, (high - low) / (2 * k));
          }
          putBack(seen, up);
          putBack(seen, down);
        });
    return out;
  }

  /** Moves two copies of x along +-u where a block looks, and returns the step. */
  private double moveSeen(@Nullable Support seen, Vec u, Vec up, Vec down) {
    double sizeX = 0;
    double sizeU = 0;
    int ranges = seen == null ? 1 : seen.ranges();
    for (int r = 0; r < ranges; r++) {
      sizeX += range(seen, r, point.x()).normSquared();
      sizeU += range(seen, r, u).normSquared();
    }
    double k = StepLengths.direction(relative, Math.sqrt(sizeX), Math.sqrt(sizeU));
    for (int r = 0; r < ranges; r++) {
      Vec along = range(seen, r, u);
      range(seen, r, up).axpy(k, along);
      range(seen, r, down).axpy(-k, along);
    }
    return k;
  }

  private void putBack(@Nullable Support seen, Vec copy) {
    for (int r = 0; r < (seen == null ? 1 : seen.ranges()); r++) {
      range(seen, r, copy).copyFrom(range(seen, r, point.x()));
    }
  }

  private static Vec range(@Nullable Support seen, int r, Vec v) {
    return seen == null ? v.slice(0, v.dim()) : v.slice(seen.from(r), seen.to(r));
  }

  Blocks hessianYY() {
    Dims dims = shape.lowerDims();
    Blocks layout = point.workspace().blocks(set, dims);
    Blocks out = point.workspace().blocks(set, dims.squared());
    CoordinateChunks.blocks(
        point.team(),
        layout,
        (chunk, p, from, to) -> {
          Vec y = DifferenceContext.doubleCopy(point.y(p));
          Vec h = out.atPosition(p);
          int d = y.dim();
          for (int a = from; a < to; a++) {
            for (int b = a; b < d; b++) {
              double entry = mixed(p, point.x(), y, y, b, a);
              h.set(a * d + b, entry);
              h.set(b * d + a, entry);
            }
          }
        });
    return out;
  }

  Blocks jacobianXY() {
    Dims dims = shape.lowerDims();
    Blocks out = point.workspace().blocks(set, dims.timesRows(shape.upperDim()));
    Vec[] copies =
        point.run().copies(point.x(), CoordinateChunks.chunks(point.team(), shape.upperDim()));
    CoordinateChunks.upper(
        point.team(),
        shape.localParts(),
        shape.upperDim(),
        set,
        (chunk, from, to, first, last) -> {
          for (int p = first; p < last; p++) {
            Vec y = DifferenceContext.doubleCopy(point.y(p));
            Vec j = out.atPosition(p);
            for (int a = from; a < to; a++) {
              for (int b = 0; b < y.dim(); b++) {
                j.set(a * y.dim() + b, mixed(p, copies[chunk], y, copies[chunk], a, b));
              }
            }
          }
        });
    return out;
  }

  /** d/dmoved_a d/dy_b g; moved is x or y, both put back. */
  private double mixed(int p, Vec x, Vec y, Vec moved, int a, int b) {
    double kept = moved.get(a);
    double step = point.second(moved, a);
    double h = point.second(y, b);
    double above = kept + step;
    double below = kept - step;
    moved.set(a, above);
    double up = point.slopeY(p, x, y, b, h);
    moved.set(a, below);
    double down = point.slopeY(p, x, y, b, h);
    moved.set(a, kept);
    return (up - down) / (above - below);
  }
}
