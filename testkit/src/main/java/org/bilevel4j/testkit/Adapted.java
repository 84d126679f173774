package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * The problem that one lower step from y = 0 solves, as a bilevel problem: y_i(x) = -a grad_y
 * g_i(x, 0) is the minimiser of |y|^2/2 + a grad_y g_i(x, 0)'y.
 */
final class Adapted {
  private Adapted() {}

  static QuadraticProblem of(QuadraticProblem problem, double a) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < problem.blocks(); i++) {
      QuadraticBlock b = problem.block(i);
      blocks.add(new QuadraticBlock(b.f(), lower(b.g(), a)));
    }
    return QuadraticProblem.of(
        problem.name() + " adapted", problem.upperDim(), problem.dualSide().kind(), blocks);
  }

  private static QuadraticForm lower(QuadraticForm g, double a) {
    int dx = g.upperDim();
    int dy = g.lowerDim();
    Vec xy = Vec.zeros(dx * dy);
    g.addDenseXY(a, xy);
    Vec y = Vec.zeros(dy);
    g.addGradY(a, Vec.zeros(dx), Vec.zeros(dy), Vec.zeros(0), y);
    Vec eye = Vec.zeros(dy * dy);
    for (int j = 0; j < dy; j++) {
      eye.set(j * dy + j, 1);
    }
    return QuadraticForm.of(dx, dy, 0, Map.of("xy", xy, "y", y, "yy", eye), 0);
  }
}
