package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.LocalParts;

/**
 * Cuts coordinates into chunks for a team. Coordinates are computed independently, so the number of
 * chunks, which depends on the number of threads, does not change the results.
 */
final class CoordinateChunks {
  private static final int CHUNKS_PER_THREAD = 4;

  private CoordinateChunks() {}

  /** Work on coordinates from..to-1 of one block. */
  @FunctionalInterface
  interface BlockPart {
    void run(int chunk, int position, int from, int to);
  }

  /** Work on coordinates from..to-1 of x, on which positions first..last-1 depend. */
  @FunctionalInterface
  interface UpperPart {
    void run(int chunk, int from, int to, int first, int last);
  }

  /** How many chunks this many coordinates are cut into. */
  static int chunks(WorkerTeam team, int coordinates) {
    return team.threads() == 1
        ? Math.min(1, coordinates)
        : Math.min(coordinates, CHUNKS_PER_THREAD * team.threads());
  }

  /** Works through all coordinates of packed blocks. */
  static void blocks(WorkerTeam team, Blocks layout, BlockPart part) {
    BlockSet set = layout.set();
    int total = layout.dims().total(set);
    int chunks = chunks(team, total);
    team.run(
        chunks,
        c -> {
          int begin = bound(c, chunks, total);
          int end = bound(c + 1, chunks, total);
          for (int p = firstPosition(layout, begin); p < set.size(); p++) {
            int offset = layout.offset(p);
            if (offset >= end) {
              return;
            }
            int to = Math.min(end - offset, layout.dims().of(set.id(p)));
            int from = Math.max(0, begin - offset);
            if (from < to) {
              part.run(c, p, from, to);
            }
          }
        });
  }

  /** The position of the block that holds a flat index, or an empty one before it. */
  private static int firstPosition(Blocks layout, int index) {
    int low = 0;
    int high = layout.set().size() - 1;
    while (low < high) {
      int mid = (low + high + 1) >>> 1;
      if (layout.offset(mid) <= index) {
        low = mid;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  /**
   * Works through the coordinates of x that blocks of a set depend on: the shared ones at every
   * position, the local ones at their own.
   */
  static void upper(WorkerTeam team, LocalParts parts, int upperDim, BlockSet set, UpperPart part) {
    int shared = parts.exist() ? parts.shared() : upperDim;
    int[] ends = new int[parts.exist() ? set.size() + 1 : 1];
    ends[0] = shared;
    for (int s = 1; s < ends.length; s++) {
      int id = set.id(s - 1);
      ends[s] = ends[s - 1] + parts.to(id) - parts.from(id);
    }
    int total = ends[ends.length - 1];
    int chunks = chunks(team, total);
    team.run(
        chunks,
        c -> {
          int begin = bound(c, chunks, total);
          int end = bound(c + 1, chunks, total);
          if (begin < Math.min(end, shared)) {
            part.run(c, begin, Math.min(end, shared), 0, set.size());
          }
          for (int s = 1; s < ends.length; s++) {
            int from = Math.max(begin, ends[s - 1]);
            int to = Math.min(end, ends[s]);
            if (from < to) {
              int shift = parts.from(set.id(s - 1)) - ends[s - 1];
              part.run(c, from + shift, to + shift, s - 1, s);
            }
          }
        });
  }

  private static int bound(int chunk, int chunks, int total) {
    return (int) ((long) total * chunk / chunks);
  }
}
