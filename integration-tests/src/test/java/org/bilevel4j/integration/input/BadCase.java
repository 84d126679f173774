package org.bilevel4j.integration.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One way to get it wrong.
 *
 * @param name what is wrong
 * @param code the exit code that must come
 * @param part what the sentence must hold
 * @param setup lays the files out and gives the words to type
 */
record BadCase(String name, int code, String part, Setup setup) {

  /** Lays files out. */
  @FunctionalInterface
  interface Setup {
    /**
     * Prepares a case.
     *
     * @param folder an empty folder of its own
     * @return the words to type
     */
    List<String> words(Path folder) throws IOException;
  }

  /** A case of the exit code of bad input. */
  static BadCase of(String name, String part, Setup setup) {
    return new BadCase(name, 2, part, setup);
  }

  @Override
  public String toString() {
    return name;
  }
}
