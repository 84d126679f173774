package org.bilevel4j.oracles.analytic;

import java.util.Arrays;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * The last few places x that were asked about, with their parameters in the precision of the
 * passes. Places are told apart by content, so that a vector changed in between is never mistaken
 * for the old one.
 */
final class Parameters {
  private static final int PLACES = 3;
  private static final int PARTS = 4;

  /** Entries that are loaded by one thread, at least. */
  private static final int PART = 8192;

  /** One place. */
  static final class Place {
    private final double[] x;
    private final Mat embedding; // 1 x (parameters of the embedding and what is derived)
    private long stamp; // changes whenever the content does
    private long used;

    private Place(int dim, int embedding, Precision precision) {
      this.x = new double[dim];
      this.embedding = Mat.zeros(precision, 1, embedding);
    }

    /** x, not to be modified. */
    double[] x() {
      return x;
    }

    /** The embedding's parameters, and behind them what is derived from them. */
    Mat embedding() {
      return embedding;
    }

    /** Names the content; never used again for another one. */
    long stamp() {
      return stamp;
    }
  }

  private final Place[] places = new Place[PLACES];
  private final double[] asked;
  private final Embedding embedding;
  private final WorkerTeam team;
  private int last;
  private long clock;

  Parameters(int dim, Embedding embedding, Precision precision, WorkerTeam team) {
    this.embedding = embedding;
    this.team = team;
    this.asked = new double[dim];
    for (int p = 0; p < PLACES; p++) {
      places[p] = new Place(dim, embedding.parameters() + embedding.derived(), precision);
    }
  }

  /** The place with the content of x. */
  Place of(Vec x) {
    double[] array = asked;
    int at = 0;
    if (x.isFloat()) {
      x.copyTo(asked, 0);
    } else {
      array = x.doubles();
      at = x.offset();
    }
    clock++;
    int oldest = 0;
    for (int k = 0; k < PLACES; k++) {
      int p = (last + k) % PLACES;
      Place place = places[p];
      if (place.stamp > 0 && same(place.x, array, at)) {
        place.used = clock;
        last = p;
        return place;
      }
      oldest = places[p].used < places[oldest].used ? p : oldest;
    }
    last = oldest;
    Place place = places[oldest];
    System.arraycopy(array, at, place.x, 0, place.x.length);
    load(place);
    place.stamp = clock;
    place.used = clock;
    return place;
  }

  private void load(Place place) {
    int n = embedding.parameters();
    int parts = Math.max(1, Math.min(PARTS, n / PART));
    team.run(
        parts,
        part -> {
          int from = (int) ((long) n * part / parts);
          int to = (int) ((long) n * (part + 1) / parts);
          Mats.load(place.x, from, to - from, place.embedding, from);
          embedding.derive(place.x, place.embedding, n, part, parts);
        });
  }

  private static boolean same(double[] x, double[] array, int at) {
    return Arrays.equals(x, 0, x.length, array, at, at + x.length);
  }
}
