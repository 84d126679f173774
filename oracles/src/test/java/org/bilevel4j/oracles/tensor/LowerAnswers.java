package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/** What a problem answers about its lower losses at one place, on all rows. */
final class LowerAnswers {
  private final AutodiffProblem problem;
  private final BlockSet set;
  final Vec x;
  final Blocks y;
  final Blocks v;
  final Vec u;

  private LowerAnswers(AutodiffProblem problem, Key key) {
    this.problem = problem;
    this.set = BlockSet.all(problem.blocks());
    Rng rng = key.rng();
    this.x = random(rng, problem.upperDim());
    this.u = random(rng, problem.upperDim());
    this.y = random(rng, set, problem.lowerDims());
    this.v = random(rng, set, problem.lowerDims());
  }

  /** At a random place, along random directions. */
  static LowerAnswers at(AutodiffProblem problem, Key key) {
    return new LowerAnswers(problem, key);
  }

  static Vec random(Rng rng, int n) {
    Vec v = Vec.zeros(n);
    for (int j = 0; j < n; j++) {
      v.set(j, rng.uniform(-1, 1));
    }
    return v;
  }

  static Blocks random(Rng rng, BlockSet set, Dims dims) {
    Blocks all = Blocks.zeros(set, dims);
    all.flat().copyFrom(random(rng, all.flat().dim()));
    return all;
  }

  /** Answers by name, asked in an order by seed. */
  Map<String, double[]> all(int threads, long order) {
    Map<String, double[]> answers = new TreeMap<>();
    try (WorkerTeam team = WorkerTeam.of(threads);
        Workspace workspace = new Workspace(team)) {
      team.shareFrom(0);
      LowerPoints g = problem.open(workspace).lower(set, x, y, Draw.full());
      Map<String, Supplier<Vec>> questions = questions(g);
      List<String> names = new ArrayList<>(questions.keySet());
      Collections.shuffle(names, new Random(order));
      names.forEach(q -> answers.put(q, Objects.requireNonNull(questions.get(q)).get().toArray()));
    }
    return answers;
  }

  private Map<String, Supplier<Vec>> questions(LowerPoints g) {
    Weights mean = Weights.mean(set);
    Map<String, Supplier<Vec>> all = new TreeMap<>();
    all.put("g", g::values);
    all.put("grad_y", () -> g.gradY().flat());
    all.put("grad_x", () -> g.gradX(mean));
    all.put("H v", () -> g.hvpYY(v).flat());
    all.put("J v", () -> g.crossXY(mean, v));
    all.put("J^T u", () -> g.crossYX(u).flat());
    return all;
  }
}
