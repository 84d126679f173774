package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;

/**
 * A gradient step of a network as a lower level, g_i = |u_i - (w_i - eta grad L_i(w_i))|^2 / 2,
 * where u_i holds both layers of the network of a block, and L_i is a cross-entropy.
 */
class InnerStepTest {
  private static final int INPUTS = 6;
  private static final int HIDDEN = 5;
  private static final int CLASSES = 3;
  private static final double ETA = 0.7;

  private static RowTable rows(int blocks) {
    Rng rng = Key.of(11).rng();
    int n = 9 * blocks;
    double[][] a = new double[n][INPUTS];
    double[] c = new double[n];
    List<int[]> own = new ArrayList<>();
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < INPUTS; j++) {
        a[r][j] = rng.uniform(-1, 1);
      }
      c[r] = rng.nextInt(CLASSES);
    }
    for (int i = 0; i < blocks; i++) {
      int[] ids = new int[4 + i % 5];
      for (int k = 0; k < ids.length; k++) {
        ids[k] = 9 * i + k;
      }
      own.add(ids);
    }
    return RowTable.of("a", a).with("class", c).blocks(own).notAdditive();
  }

  private static Tensor loss(Inputs in, Tensor first, Tensor second, Tensor bias) {
    Tensor hidden = in.row("a").matmul(first).tanh();
    return hidden.matmul(second).plus(bias).crossEntropy(in.row("class")).mean();
  }

  private static Tensor lower(Inputs in) {
    return loss(in, in.lower("u1"), in.lower("u2"), in.lower("u3"));
  }

  private static Tensor step(Inputs in) {
    List<String> names = List.of("1", "2", "3");
    Tensor[] w = names.stream().map(n -> in.upper("w" + n)).toArray(Tensor[]::new);
    List<Tensor> gradients = Tensor.grad(loss(in, w[0], w[1], w[2]), w);
    Tensor sum = in.number(0);
    for (int k = 0; k < w.length; k++) {
      Tensor moved = w[k].minus(gradients.get(k).times(ETA));
      sum = sum.plus(in.lower("u" + names.get(k)).minus(moved).normSquared().times(0.5));
    }
    return sum;
  }

  /** Both layers are shared, the bias is each block's own; a network of its own in every u_i. */
  private static TensorModel model(int blocks, Function<Inputs, Tensor> lower) {
    Parameters all =
        Parameters.none()
            .shared("w1", INPUTS, HIDDEN)
            .shared("w2", HIDDEN, CLASSES)
            .local("w3", 1, CLASSES)
            .lower("u1", INPUTS, HIDDEN)
            .lower("u2", HIDDEN, CLASSES)
            .lower("u3", 1, CLASSES);
    SmallModel one = new SmallModel(all, rows(blocks), in -> lower(in).plus(step(in)), lower);
    return new ForwardingModel(one) {
      @Override
      public int blocks() {
        return blocks;
      }
    };
  }

  @Test
  void should_be_what_one_step_of_the_network_leaves() {
    int m = 10;
    AutodiffProblem inner = AutodiffProblem.of(model(m, InnerStepTest::step));
    AutodiffProblem plain = AutodiffProblem.of(model(m, InnerStepTest::lower));
    LowerAnswers at = LowerAnswers.at(inner, Key.of(2));
    BlockSet all = BlockSet.all(m);
    Blocks w = Blocks.zeros(all, inner.lowerDims());
    int shared = INPUTS * HIDDEN + HIDDEN * CLASSES;
    for (int i = 0; i < m; i++) {
      w.at(i).slice(0, shared).copyFrom(at.x.slice(0, shared));
      int own = shared + i * CLASSES;
      w.at(i).slice(shared, shared + CLASSES).copyFrom(at.x.slice(own, own + CLASSES));
    }
    try (Workspace one = Workspace.single();
        Workspace other = Workspace.single()) {
      LowerPoints g = inner.open(one).lower(all, at.x, at.y, Draw.full());
      LowerPoints ofW = plain.open(other).lower(all, at.x, w, Draw.full());
      for (int i = 0; i < m; i++) {
        Vec left = at.y.at(i).copy(); // u - w + eta grad L(w)
        left.axpy(-1, w.at(i));
        left.axpy(ETA, ofW.gradY().at(i));
        assertThat(g.gradY().at(i).distance(left)).isLessThan(1e-14);
        assertThat(g.values().get(i)).isCloseTo(left.dot(left) / 2, within(1e-13));
        assertThat(g.hvpYY(at.v).at(i).distance(at.v.at(i))).isZero();
      }
    }
  }

  @Test
  void should_agree_with_differences() {
    AutodiffProblem problem = AutodiffProblem.of(model(10, InnerStepTest::step));
    assertThat(
            DerivativeCheck.of(problem).atRandom(Key.of(1), Batch.full(), Batch.full()).failures())
        .isEmpty();
  }

  @Test
  void should_be_one_program_whatever_the_number_of_blocks() {
    assertThat(AutodiffProblem.of(model(10, InnerStepTest::step)).lower().values())
        .hasSameSizeAs(AutodiffProblem.of(model(2, InnerStepTest::step)).lower().values());
  }
}
