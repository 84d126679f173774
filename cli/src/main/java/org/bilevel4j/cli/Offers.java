package org.bilevel4j.cli;

import java.util.List;
import org.bilevel4j.cli.config.ExperimentLibrary;
import org.bilevel4j.cli.config.ExperimentLoader;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.config.Catalogue;
import org.bilevel4j.core.problem.OracleEntry;
import org.bilevel4j.core.solver.SolverEntry;
import org.bilevel4j.core.wiring.Platform;
import org.bilevel4j.datasets.DatasetEntry;
import org.bilevel4j.eval.metric.MetricEntry;
import org.bilevel4j.solvers.parts.EstimatorEntry;

/** Everything the platform offers to commands. */
final class Offers {
  private final Platform platform;

  private Offers(Platform platform) {
    this.platform = platform;
  }

  /** What the class path offers. */
  static Offers load() {
    return new Offers(Platform.load());
  }

  Catalogue<SolverEntry> solvers() {
    return platform.catalogue(SolverEntry.class, "solver", SolverEntry::name, SolverEntry::aliases);
  }

  Catalogue<ApplicationEntry> applications() {
    return platform.catalogue(
        ApplicationEntry.class, "application", ApplicationEntry::name, ApplicationEntry::aliases);
  }

  Catalogue<OracleEntry> oracles() {
    return platform.catalogue(OracleEntry.class, "oracle", OracleEntry::name, OracleEntry::aliases);
  }

  Catalogue<EstimatorEntry> estimators() {
    return platform.catalogue(
        EstimatorEntry.class, "estimator", EstimatorEntry::name, EstimatorEntry::aliases);
  }

  Catalogue<DatasetEntry> datasets() {
    return platform.catalogue(DatasetEntry.class, "data set", DatasetEntry::name, e -> List.of());
  }

  Catalogue<MetricEntry> metrics() {
    return platform.catalogue(MetricEntry.class, "metric", MetricEntry::name, e -> List.of());
  }

  ExperimentLibrary experiments() {
    return ExperimentLibrary.load();
  }

  ExperimentLoader loader() {
    return new ExperimentLoader(experiments(), solvers(), applications(), oracles());
  }
}
