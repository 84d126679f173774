package org.bilevel4j.datasets;

import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Kind;

/**
 * A data set that the platform can tell about: its title says in one line what it is, its source
 * whom to cite.
 */
public interface Dataset extends Component {

  /** The kind of component it is. */
  Kind<Dataset> KIND = new Kind<>(Dataset.class, "data set", "fashion-mnist");

  /** Licence of the data. */
  String licence();

  /** Rows, columns and classes or what corresponds to them, in one line. */
  String size();

  /**
   * Looks for the data and verifies what it finds. Bad data is a state of the answer, not an
   * exception.
   *
   * @param finder where to look
   */
  DataStatus status(DataFinder finder);
}
