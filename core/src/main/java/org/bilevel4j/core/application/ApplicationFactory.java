package org.bilevel4j.core.application;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.catalogue.Kind;

/** Makes an application: a record of its parameters. */
public interface ApplicationFactory extends Component {

  /** The kind of component it is. */
  Kind<ApplicationFactory> KIND =
      new Kind<>(ApplicationFactory.class, "application", "robust-hpo-letter(tasks=4)");

  @Override
  default ApplicationFactory with(String parameter, Object value) {
    return Entry.of(this).with(Map.of(parameter, value));
  }

  /** The mathematics in plain text: x, y_i, f_i, g_i, with shapes. */
  String formulation();

  /** Names of the data sets it reads. */
  default List<String> datasets() {
    return List.of();
  }

  /**
   * The application for one run.
   *
   * @param data a directory to look for data in before the usual places
   * @param seed the run's seed: splits and random features follow it
   */
  Application create(Optional<Path> data, long seed);
}
