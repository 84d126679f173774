package org.bilevel4j.oracles.network;

/** Work on the rows of one chunk; different chunks are worked on at the same time. */
@FunctionalInterface
public interface ChunkWork {
  /** No work at all. */
  ChunkWork NONE = c -> {};

  /** Works on a chunk, whose features are computed. */
  void accept(RowChunk chunk);

  /** This, then some more. */
  default ChunkWork then(ChunkWork next) {
    return this == NONE
        ? next
        : c -> {
          accept(c);
          next.accept(c);
        };
  }
}
