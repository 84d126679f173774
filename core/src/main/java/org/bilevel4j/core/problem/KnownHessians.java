package org.bilevel4j.core.problem;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;

/**
 * The matrices H_i = grad2_yy g_i of a problem that knows all of them beforehand: they depend on
 * neither x nor y_i nor rows. Solvers that apply H_i^-1 then ask for no Hessian and keep none.
 */
public interface KnownHessians {

  /**
   * b := (H_i + ridge I)^-1 b.
   *
   * @param block i
   * @param ridge at least 0
   * @param b (d_i), modified
   */
  void solve(int block, double ridge, Vec b);

  /**
   * Writes H_i.
   *
   * @param block i
   * @param matrix (d_i by d_i, row-major), all zero at entry; modified
   */
  void fill(int block, Vec matrix);

  /** H_i = I. */
  static KnownHessians identity() {
    return new KnownHessians() {
      @Override
      public void solve(int block, double ridge, Vec b) {
        if (ridge != 0) {
          b.scale(1 / (1 + ridge));
        }
      }

      @Override
      public void fill(int block, Vec matrix) {
        int d = side(matrix);
        for (int j = 0; j < d; j++) {
          matrix.set(j * d + j, 1);
        }
      }
    };
  }

  /**
   * H_i is diagonal.
   *
   * @param diagonals (d_i) by block, entries above 0; not copied
   */
  static KnownHessians diagonal(IntFunction<Vec> diagonals) {
    return new KnownHessians() {
      @Override
      public void solve(int block, double ridge, Vec b) {
        Vec h = diagonals.apply(block);
        for (int j = 0; j < b.dim(); j++) {
          b.set(j, b.get(j) / (h.get(j) + ridge));
        }
      }

      @Override
      public void fill(int block, Vec matrix) {
        Vec h = diagonals.apply(block);
        for (int j = 0; j < h.dim(); j++) {
          matrix.set(j * h.dim() + j, h.get(j));
        }
      }
    };
  }

  /**
   * H_i is a constant matrix, factored once; blocks that share one share its factor.
   *
   * @param matrices (d_i by d_i, row-major) by block, symmetric and positive definite; not copied
   * @throws IllegalArgumentException when one is not safely positive definite
   */
  static KnownHessians constant(List<Vec> matrices) {
    Map<Vec, Cholesky> factors = new IdentityHashMap<>();
    matrices.forEach(h -> factors.computeIfAbsent(h, m -> factor(m, 0)));
    return new KnownHessians() {
      @Override
      public void solve(int block, double ridge, Vec b) {
        Vec h = matrices.get(block);
        Cholesky own = ridge == 0 ? factors.get(h) : null;
        (own == null ? factor(h, ridge) : own).solve(b);
      }

      @Override
      public void fill(int block, Vec matrix) {
        matrix.copyFrom(matrices.get(block));
      }
    };
  }

  private static Cholesky factor(Vec matrix, double ridge) {
    Cholesky factor = new Cholesky(side(matrix));
    if (!factor.factor(matrix, ridge)) {
      throw new IllegalArgumentException("a known Hessian is not safely positive definite");
    }
    return factor;
  }

  private static int side(Vec matrix) {
    return (int) Math.round(Math.sqrt(matrix.dim()));
  }
}
