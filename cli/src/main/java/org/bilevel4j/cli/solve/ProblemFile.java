package org.bilevel4j.cli.solve;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.applications.quadratic.BlockLossEvaluation;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.OptimumSearch;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * A quadratic problem from a JSON file as an application, for {@code solve} and experiments.
 *
 * @param file the problem
 * @param solver that it is meant for; any when empty
 */
@AutoService(Component.class)
@Listed(
    name = "problem-file",
    title = "a quadratic problem from a JSON file, as 'solve' takes it",
    source = "the user's file")
public record ProblemFile(
    @Param("the problem as JSON, see docs/PROBLEMS.md") String file,
    @Param("the solver it is meant for, where the lower level has many minimisers") String solver)
    implements ApplicationFactory {

  /** No file, for any solver. */
  public ProblemFile() {
    this("", "");
  }

  /**
   * The problem, judged by its own losses and against its exact solution.
   *
   * @param problem what solvers see
   * @param blockNames "block 0" to "block m-1", as in the file
   * @param search its exact solution, or why none is known
   */
  public record Posed(
      QuadraticProblem problem, List<String> blockNames, OptimumSearch.Result search)
      implements Application {
    /** A problem that is read. */
    public static Posed of(QuadraticProblem problem) {
      return new Posed(
          problem,
          IntStream.range(0, problem.blocks()).mapToObj(i -> "block " + i).toList(),
          OptimumSearch.of(problem));
    }

    @Override
    public List<EvaluationSet> evaluationSets() {
      return List.of(new BlockLossEvaluation(problem, blockNames));
    }

    @Override
    public Optional<KnownOptimum> known() {
      return search.optimum().map(o -> new FoundOptimum(problem, o));
    }
  }

  @Override
  public String formulation() {
    return """
        f_i = 1/2 x'[xx]x + [x]'x + 1/2 y'[yy]y + [y]'y + x'[xy]y
              + alpha'([ax]x + [ay]y + [a]) - 1/2 alpha'[aa]alpha + [c]
        g_i likewise, without alpha; x in X, alpha_i in A_i, y_i in Y_i,
        [x]x + [y]y <= [c] or = [c] in the lower level
        """;
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    if (file.isBlank()) {
      throw new UserError("problem-file: file is empty, must name a JSON file.");
    }
    return Posed.of(ProblemReader.read(Path.of(file), solver));
  }
}
