package org.bilevel4j.eval.metric;

import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Kind;

/** Something that is measured of a snapshot, as one or several columns. */
public interface Metric extends Component {

  /** The kind of component it is. */
  Kind<Metric> KIND = new Kind<>(Metric.class, "metric", "prox(proxRho=2, proxSteps=50)");

  /** When it is taken. */
  Tier tier();

  /**
   * The columns this metric fills for an application, and which way each is better; empty when it
   * does not apply, and then it is never measured. They do not depend on the solver, so that runs
   * of a grid share them.
   */
  List<Measure> columns(Application application);

  /**
   * Measures.
   *
   * @param e the snapshot and everything that can be asked about it
   * @return one value per column, NaN where a value is not defined
   */
  double[] measure(Evaluation e);
}
