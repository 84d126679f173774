package org.bilevel4j.cli.catalogue;

import org.bilevel4j.applications.auc.ScoreObjective;
import org.bilevel4j.cli.config.ExperimentLibrary;
import org.bilevel4j.cli.config.ExperimentLoader;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.wiring.Platform;
import org.bilevel4j.datasets.Dataset;
import org.bilevel4j.eval.metric.Metric;
import org.bilevel4j.solvers.estimators.Hypergradient;

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

  public Catalogue<Solver<?>> solvers() {
    return platform.catalogue(Solver.KIND);
  }

  public Catalogue<ApplicationFactory> applications() {
    return platform.catalogue(ApplicationFactory.KIND);
  }

  public Catalogue<OracleFactory> oracles() {
    return platform.catalogue(OracleFactory.KIND);
  }

  public Catalogue<Hypergradient> estimators() {
    return platform.catalogue(Hypergradient.KIND);
  }

  public Catalogue<ScoreObjective> objectives() {
    return platform.catalogue(ScoreObjective.KIND);
  }

  public Catalogue<Dataset> datasets() {
    return platform.catalogue(Dataset.KIND);
  }

  public Catalogue<Metric> metrics() {
    return platform.catalogue(Metric.KIND);
  }

  public ExperimentLibrary experiments() {
    return ExperimentLibrary.load();
  }

  public ExperimentLoader loader() {
    return new ExperimentLoader(experiments(), solvers(), applications(), oracles());
  }
}
