package org.bilevel4j.oracles.network;

import java.util.function.IntFunction;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.kernels.Precision;

/**
 * The parameters of an embedding at the last few points that one run asked about, in the precision
 * of the passes. They are told apart by content, so that a vector that has changed since is never
 * mistaken for the old one. Both levels of a run share one cache. Used by one thread.
 */
public final class ParameterCache {
  private static final int KEPT = 3;

  private final NetworkParameters[] kept = new NetworkParameters[KEPT];
  private final Embedding embedding;
  private final Precision precision;
  private final WorkerTeam team;
  private int last;
  private long clock;

  /**
   * An empty cache.
   *
   * @param precision of the passes; the vectors that are asked about are double or float
   * @param team works on the passes of the run
   */
  public ParameterCache(Embedding embedding, Precision precision, WorkerTeam team) {
    this.embedding = embedding;
    this.precision = precision;
    this.team = team;
    for (int p = 0; p < KEPT; p++) {
      kept[p] = new NetworkParameters(embedding, precision);
    }
  }

  Embedding embedding() {
    return embedding;
  }

  Precision precision() {
    return precision;
  }

  WorkerTeam team() {
    return team;
  }

  /** One network for all tasks, whose parameters are the first entries of x. */
  NetworkParameters shared(Vec x) {
    return find(true, 1, p -> x);
  }

  /** A network for each task of a set, whose parameters are the first entries of its block. */
  NetworkParameters perTask(BlockSet set, Blocks networks) {
    return find(false, set.size(), p -> networks.at(set.id(p)));
  }

  private NetworkParameters find(boolean forAll, int count, IntFunction<Vec> vectors) {
    clock++;
    int oldest = 0;
    for (int k = 0; k < KEPT; k++) {
      int p = (last + k) % KEPT;
      if (kept[p].holds(forAll, count, vectors)) {
        return touched(p);
      }
      oldest = kept[p].used() < kept[oldest].used() ? p : oldest;
    }
    kept[oldest].load(forAll, count, vectors, clock, team);
    return touched(oldest);
  }

  private NetworkParameters touched(int p) {
    last = p;
    kept[p].touch(clock);
    return kept[p];
  }
}
