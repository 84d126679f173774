package org.example.valley;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/** f_i = (y - i)^2 / 2, g_i = y^2 / 2 - x y: a valley between numbers, y_i* = x. */
@Listed(
    name = "valley",
    title = "The place between numbers",
    source = "Somebody Else, 2026")
public record Valley(@Param(value = "number of hills", range = "at least 1") int hills)
    implements ApplicationFactory {
  /** The defaults. */
  public Valley() {
    this(3);
  }

  @Override
  public String formulation() {
    return "f_i = (y - i)^2 / 2, g_i = y^2 / 2 - x y";
  }

  @Override
  public List<String> datasets() {
    return List.of("altitudes");
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < hills; i++) {
      Map<String, Vec> upper = Map.of("yy", Vec.of(1), "y", Vec.of(-i));
      Map<String, Vec> lower = Map.of("yy", Vec.of(1), "xy", Vec.of(-1));
      blocks.add(
          new QuadraticBlock(
              QuadraticForm.of(1, 1, 0, upper, i * i / 2.0), QuadraticForm.of(1, 1, 0, lower, 0)));
      names.add("hill" + i);
    }
    return new Hills(QuadraticProblem.of("valley", 1, DualSide.Kind.SIMPLEX, blocks), names);
  }

  private record Hills(BilevelProblem problem, List<String> blockNames) implements Application {
    @Override
    public List<EvaluationSet> evaluationSets() {
      return List.of(
          new Heights("validation", blockNames), new Heights("test", blockNames));
    }
  }

  private record Heights(String name, List<String> taskNames) implements EvaluationSet {
    @Override
    public List<Measure> metrics() {
      return List.of(Measure.lower("loss"));
    }

    @Override
    public double[][] measure(Vec x, Blocks y, Workspace workspace) {
      double[] losses = new double[taskNames.size()];
      for (int i = 0; i < losses.length; i++) {
        double away = y.at(i).get(0) - i;
        losses[i] = away * away / 2;
      }
      return new double[][] {losses};
    }
  }
}
