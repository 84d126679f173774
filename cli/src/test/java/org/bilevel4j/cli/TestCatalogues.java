package org.bilevel4j.cli;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.config.ExperimentLoader;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.eval.exact.ExactOptions;

/** The platform as tests see it: what is on their class path. */
public final class TestCatalogues {
  private static final Catalogues OFFERS = Catalogues.load();

  private TestCatalogues() {}

  /** A loader of experiments. */
  public static ExperimentLoader loader() {
    return OFFERS.loader();
  }

  /** A context on so many threads. */
  public static RunContext context(int threads, LongSupplier nanos) {
    return new RunContext(
        Optional.empty(),
        threads,
        "test",
        "test",
        Set.of(),
        OFFERS.metrics(),
        ExactOptions.defaults(),
        nanos);
  }
}
