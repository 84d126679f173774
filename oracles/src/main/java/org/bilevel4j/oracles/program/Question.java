package org.bilevel4j.oracles.program;

import java.util.List;
import org.bilevel4j.oracles.graph.Value;

/**
 * What a program is asked.
 *
 * @param name tells questions apart
 * @param results values that answer it
 */
public record Question(String name, List<Value> results) {
  /** Copies the list. */
  public Question {
    results = List.copyOf(results);
  }
}
