package org.bilevel4j.cli.tiny;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/** f_i = |y - c_i|^2 / 2, g_i = |y|^2 / 2 - x'y: y_i* = x, in two dimensions. */
@AutoService(Component.class)
@Listed(name = "tiny", title = "Tiny quadratic tasks", source = "none")
public record TinyTasks(
    @Param(value = "number of tasks", symbol = "n", range = "at least 1") int tasks,
    @Param(value = "rows of each task", range = "even, at least 2") int rows,
    @Param(value = "spread of the rows", range = "at least 0") double noise)
    implements ApplicationFactory {
  /** How many have been made. */
  public static final AtomicInteger MADE = new AtomicInteger();

  private static final int DIM = 2;

  /** Checks the ranges. */
  public TinyTasks {
    Args.atLeast(1, tasks, "tasks");
    Args.atLeast(2, rows, "rows");
    Args.nonNegative(noise, "noise");
  }

  /** The defaults. */
  public TinyTasks() {
    this(3, 40, 0.5);
  }

  @Override
  public String formulation() {
    return "f_i = |y - c_i|^2 / 2, g_i = |y|^2 / 2 - x'y";
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    MADE.incrementAndGet();
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      Vec centre = centre(i);
      Vec minus = centre.copy();
      minus.scale(-1);
      Vec one = Vec.of(1, 0, 0, 1);
      Vec minusOne = Vec.of(-1, 0, 0, -1);
      blocks.add(
          new QuadraticBlock(
              QuadraticForm.of(DIM, DIM, 0, Map.of("yy", one, "y", minus), half(centre)),
              QuadraticForm.of(DIM, DIM, 0, Map.of("yy", one, "xy", minusOne), 0)));
    }
    QuadraticProblem problem =
        QuadraticProblem.of("tiny", DIM, DualSide.Kind.SIMPLEX, blocks)
            .withNoise(new Noise(rows, noise, noise, seed));
    return new Tiny(problem, tasks);
  }

  private static Vec centre(int i) {
    return Vec.of(i % 2 == 0 ? 1 + i : -1, 0.5 * i);
  }

  private static double half(Vec v) {
    return v.dot(v) / 2;
  }

  private record Tiny(BilevelProblem problem, int tasks) implements Application {
    @Override
    public List<String> blockNames() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        names.add("t" + i);
      }
      return names;
    }

    @Override
    public List<EvaluationSet> evaluationSets() {
      return List.of(
          new Centres("validation", blockNames(), 0), new Centres("test", blockNames(), 0.1));
    }
  }

  private record Centres(String name, List<String> taskNames, double shift)
      implements EvaluationSet {
    @Override
    public List<Measure> metrics() {
      return List.of(Measure.lower("loss"));
    }

    @Override
    public double[][] measure(Vec x, Blocks y, Workspace workspace) {
      double[] losses = new double[taskNames.size()];
      for (int i = 0; i < losses.length; i++) {
        Vec away = y.at(i).copy();
        away.axpy(-1 - shift, centre(i));
        losses[i] = half(away);
      }
      return new double[][] {losses};
    }
  }
}
