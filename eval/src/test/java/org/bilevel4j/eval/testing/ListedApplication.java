package org.bilevel4j.eval.testing;

import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;

/** A problem with blocks named A, B, ... and the evaluation sets given. */
public record ListedApplication(BilevelProblem problem, List<EvaluationSet> evaluationSets)
    implements Application {

  @Override
  public List<String> blockNames() {
    return IntStream.range(0, problem.blocks()).mapToObj(i -> "" + (char) ('A' + i)).toList();
  }

  /** Loss y_0^2 and accuracy y_0 on the tasks A and B; fixed numbers where tasks adapt. */
  public record FirstEntries(String name, boolean adapts) implements EvaluationSet {
    @Override
    public List<String> taskNames() {
      return List.of("A", "B");
    }

    @Override
    public List<Measure> metrics() {
      return List.of(Measure.lower("loss"), Measure.higher("accuracy"));
    }

    @Override
    public double[][] measure(Vec x, Blocks y, Workspace workspace) {
      double a = adapts ? 1 : y.at(0).get(0);
      double b = adapts ? 3 : y.at(1).get(0);
      return new double[][] {{a * a, b * b}, {a, b}};
    }
  }
}
