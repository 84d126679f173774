package org.bilevel4j.cli.solve;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.solver.Param;
import org.bilevel4j.core.util.UserError;

/** A quadratic problem from a JSON file as an application, for {@code solve} and experiments. */
@AutoService(ApplicationEntry.class)
public final class ProblemFile implements ApplicationEntry {

  /**
   * Parameters.
   *
   * @param file the problem
   */
  public record Params(@Param("the problem as JSON, see docs/PROBLEMS.md") String file) {}

  /**
   * The problem, judged by its own losses.
   *
   * @param problem what solvers see
   * @param blockNames "0" to "m-1", as in the file
   */
  public record Posed(QuadraticProblem problem, List<String> blockNames) implements Application {
    /** A problem with its blocks named. */
    public static Posed of(QuadraticProblem problem) {
      return new Posed(
          problem, IntStream.range(0, problem.blocks()).mapToObj(Integer::toString).toList());
    }

    @Override
    public List<EvaluationSet> evaluationSets() {
      return List.of();
    }
  }

  @Override
  public String name() {
    return "problem-file";
  }

  @Override
  public String title() {
    return "a quadratic problem from a JSON file, as 'solve' takes it";
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
  public String source() {
    return "the user's file";
  }

  @Override
  public List<String> datasets() {
    return List.of();
  }

  @Override
  public Params defaults() {
    return new Params("");
  }

  @Override
  public Application create(Record params, Optional<Path> data, long seed) {
    String file = ((Params) params).file();
    if (file.isBlank()) {
      throw new UserError("problem-file: file is empty, must name a JSON file.");
    }
    return Posed.of(ProblemReader.read(Path.of(file)));
  }
}
