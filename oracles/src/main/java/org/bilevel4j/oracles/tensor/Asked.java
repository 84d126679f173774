package org.bilevel4j.oracles.tensor;

import java.util.List;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Replay;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** A question of a level with the places of its arguments and results, looked up once. */
final class Asked {
  final String question;
  final @Nullable Place weights;
  private final @Nullable Place[] vectors;
  private final Parameter[] parts;
  private final Place[] results;

  /**
   * Looks the places up.
   *
   * @param vector name of the argument
   * @param of the parameters that an argument has entries for
   */
  Asked(Replay replay, Recording recording, String question, String vector, List<Parameter> of) {
    this.question = question;
    this.weights = replay.argument(question, Recording.WEIGHTS);
    this.vectors = new Place[of.size()];
    for (int k = 0; k < vectors.length; k++) {
      vectors[k] = replay.argument(question, Recording.argument(vector, of.get(k)));
    }
    List<Recording.Piece> pieces = recording.pieces(question);
    this.parts = pieces.stream().map(Recording.Piece::parameter).toArray(Parameter[]::new);
    this.results =
        pieces.stream().map(p -> replay.result(question, p.result())).toArray(Place[]::new);
  }

  /** Where the entries of an argument go that belong to the k-th parameter; null if unused. */
  @Nullable Place vector(int k) {
    return vectors[k];
  }

  /** How many parameters the answer has entries for; those of others are zero. */
  int size() {
    return parts.length;
  }

  /** The k-th of them. */
  Parameter part(int k) {
    return parts[k];
  }

  /** Where its entries are. */
  Place result(int k) {
    return results[k];
  }
}
