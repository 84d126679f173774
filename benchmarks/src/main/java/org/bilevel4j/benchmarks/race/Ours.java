package org.bilevel4j.benchmarks.race;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;

/** Our side of a contest: a solver on an application, from the catalogues. */
public final class Ours {
  private static final String APPLICATION = "application.";
  private static final String SOLVER = "solver.";

  private Ours() {}

  /**
   * A run that can be stepped as often as one likes; close it to end its threads.
   *
   * @param application the application's name
   * @param solver the solver's name
   * @param settings keys as "application.key" and "solver.key"
   * @param seed the seed of data and run
   * @param threads at least 1
   * @throws org.bilevel4j.core.util.UserError for an unknown name, key or value
   */
  public static Run<?> open(
      String application, String solver, Map<String, String> settings, long seed, int threads) {
    return open(application, solver, settings, seed, threads, UnaryOperator.identity());
  }

  /**
   * The same with something around the problem.
   *
   * @param around what the solver sees instead of the problem
   */
  static Run<?> open(
      String application,
      String solver,
      Map<String, String> settings,
      long seed,
      int threads,
      UnaryOperator<BilevelProblem> around) {
    return runs(application, solver, settings, seed, threads, around).apply(seed);
  }

  /**
   * Runs of a solver by their seed, all on the application made for one seed.
   *
   * @param around what the solver sees instead of the problem
   */
  static LongFunction<Run<?>> runs(
      String application,
      String solver,
      Map<String, String> settings,
      long seed,
      int threads,
      UnaryOperator<BilevelProblem> around) {
    Application app =
        Catalogue.load(ApplicationFactory.KIND)
            .get(application)
            .with(part(settings, APPLICATION))
            .create(Optional.empty(), seed);
    Solver<?> algorithm = Catalogue.load(Solver.KIND).get(solver).with(part(settings, SOLVER));
    BilevelProblem problem = around.apply(app.problem());
    return s ->
        Run.of(solver, algorithm, problem, RunSpec.of(s, Long.MAX_VALUE).withThreads(threads));
  }

  /** Our side of a contest. */
  public static Run<?> open(Contest contest, int threads) {
    return open(contest.application(), contest.solver(), contest.settings(), 1, threads);
  }

  /**
   * Our side of a contest with derivatives made by a named oracle.
   *
   * @param oracle like "autodiff" or "analytic"
   */
  public static Run<?> open(Contest contest, String oracle, int threads) {
    OracleFactory made = Catalogue.load(OracleFactory.KIND).parse(oracle);
    return open(
        contest.application(), contest.solver(), contest.settings(), 1, threads, made::over);
  }

  private static Map<String, String> part(Map<String, String> settings, String prefix) {
    Map<String, String> some = new TreeMap<>();
    settings.forEach(
        (k, v) -> {
          if (k.startsWith(prefix)) {
            some.put(k.substring(prefix.length()), v);
          }
        });
    return some;
  }
}
