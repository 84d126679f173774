package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.StartCheck;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;
import org.bilevel4j.solvers.bilevel.Soba;
import org.junit.jupiter.api.Test;

/** A loss that is not finite where a run starts is named before the first step. */
class StartCheckTest {
  /** log(a x) in one of the losses, for rows a. */
  private record Logarithms(double start, double lowest, boolean above) implements TensorModel {
    @Override
    public String name() {
      return "logarithms";
    }

    @Override
    public Parameters parameters() {
      return Parameters.none().shared("x", 1, 1).lower("y", 1, 1);
    }

    @Override
    public RowInputs upperInputs() {
      return RowTable.of("a", new double[] {1, 2, lowest});
    }

    @Override
    public RowInputs lowerInputs() {
      return upperInputs();
    }

    private Tensor loss(Inputs in, boolean logarithm) {
      Tensor x = in.upper("x");
      Tensor off = in.lower("y").minus(x).square().plus(in.row("a").minus(in.row("a"))).mean();
      return logarithm ? off.plus(in.row("a").times(x).log().mean()) : off;
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      return loss(in, above);
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return loss(in, !above);
    }

    @Override
    public void startUpper(Vec x, Key key) {
      x.fill(start);
    }
  }

  private static void check(double start, double lowest, boolean above) {
    AutodiffProblem problem = AutodiffProblem.of(new Logarithms(start, lowest, above));
    try (Run<?> run = Run.of("soba", new Soba(), problem, RunSpec.of(1, 5))) {
      StartCheck.require(run);
    }
  }

  @Test
  void should_name_loss_and_block() {
    assertThatCode(() -> check(1, 3, true)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(-1, 3, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "problem 'logarithms': the lower loss of block 0 is NaN at the start, where x and y are"
                + " finite.")
        .hasMessageContaining("another start");
    assertThatThrownBy(() -> check(1, -3, true))
        .hasMessageContaining("the upper loss of block 0 is NaN at the start");
    assertThatThrownBy(() -> check(1, 0, true))
        .hasMessageContaining("the upper loss of block 0 is -Infinity at the start");
  }
}
