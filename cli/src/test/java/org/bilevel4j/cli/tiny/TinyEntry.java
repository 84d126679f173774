package org.bilevel4j.cli.tiny;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/** f_i = |y - c_i|^2 / 2, g_i = |y|^2 / 2 - x'y: y_i* = x, in two dimensions. */
@AutoService(ApplicationEntry.class)
public final class TinyEntry implements ApplicationEntry {
  /** How many have been made. */
  public static final AtomicInteger MADE = new AtomicInteger();

  private static final int DIM = 2;

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public String title() {
    return "Tiny quadratic tasks";
  }

  @Override
  public String formulation() {
    return "f_i = |y - c_i|^2 / 2, g_i = |y|^2 / 2 - x'y";
  }

  @Override
  public String source() {
    return "none";
  }

  @Override
  public List<String> datasets() {
    return List.of();
  }

  @Override
  public TinyParams defaults() {
    return new TinyParams(3, 40, 0.5);
  }

  @Override
  public Application create(Record params, Optional<Path> data, long seed) {
    MADE.incrementAndGet();
    TinyParams p = (TinyParams) params;
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < p.tasks(); i++) {
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
            .withNoise(new Noise(p.rows(), p.noise(), p.noise(), seed));
    return new Tiny(problem, p.tasks());
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
    public List<String> metrics() {
      return List.of("loss");
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
