package org.bilevel4j.core.application;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the catalogue finds an application; registered as a service. */
public interface ApplicationEntry {

  /** The name users type, for instance "robust-hpo-letter". */
  String name();

  /** Further names. */
  default List<String> aliases() {
    return List.of();
  }

  /** One line: what it is. */
  String title();

  /** The mathematics in plain text: x, y_i, f_i, g_i, with shapes. */
  String formulation();

  /** Where the problem comes from: authors, year, experiment. */
  String source();

  /** Names of the data sets it reads. */
  List<String> datasets();

  /** The default parameters, the only place where default numbers stand. */
  Record defaults();

  /**
   * The application for one run.
   *
   * @param params of the class of {@link #defaults()}
   * @param data a directory to look for data in before the usual places
   * @param seed the run's seed: splits and random features follow it
   */
  Application create(Record params, Optional<Path> data, long seed);
}
