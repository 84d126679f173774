package org.bilevel4j.oracles.analytic;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.Draw;

/**
 * How the rows of a set of tasks lie one below the other, and how work on them is cut. The cuts
 * depend on the numbers of rows alone, never on threads.
 *
 * <pre>
 * block    rows whose forward pass is kept as a whole
 * chunk    rows of a block that are worked on in one go by one thread
 * segment  rows of one task within one chunk
 * </pre>
 */
final class RowLayout {
  /** Rows of a block, at most. */
  static final int BLOCK = 2048;

  private static final int MOST_CHUNKS = 8;
  private static final int CHUNK = 256;
  private static final int SMALLEST_CUT = 24;

  private final int[] start; // first row of each task, and the end
  private final int[] firstChunk; // of each block, and the end
  private final int[] chunk; // first row of each chunk, and the end
  private final int[] firstSegment; // of each chunk, and the end
  private final int[] segment; // first row of each segment, and the end
  private final int[] task; // of each segment
  private final int[] firstPiece; // first segment of each task, and the end

  private RowLayout(int[] start) {
    this.start = start;
    int rows = start[start.length - 1];
    int blocks = Math.max(1, (rows + BLOCK - 1) / BLOCK);
    firstChunk = new int[blocks + 1];
    for (int b = 0; b < blocks; b++) {
      firstChunk[b + 1] = firstChunk[b] + chunks(Math.min(BLOCK, rows - b * BLOCK));
    }
    chunk = new int[firstChunk[blocks] + 1];
    for (int b = 0; b < blocks; b++) {
      int n = Math.min(BLOCK, rows - b * BLOCK);
      int count = firstChunk[b + 1] - firstChunk[b];
      for (int c = 0; c < count; c++) {
        chunk[firstChunk[b] + c] = b * BLOCK + n * c / count;
      }
    }
    chunk[firstChunk[blocks]] = rows;
    firstSegment = new int[chunk.length];
    segment = new int[chunk.length + start.length];
    task = new int[chunk.length + start.length];
    firstPiece = new int[start.length];
    cut();
  }

  /** Cuts tasks at the ends of chunks. */
  private void cut() {
    int s = 0;
    int c = 0;
    for (int p = 0; p < tasks(); p++) {
      firstPiece[p] = s;
      for (int row = start[p]; row < start[p + 1]; row = segment[s]) {
        while (chunk[c + 1] <= row) {
          firstSegment[++c] = s;
        }
        task[s] = p;
        segment[s++] = row;
        segment[s] = Math.min(start[p + 1], chunk[c + 1]);
      }
    }
    firstPiece[tasks()] = s;
    Arrays.fill(firstSegment, c + 1, firstSegment.length, s);
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

  /** Number of blocks, which are passed through the embedding one after the other. */
  int blocks() {
    return firstChunk.length - 1;
  }

  /** First row of a block; that of the next is its end. */
  int block(int b) {
    return chunk[firstChunk[b]];
  }

  /** First chunk of a block; that of the next is its end. */
  int firstChunk(int block) {
    return firstChunk[block];
  }

  /** First row of a chunk; that of the next is its end. */
  int chunk(int c) {
    return chunk[c];
  }

  /** Number of segments. */
  int segments() {
    return firstPiece[tasks()];
  }

  /** First segment of a chunk; that of the next is its end. */
  int firstSegment(int chunk) {
    return firstSegment[chunk];
  }

  /** First row of a segment; that of the next is its end. */
  int segment(int s) {
    return segment[s];
  }

  /** The task of a segment. */
  int task(int segment) {
    return task[segment];
  }

  /** First segment of a task; that of the next is its end. */
  int firstPiece(int task) {
    return firstPiece[task];
  }

  /** Whether all rows of a task are in one chunk. */
  boolean isWhole(int task) {
    return firstPiece[task + 1] - firstPiece[task] <= 1;
  }

  /** In how many chunks so many rows of a block are cut: few, since each reads all weights. */
  static int chunks(int rows) {
    if (rows < SMALLEST_CUT) {
      return 1;
    }
    return rows < 2 * CHUNK ? 2 : rows < 4 * CHUNK ? 4 : MOST_CHUNKS;
  }
}
