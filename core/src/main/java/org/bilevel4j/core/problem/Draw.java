package org.bilevel4j.core.problem;

import java.util.function.IntFunction;
import java.util.function.LongFunction;
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
      fillClasses(block, rows, s, target, at);
    } else if (batch instanceof Batch.Size s && isGrouped(s)) {
      count(group(block, s, rows) * s.size(), n, target, at);
    } else if (batch instanceof Batch.Size s) {
      fill(key(block), order(block, s.sampling()), s.sampling(), rows.count(), n, target, at);
    } else {
      count(0, n, target, at);
    }
    return n;
  }

  private static void count(int from, int n, int[] target, int at) {
    for (int r = 0; r < n; r++) {
      target[at + r] = from + r;
    }
  }

  private void fillClasses(int block, Rows rows, Batch.Stratified s, int[] target, int at) {
    int negatives = rows.count() - rows.positives();
    int from = at + s.positives();
    if (s.sampling() == Batch.Sampling.REPLACE) {
      Rng rng = key(block).rng();
      replace(rng, rows.positives(), s.positives(), target, at);
      replace(rng, negatives, s.negatives(), target, from);
    } else {
      fillClass("positives", block, s.sampling(), rows.positives(), s.positives(), target, at);
      fillClass("negatives", block, s.sampling(), negatives, s.negatives(), target, from);
    }
    for (int r = 0; r < s.negatives(); r++) {
      target[from + r] += rows.positives();
    }
  }

  private void fillClass(
      String name, int block, Batch.Sampling sampling, int count, int n, int[] target, int at) {
    Key own = stream.child(block).child(name);
    fill(key(block).child(name), own::child, sampling, count, n, target, at);
  }

  /**
   * Draws n out of 0..count-1.
   *
   * @param own the address of the draw
   * @param orders the address of the order of an epoch
   */
  private void fill(
      Key own,
      LongFunction<Key> orders,
      Batch.Sampling sampling,
      int count,
      int n,
      int[] target,
      int at) {
    if (sampling == Batch.Sampling.REPLACE) {
      replace(own.rng(), count, n, target, at);
    } else if (sampling == Batch.Sampling.DISTINCT) {
      Permutation p = Permutation.of(own, count);
      for (int r = 0; r < n; r++) {
        target[at + r] = p.at(r);
      }
    } else {
      boolean inOrder = sampling == Batch.Sampling.IN_ORDER;
      fillInTurn(
          e -> inOrder ? null : Permutation.of(orders.apply(e), count), count, n, target, at);
    }
  }

  private static void replace(Rng rng, int count, int n, int[] target, int at) {
    for (int r = 0; r < n; r++) {
      target[at + r] = rng.nextInt(count);
    }
  }

  /** The next n rows of a sequence that runs through all rows, epoch by epoch. */
  private void fillInTurn(
      LongFunction<@Nullable Permutation> orders, int count, int n, int[] target, int at) {
    long first = Math.multiplyExact(ordinal, (long) n);
    long epoch = first / count;
    int place = (int) (first % count);
    Permutation order = orders.apply(epoch);
    for (int r = 0; r < n; r++) {
      if (place == count) {
        place = 0;
        epoch++;
        order = orders.apply(epoch);
      }
      target[at + r] = order == null ? place : order.at(place);
      place++;
    }
  }

  /** The address of the order of an epoch. */
  private LongFunction<Key> order(int block, Batch.Sampling sampling) {
    Key own = sampling == Batch.Sampling.SHUFFLED_TOGETHER ? stream : stream.child(block);
    return sampling == Batch.Sampling.EPOCHS ? own::child : epoch -> own;
  }

  /**
   * What the loss of a drawn row counts so that a sum over the draw estimates the mean over all
   * rows of a block without bias: 1/n, unless the classes were drawn apart; then the share of the
   * row's class in the block over the number drawn of it. A loss that is a mean over rows and takes
   * stratified draws has to be weighed so; one made of the means of two classes is not: these are
   * means over what was drawn of each class, 1 over that number.
   *
   * @param place of the row among those drawn
   */
  public double weight(int block, Rows rows, int place) {
    if (batch instanceof Batch.Stratified s) {
      boolean positive = place < s.positives();
      double own = positive ? rows.positives() : rows.count() - rows.positives();
      return own / rows.count() / (positive ? s.positives() : s.negatives());
    }
    return 1.0 / size(block, rows);
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
    if (batch instanceof Batch.Stratified s) {
      checkClasses(s, rows, who, block);
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

  private static void checkClasses(Batch.Stratified s, Rows rows, String who, int block) {
    int positives = rows.positives();
    int negatives = rows.count() - positives;
    if (positives < 1 || negatives < 1) {
      throw new UserError(
          who
              + ": batch "
              + s
              + " asks for positives and negatives, but block "
              + block
              + " does not have both.",
          "a plain batch size.");
    }
    boolean again = s.sampling() == Batch.Sampling.REPLACE;
    if (!again && (s.positives() > positives || s.negatives() > negatives)) {
      throw new UserError(
          who
              + ": batch '"
              + s
              + "' asks for more distinct rows of a class than block "
              + block
              + " has: "
              + positives
              + " positives and "
              + negatives
              + " negatives.",
          "'"
              + new Batch.Stratified(s.positives(), s.negatives())
              + "', which draws with replacement, or at most '"
              + new Batch.Stratified(
                  Math.min(positives, s.positives()),
                  Math.min(negatives, s.negatives()),
                  s.sampling())
              + "'.");
    }
  }
}
