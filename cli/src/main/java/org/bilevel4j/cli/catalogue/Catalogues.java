package org.bilevel4j.cli.catalogue;

import java.util.List;
import org.bilevel4j.cli.config.ExperimentLibrary;
import org.bilevel4j.cli.config.ExperimentLoader;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.config.Catalogue;
import org.bilevel4j.core.problem.OracleEntry;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.wiring.Platform;
import org.bilevel4j.datasets.DatasetEntry;
import org.bilevel4j.eval.metric.MetricEntry;
import org.bilevel4j.solvers.estimators.EstimatorEntry;

/** Everything the platform offers to commands. */
public final class Catalogues {
  private final Platform platform;

  private Catalogues(Platform platform) {
    this.platform = platform;
  }

  /** What the class path offers. */
  public static Catalogues load() {
    return new Catalogues(Platform.load());
  }

  public org.bilevel4j.core.catalogue.Catalogue<Solver<?>> solvers() {
    return org.bilevel4j.core.catalogue.Catalogue.load(Solver.KIND);
  }

  public Catalogue<ApplicationEntry> applications() {
    return platform.catalogue(
        ApplicationEntry.class, "application", ApplicationEntry::name, ApplicationEntry::aliases);
  }

  public Catalogue<OracleEntry> oracles() {
    return platform.catalogue(OracleEntry.class, "oracle", OracleEntry::name, OracleEntry::aliases);
  }

  public Catalogue<EstimatorEntry> estimators() {
    return platform.catalogue(
        EstimatorEntry.class, "estimator", EstimatorEntry::name, EstimatorEntry::aliases);
  }

  public Catalogue<DatasetEntry> datasets() {
    return platform.catalogue(DatasetEntry.class, "data set", DatasetEntry::name, e -> List.of());
  }

  public Catalogue<MetricEntry> metrics() {
    return platform.catalogue(MetricEntry.class, "metric", MetricEntry::name, e -> List.of());
  }

  public ExperimentLibrary experiments() {
    return ExperimentLibrary.load();
  }

  public ExperimentLoader loader() {
    return new ExperimentLoader(experiments(), solvers(), applications(), oracles());
  }
}
