package org.bilevel4j.core.problem;

import java.util.function.IntFunction;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/**
 * An addressed batch for every block: the same draw gives the same rows whenever and wherever it is
 * asked, so that STORM methods can ask it at two points and tables can be kept by (block, row).
 */
public final class Draw {
  private static final Draw FULL = new Draw(Key.of(0), Key.of(0), 0, Batch.full());

  private final Key key;
  private final Key stream;
  private final long ordinal;
  private final Batch batch;

  /**
   * A draw.
   *
   * @param key the address of this draw
   * @param stream the address of the sequence it belongs to, for sampling by epochs
   * @param ordinal its place in that sequence, from 0
   * @param batch how many rows
   */
  public Draw(Key key, Key stream, long ordinal, Batch batch) {
    this.key = key;
    this.stream = stream;
    this.ordinal = ordinal;
    this.batch = batch;
  }

  /** The draw of every row. */
  public static Draw full() {
    return FULL;
  }

  /** What is drawn. */
  public Batch batch() {
    return batch;
  }

  /** Whether every row is taken. */
  public boolean isFull() {
    return batch instanceof Batch.Full;
  }

  /** Where a streaming block takes its rows from. */
  public Key key(int block) {
    return key.child(block);
  }

  private static boolean isGrouped(Batch.Size s) {
    return s.sampling() == Batch.Sampling.GROUP || s.sampling() == Batch.Sampling.GROUP_IN_TURN;
  }

  /** The group of rows that a block gets. */
  private int group(int block, Batch.Size s, Rows rows) {
    int groups = (rows.count() + s.size() - 1) / s.size();
    return s.sampling() == Batch.Sampling.GROUP
        ? key(block).rng().nextInt(groups)
        : (int) (ordinal % groups);
  }

  /** How many rows a block with these rows gets. */
  public int size(int block, Rows rows) {
    if (rows.kind() == Rows.Kind.EXACT) {
      return 1;
    }
    if (batch instanceof Batch.Size s) {
      return isGrouped(s) && rows.kind() == Rows.Kind.FINITE
          ? Math.min(s.size(), rows.count() - group(block, s, rows) * s.size())
          : s.size();
    }
    if (batch instanceof Batch.Stratified s) {
      return s.positives() + s.negatives();
    }
    return rows.count();
  }

  /** How many rows the blocks of a set get together. */
  public long size(BlockSet set, IntFunction<Rows> rows) {
    long sum = 0;
    for (int p = 0; p < set.size(); p++) {
      sum += size(set.id(p), rows.apply(set.id(p)));
    }
    return sum;
  }

  /**
   * Writes the row ids of a finite block.
   *
   * @param block the block's id
   * @param rows its rows
   * @param target modified from position {@code at} on
   * @return how many ids were written
   */
  public int fill(int block, Rows rows, int[] target, int at) {
    int n = size(block, rows);
    if (batch instanceof Batch.Stratified s) {
      Rng rng = key(block).rng();
      for (int r = 0; r < n; r++) {
        target[at + r] =
            r < s.positives()
                ? rng.nextInt(rows.positives())
                : rows.positives() + rng.nextInt(rows.count() - rows.positives());
      }
    } else if (batch instanceof Batch.Size s && s.sampling() == Batch.Sampling.REPLACE) {
      Rng rng = key(block).rng();
      for (int r = 0; r < n; r++) {
        target[at + r] = rng.nextInt(rows.count());
      }
    } else if (batch instanceof Batch.Size s && s.sampling() == Batch.Sampling.DISTINCT) {
      Permutation p = Permutation.of(key(block), rows.count());
      for (int r = 0; r < n; r++) {
        target[at + r] = p.at(r);
      }
    } else if (batch instanceof Batch.Size s && isGrouped(s)) {
      int first = group(block, s, rows) * s.size();
      for (int r = 0; r < n; r++) {
        target[at + r] = first + r;
      }
    } else if (batch instanceof Batch.Size s) {
      fillInTurn(block, s.sampling(), rows.count(), n, target, at);
    } else {
      for (int r = 0; r < n; r++) {
        target[at + r] = r;
      }
    }
    return n;
  }

  /** The next n rows of a sequence that runs through all rows, epoch by epoch. */
  private void fillInTurn(
      int block, Batch.Sampling sampling, int count, int n, int[] target, int at) {
    long first = Math.multiplyExact(ordinal, (long) n);
    long epoch = first / count;
    int place = (int) (first % count);
    Permutation order = order(block, sampling, epoch, count);
    for (int r = 0; r < n; r++) {
      if (place == count) {
        place = 0;
        epoch++;
        order = order(block, sampling, epoch, count);
      }
      target[at + r] = order == null ? place : order.at(place);
      place++;
    }
  }

  /** The order of an epoch; null is that of the rows. */
  private @Nullable Permutation order(int block, Batch.Sampling sampling, long epoch, int count) {
    return switch (sampling) {
      case EPOCHS -> Permutation.of(stream.child(block).child(epoch), count);
      case SHUFFLED -> Permutation.of(stream.child(block), count);
      case SHUFFLED_TOGETHER -> Permutation.of(stream, count);
      default -> null;
    };
  }

  /** The row ids of a finite block as a fresh array. */
  public int[] rows(int block, Rows rows) {
    int[] ids = new int[size(block, rows)];
    fill(block, rows, ids, 0);
    return ids;
  }

  /**
   * Refuses a batch that does not fit a block.
   *
   * @param who the parameter it comes from
   * @throws UserError when it asks for more distinct rows than there are, or for classes that the
   *     rows do not have
   */
  public static void check(Batch batch, Rows rows, String who, int block) {
    if (batch instanceof Batch.Stratified
        && (rows.positives() < 1 || rows.positives() >= rows.count())) {
      throw new UserError(
          who
              + ": batch "
              + batch
              + " asks for positives and negatives, but block "
              + block
              + " does not have both.",
          "a plain batch size.");
    }
    if (batch instanceof Batch.Size s
        && rows.kind() == Rows.Kind.FINITE
        && !isGrouped(s)
        && s.size() > rows.count()) {
      throw new UserError(
          who
              + ": batch "
              + s.size()
              + " is larger than the "
              + rows.count()
              + " rows of block "
              + block
              + ".",
          "'full'.");
    }
  }
}
