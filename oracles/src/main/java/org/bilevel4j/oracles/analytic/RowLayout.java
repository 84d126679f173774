package org.bilevel4j.oracles.analytic;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.Draw;

/**
 * How the rows of a set of tasks lie one below the other, and how work on them is cut. The cuts
 * depend on the numbers of rows alone, never on threads.
 */
final class RowLayout {
  /** Rows whose forward pass is kept as a whole; larger draws go block by block. */
  static final int BLOCK = 2048;

  private static final int SEGMENT = 256;
  private static final int GROUPS = 8;
  private static final int CHUNK = 256;
  private static final int SMALLEST_CUT = 24;

  private final int[] start; // first row of each position, and the end
  private final int[] position; // of each segment: rows of one task
  private final int[] from;
  private final int[] firstSegment; // of each group of segments, and the end

  private RowLayout(int[] start) {
    this.start = start;
    int n = start.length - 1;
    int count = 0;
    for (int p = 0; p < n; p++) {
      count += (start[p + 1] - start[p] + SEGMENT - 1) / SEGMENT;
    }
    position = new int[count];
    from = new int[count + 1];
    int s = 0;
    for (int p = 0; p < n; p++) {
      for (int r = start[p]; r < start[p + 1]; r += SEGMENT) {
        position[s] = p;
        from[s++] = r;
      }
    }
    from[count] = start[n];
    int groups = Math.max(1, Math.min(GROUPS, count));
    firstSegment = new int[groups + 1];
    for (int g = 0; g <= groups; g++) {
      firstSegment[g] = (int) ((long) count * g / groups);
    }
  }

  /** The layout of a draw; the old one where it is the same. */
  static RowLayout of(BlockSet set, RowSource source, Draw draw, RowLayout old) {
    int[] start = new int[set.size() + 1];
    for (int p = 0; p < set.size(); p++) {
      start[p + 1] = Math.addExact(start[p], draw.size(source.rows(set.id(p))));
    }
    return Arrays.equals(start, old.start) ? old : new RowLayout(start);
  }

  /** The layout of nothing. */
  static RowLayout none() {
    return new RowLayout(new int[] {0});
  }

  /** All rows. */
  int rows() {
    return start[start.length - 1];
  }

  /** Number of tasks. */
  int tasks() {
    return start.length - 1;
  }

  /** First row of a task. */
  int start(int task) {
    return start[task];
  }

  /** Rows of a task. */
  int count(int task) {
    return start[task + 1] - start[task];
  }

  /** The task that a row belongs to. */
  int taskOf(int row) {
    int p = Arrays.binarySearch(start, row);
    p = p < 0 ? -p - 2 : p;
    while (start[p + 1] <= row) {
      p++;
    }
    return p;
  }

  /** Number of segments: rows of one task, at most a few hundred. */
  int segments() {
    return position.length;
  }

  /** The task of a segment. */
  int task(int segment) {
    return position[segment];
  }

  /** First row of a segment; that of the next is its end. */
  int from(int segment) {
    return from[segment];
  }

  /** Number of groups of consecutive segments, which are worked on by one thread each. */
  int groups() {
    return firstSegment.length - 1;
  }

  /** First segment of a group; that of the next is its end. */
  int firstSegment(int group) {
    return firstSegment[group];
  }

  /** Number of blocks that are passed through the embedding one after the other. */
  int passes() {
    return Math.max(1, (rows() + BLOCK - 1) / BLOCK);
  }

  /** In how many chunks so many rows of one pass are cut: few, since each reads all weights. */
  static int chunks(int rows) {
    if (rows < SMALLEST_CUT) {
      return 1;
    }
    return rows < 2 * CHUNK ? 2 : rows < 4 * CHUNK ? 4 : GROUPS;
  }
}
