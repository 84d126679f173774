package org.bilevel4j.eval.metric;

/** How the catalogue finds a metric; registered as a service. */
public interface MetricEntry {

  /** The name users type, for instance "stationarity". */
  String name();

  /** One line: what it measures. */
  String title();

  /** When it is taken. */
  Tier tier();

  /** The default parameters, the only place where default numbers stand. */
  default Record defaults() {
    return new NoParams();
  }

  /**
   * The metric with these parameters.
   *
   * @param params of the class of {@link #defaults()}
   */
  Metric create(Record params);
}
