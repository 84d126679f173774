package org.bilevel4j.oracles.network;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.Draw;

/**
 * How the rows of a set of tasks are stacked, and how work on them is cut. The cuts depend on the
 * numbers of rows only, never on threads.
 *
 * <pre>
 * microbatch  rows whose forward pass is kept as a whole
 * chunk       rows of a microbatch that one thread works on in one go
 * segment     rows of one task within one chunk
 * </pre>
 */
public final class RowLayout {
  /** Rows of a microbatch, at most. */
  static final int MICROBATCH = 2048;

  private static final int MOST_CHUNKS = 8;
  private static final int CHUNK = 256;
  private static final int SMALLEST_CUT = 24;

  private final int[] start; // first row of each task, and the end
  private final int[] firstChunk; // of each microbatch, and the end
  private final int[] chunk; // first row of each chunk, and the end
  private final int[] firstSegment; // of each chunk, and the end
  private final int[] segment; // first row of each segment, and the end
  private final int[] task; // of each segment
  private final int[] taskSegment; // first segment of each task, and the end

  /** Work on rows from..to-1, which belong to one task. */
  @FunctionalInterface
  public interface TaskRows {
    /**
     * Works on the rows.
     *
     * @param task position in the set
     */
    void accept(int task, int from, int to);
  }

  private RowLayout(int[] start) {
    this.start = start;
    int rows = start[start.length - 1];
    int batches = Math.max(1, (rows + MICROBATCH - 1) / MICROBATCH);
    firstChunk = new int[batches + 1];
    for (int b = 0; b < batches; b++) {
      firstChunk[b + 1] = firstChunk[b] + chunks(Math.min(MICROBATCH, rows - b * MICROBATCH));
    }
    chunk = new int[firstChunk[batches] + 1];
    for (int b = 0; b < batches; b++) {
      int n = Math.min(MICROBATCH, rows - b * MICROBATCH);
      int count = firstChunk[b + 1] - firstChunk[b];
      for (int c = 0; c < count; c++) {
        chunk[firstChunk[b] + c] = b * MICROBATCH + n * c / count;
      }
    }
    chunk[firstChunk[batches]] = rows;
    firstSegment = new int[chunk.length];
    segment = new int[chunk.length + start.length];
    task = new int[chunk.length + start.length];
    taskSegment = new int[start.length];
    cut();
  }

  /** Cuts tasks at the ends of chunks. */
  private void cut() {
    int s = 0;
    int c = 0;
    for (int p = 0; p < tasks(); p++) {
      taskSegment[p] = s;
      for (int row = start[p]; row < start[p + 1]; row = segment[s]) {
        while (chunk[c + 1] <= row) {
          firstSegment[++c] = s;
        }
        task[s] = p;
        segment[s++] = row;
        segment[s] = Math.min(start[p + 1], chunk[c + 1]);
      }
    }
    taskSegment[tasks()] = s;
    Arrays.fill(firstSegment, c + 1, firstSegment.length, s);
  }

  /** The layout of a draw; the old one where it is the same. */
  static RowLayout of(BlockSet set, RowSource source, Draw draw, RowLayout old) {
    int[] start = new int[set.size() + 1];
    for (int p = 0; p < set.size(); p++) {
      start[p + 1] = Math.addExact(start[p], draw.size(set.id(p), source.rows(set.id(p))));
    }
    return Arrays.equals(start, old.start) ? old : new RowLayout(start);
  }

  /** The layout of no rows. */
  static RowLayout none() {
    return new RowLayout(new int[] {0});
  }

  /** All rows. */
  public int rows() {
    return start[start.length - 1];
  }

  /** Number of tasks. */
  public int tasks() {
    return start.length - 1;
  }

  /** First row of a task. */
  public int start(int task) {
    return start[task];
  }

  /** End of the rows of a task. */
  public int end(int task) {
    return start[task + 1];
  }

  /** Number of rows of a task. */
  public int count(int task) {
    return start[task + 1] - start[task];
  }

  /** Works on rows from..to-1 task by task, in order; tasks without rows are left out. */
  public void each(int from, int to, TaskRows work) {
    if (from == to) {
      return;
    }
    int row = from;
    for (int t = taskOf(from); row < to; t++) {
      int end = Math.min(to, start[t + 1]);
      if (row < end) {
        work.accept(t, row, end);
        row = end;
      }
    }
  }

  private int taskOf(int row) {
    int p = Arrays.binarySearch(start, row);
    p = p < 0 ? -p - 2 : p;
    while (start[p + 1] <= row) {
      p++;
    }
    return p;
  }

  /** Number of microbatches, which are passed through the network one after the other. */
  int microbatches() {
    return firstChunk.length - 1;
  }

  /** First row of a microbatch; that of the next is its end. */
  int microbatch(int b) {
    return chunk[firstChunk[b]];
  }

  /** First row of the microbatch that a row lies in. */
  static int microbatchOf(int row) {
    return row / MICROBATCH * MICROBATCH;
  }

  /** First chunk of a microbatch; that of the next is its end. */
  int firstChunk(int microbatch) {
    return firstChunk[microbatch];
  }

  /** A chunk. */
  RowChunk chunk(int c) {
    return new RowChunk(c, chunk[c], chunk[c + 1]);
  }

  /** Number of segments. */
  public int segments() {
    return taskSegment[tasks()];
  }

  /** First segment of a chunk; that of the next is its end. */
  public int firstSegment(int chunk) {
    return firstSegment[chunk];
  }

  /** First row of a segment; that of the next is its end. */
  public int segment(int s) {
    return segment[s];
  }

  /** The task of a segment. */
  public int task(int segment) {
    return task[segment];
  }

  /** First segment of a task; that of the next is its end. */
  public int firstSegmentOfTask(int task) {
    return taskSegment[task];
  }

  /** Whether all rows of a task are in one chunk. */
  public boolean isWhole(int task) {
    return taskSegment[task + 1] - taskSegment[task] <= 1;
  }

  /** The number of chunks of so many rows of a microbatch: few, since each reads all weights. */
  static int chunks(int rows) {
    if (rows < SMALLEST_CUT) {
      return 1;
    }
    return rows < 2 * CHUNK ? 2 : rows < 4 * CHUNK ? 4 : MOST_CHUNKS;
  }
}
