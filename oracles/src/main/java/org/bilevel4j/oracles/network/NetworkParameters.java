package org.bilevel4j.oracles.network;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.internal.MatCopies;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of one network for all tasks, or of one network per task, in the precision of the
 * passes, together with the numbers derived from them.
 */
final class NetworkParameters {
  private static final int MOST_PARTS = 4;

  /** Entries that one thread loads, at least. */
  private static final int PART = 8192;

  private final Embedding embedding;
  private final Precision precision;
  private double[] content = {};
  private @Nullable Mat values; // one network a row
  private int networks;
  private boolean shared;
  private long stamp; // 0: nothing yet
  private long used;

  NetworkParameters(Embedding embedding, Precision precision) {
    this.embedding = embedding;
    this.precision = precision;
  }

  /** Whether it holds exactly these parameters. */
  boolean holds(boolean forAll, int count, IntFunction<Vec> vectors) {
    if (stamp == 0 || shared != forAll || networks != count) {
      return false;
    }
    int n = embedding.parameters();
    for (int p = 0; p < count; p++) {
      if (!same(content, p * n, n, vectors.apply(p))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(double[] content, int at, int n, Vec x) {
    if (!x.isFloat()) {
      return Arrays.equals(content, at, at + n, x.doubles(), x.offset(), x.offset() + n);
    }
    for (int j = 0; j < n; j++) {
      if (Double.compare(content[at + j], x.get(j)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Takes on other parameters. */
  void load(boolean forAll, int count, IntFunction<Vec> vectors, long newStamp, WorkerTeam team) {
    int n = embedding.parameters();
    stamp = 0; // stays so when loading fails
    shared = forAll;
    networks = count;
    if (content.length < Math.multiplyExact(count, n)) {
      content = new double[count * n];
    }
    for (int p = 0; p < count; p++) {
      vectors.apply(p).slice(0, n).copyTo(content, p * n);
    }
    Mat target = Mat.reuse(values, precision, count, Math.addExact(n, embedding.derived()));
    values = target;
    int parts = Math.max(1, Math.min(MOST_PARTS, n / PART));
    team.run(
        Math.multiplyExact(count, parts),
        job -> {
          int network = job / parts;
          int part = job % parts;
          int from = (int) ((long) n * part / parts);
          int to = (int) ((long) n * (part + 1) / parts);
          Mat row = target.rowRange(network, network + 1);
          MatCopies.load(content, network * n + from, to - from, row, from);
          embedding.derive(content, network * n, row, n, part, parts);
        });
    stamp = newStamp;
  }

  /** Whether all tasks have the same network. */
  boolean isShared() {
    return shared;
  }

  /** The network of a task: its parameters, then the numbers derived from them. */
  Mat of(int task) {
    if (values == null) {
      throw new IllegalStateException("parameters of a network were asked before they were set.");
    }
    return shared ? values : values.rowRange(task, task + 1);
  }

  /** Identifies the content; never used again for another one. */
  long stamp() {
    return stamp;
  }

  long used() {
    return used;
  }

  void touch(long clock) {
    used = clock;
  }
}
