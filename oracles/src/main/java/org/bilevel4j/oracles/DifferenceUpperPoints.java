package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;

/** Upper losses and their differences; values and gradients in y and alpha are kept. */
final class DifferenceUpperPoints implements UpperPoints {
  private final FirstDifferences point;
  private final Dual dual;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;
  private @Nullable Blocks gradDual;

  DifferenceUpperPoints(FirstDifferences point, Dual dual) {
    this.point = point;
    this.dual = dual;
  }

  @Override
  public BlockSet set() {
    return point.set();
  }

  @Override
  public Vec values() {
    if (values == null) {
      values = point.values();
    }
    return values;
  }

  @Override
  public Blocks gradY() {
    if (gradY == null) {
      gradY = point.gradY();
    }
    return gradY;
  }

  @Override
  public Blocks gradDual() {
    if (gradDual == null) {
      if (!(point.run().shape().dualSide() instanceof DualSide.PerBlock side)) {
        throw new IllegalStateException(
            "gradDual was asked of '"
                + point.run().shape().name()
                + "', without a dual per block.");
      }
      gradDual = point.gradDual(side.dims());
    }
    return gradDual;
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    point.addGradX(w, out);
  }

  @Override
  public void addGradSharedDual(Weights w, Vec out) {
    if (!(dual instanceof Dual.Shared shared)) {
      throw new IllegalStateException(
          "addGradSharedDual was asked of '"
              + point.run().shape().name()
              + "' at a point without a shared dual.");
    }
    point.addGradSharedDual(w, shared.alpha(), out);
  }

  @Override
  public Vec upperZeros() {
    return point.upperZeros();
  }
}
