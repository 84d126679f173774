package org.bilevel4j.eval.metric;

import java.util.List;
import org.bilevel4j.core.application.Application;

/** Something that is measured of a snapshot, as one or several columns. Immutable. */
public interface Metric {

  /**
   * The columns this metric fills for an application; empty when it does not apply, and then it is
   * never measured. They do not depend on the solver, so that runs of a grid share them.
   */
  List<String> columns(Application application);

  /**
   * Measures.
   *
   * @param e the snapshot and everything that can be asked about it
   * @return one value per column, NaN where a value is not defined
   */
  double[] measure(Evaluation e);
}
