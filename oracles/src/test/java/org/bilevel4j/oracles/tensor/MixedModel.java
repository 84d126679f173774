package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/**
 * Three blocks with rows of their own: a shared layer, a local bias, a head and penalties as lower
 * variables, a dual, and a loss that is no mean.
 */
record MixedModel(RowTable rows) implements TensorModel {
  private static final int FEATURES = 5;
  private static final int HIDDEN = 4;

  static MixedModel of(boolean additive) {
    Rng rng = Key.of(3).rng();
    double[][] a = new double[30][FEATURES];
    double[] b = new double[30];
    for (int r = 0; r < a.length; r++) {
      for (int j = 0; j < FEATURES; j++) {
        a[r][j] = rng.uniform(-1, 1);
      }
      b[r] = r % 3;
    }
    List<int[]> blocks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int[] own = new int[9 + i];
      for (int r = 0; r < own.length; r++) {
        own[r] = (7 * r + i) % a.length;
      }
      blocks.add(own);
    }
    RowTable t = RowTable.of("a", a).with("b", b).blocks(blocks);
    return new MixedModel(additive ? t : t.notAdditive());
  }

  @Override
  public String name() {
    return "mixed";
  }

  @Override
  public int blocks() {
    return 3;
  }

  @Override
  public Parameters parameters() {
    return Parameters.none()
        .shared("layer", FEATURES, HIDDEN)
        .shared("penalty", 1, 1)
        .local("bias", 1, HIDDEN)
        .lower("head", HIDDEN, 3)
        .lower("shift", 1, 3)
        .dual("alpha", 1, 1);
  }

  @Override
  public RowInputs upperInputs() {
    return rows;
  }

  @Override
  public RowInputs lowerInputs() {
    return rows;
  }

  private static Tensor scores(Inputs in) {
    Tensor hidden = in.row("a").matmul(in.upper("layer")).plus(in.upper("bias")).tanh();
    return hidden.matmul(in.lower("head")).plus(in.lower("shift"));
  }

  private static Tensor crossEntropy(Inputs in) {
    Tensor z = scores(in);
    Tensor chosen = in.constant(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    return z.logSoftmax().times(chosen.gather(in.row("b"))).sumOverColumns().mean().negate();
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    Tensor alpha = in.dual("alpha");
    Tensor margin = scores(in).columns(0, 1).sigmoid();
    Tensor extra =
        rows.rows(0).additive()
            ? margin.mean()
            : margin.matmul(margin.transpose()).softplus().mean();
    return crossEntropy(in)
        .plus(alpha.times(extra))
        .minus(alpha.square().times(0.5))
        .plus(in.upper("bias").normSquared());
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor y = in.lower("head");
    return crossEntropy(in)
        .plus(in.upper("penalty").exp().times(y.square()).sum())
        .plus(in.lower("shift").normSquared().times(0.5));
  }

  @Override
  public void startUpper(Vec x, Key key) {
    Rng rng = key.rng();
    for (int j = 0; j < x.dim(); j++) {
      x.set(j, rng.uniform(-1, 1));
    }
  }
}
