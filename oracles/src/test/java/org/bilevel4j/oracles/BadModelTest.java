package org.bilevel4j.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.bilevel4j.oracles.program.SparseRows;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model gets wrong is said in one sentence, with the line of the model where it has one. */
class BadModelTest {
  private static final double[][] FEATURES = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {0, 1, 0}};

  private record Model(
      Parameters parameters, RowInputs rows, Function<Inputs, Tensor> loss, double start)
      implements TensorModel {
    @Override
    public String name() {
      return "bad";
    }

    @Override
    public RowInputs upperInputs() {
      return rows;
    }

    @Override
    public RowInputs lowerInputs() {
      return rows;
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      return in.lower("y").normSquared().times(in.upper("x"));
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return loss.apply(in);
    }

    @Override
    public void startUpper(Vec x, Key key) {
      x.fill(start);
    }
  }

  private static Parameters parameters() {
    return Parameters.none().shared("x", 1, 1).lower("y", 2, 4);
  }

  private static RowTable rows() {
    return RowTable.of("a", FEATURES)
        .with("k", new double[] {0, 1, 2, 5})
        .withSparse("s", 4, new int[] {0, 1, 1, 2, 2}, new int[] {3, 0});
  }

  private static AutodiffProblem problem(Function<Inputs, Tensor> loss) {
    return AutodiffProblem.of(new Model(parameters(), rows(), loss, 1));
  }

  private static Arguments bad(String message, Function<Inputs, Tensor> loss) {
    return Arguments.of(message, loss);
  }

  private static Arguments sparse(String operation, Function<Inputs, Tensor> loss) {
    return bad(operation + ": row input s of shape n x 4 is sparse (BadModelTest.java:", loss);
  }

  static Stream<Arguments> losses() {
    String here = "(BadModelTest.java:";
    return Stream.of(
        bad(
            "matmul: n x 3 times 2 x 4 does not fit " + here,
            in -> in.row("a").matmul(in.lower("y")).sum()),
        bad(
            "matmul: 2 x 4 transposed times n x 3 does not fit " + here,
            in -> in.lower("y").transpose().matmul(in.row("a")).sum()),
        bad("add: n x 3 and 2 x 4 do not fit " + here, in -> in.row("a").plus(in.lower("y")).sum()),
        bad(
            "concat: 2 x 4 and n x 3 do not fit " + here,
            in -> in.lower("y").above(in.row("a")).sum()),
        bad(
            "concat: needs a side of fixed length, n is not " + here,
            in -> in.row("a").above(in.row("a"))),
        bad("slice: from 1 to 9 leaves the 4 columns " + here, in -> in.lower("y").columns(1, 9)),
        bad("slice: needs a side of fixed length, n is not " + here, in -> in.row("a").rows(0, 2)),
        bad(
            "reshape: 2 x 4 to 3 x 3 changes the number of elements " + here,
            in -> in.lower("y").reshape(3, 3)),
        bad(
            "reshape: 1 x 1 to 3 x 3 changes the number of elements " + here,
            in -> in.number(1).reshape(3, 3)),
        bad("reshape: 2 x 4 cannot be cut into rows of 3 " + here, in -> in.lower("y").reshape(3)),
        bad("gather: indices of shape n x 3 " + here, in -> in.lower("y").gather(in.row("a"))),
        bad(
            "scatterAdd: 2 x 4 by indices of shape n x 1 does not fit " + here,
            in -> in.lower("y").scatterAdd(in.row("k"), 3)),
        bad("pickColumns: column 4 of 2 x 4 " + here, in -> in.lower("y").pickColumns(0, 4)),
        bad("pickColumns: column -2 of 2 x 4 " + here, in -> in.lower("y").pickColumns(-2)),
        bad("largest: of shape 2 x 4 " + here, in -> in.lower("y").largest(1)),
        bad("largest: k is -1 " + here, in -> in.row("k").largest(-1)),
        bad(
            "grad: the loss has shape 2 x 4 " + here,
            in -> Tensor.gradient(in.lower("y"), in.lower("y"))),
        bad(
            "grad: the loss does not depend on argument 1, parameter x of shape 1 x 1 " + here,
            in -> Tensor.gradient(in.lower("y").sum(), in.upper("x"))),
        bad(
            "grad: the loss may look through MUL of shape 2 x 4, which is no parameter " + here,
            in -> Tensor.gradient(in.lower("y").times(2).sum(), in.lower("y").times(2))),
        sparse("add", in -> in.row("s").plus(in.lower("y").rows(0, 1))),
        sparse("exp", in -> in.row("s").exp()),
        sparse("sum", in -> in.row("s").sum()),
        sparse("transpose", in -> in.row("s").transpose().matmul(in.row("k"))),
        sparse("matmul", in -> in.lower("y").matmul(in.row("s"))),
        sparse("concat", in -> in.row("a").beside(in.row("s"))),
        sparse("gather", in -> in.row("s").gather(in.row("k"))),
        sparse("grad", in -> Tensor.gradient(in.lower("y").sum(), in.row("s"))),
        bad(
            "matmul: n x 4 sparse times 2 x 4 does not fit " + here,
            in -> in.row("s").matmul(in.lower("y"))),
        bad("row: the rows have no input 'b' " + here, in -> in.row("b").sum()),
        bad("the model has no parameter 'z'", in -> in.lower("z").sum()),
        bad("parameter 'x' is not in y", in -> in.lower("x").sum()),
        bad("model 'bad': 'lowerLoss' is of shape 2 x 4", in -> in.lower("y")),
        bad("model 'bad': 'lowerLoss' is of shape n x 1", in -> in.row("k")),
        bad(
            "model 'bad': parameter 'y' does not move 'lowerLoss'",
            in -> in.row("a").times(in.upper("x")).mean()),
        bad(
            "model 'bad': parameter 'y' does not move 'lowerLoss'",
            in -> in.lower("y").stopGradient().times(in.upper("x")).mean()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void should_say_what_is_wrong_with_a_loss(String message, Function<Inputs, Tensor> loss) {
    assertThatThrownBy(() -> problem(loss))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message)
        .message()
        .matches("[^\\n]*\\.(?s:.*)");
  }

  private static Tensor good(Inputs in) {
    return in.lower("y").normSquared().times(in.upper("x"));
  }

  @Test
  void should_refuse_parameters_that_nothing_uses() {
    assertThatThrownBy(
            () ->
                AutodiffProblem.of(
                    new Model(parameters().shared("w", 3, 1), rows(), BadModelTest::good, 1)))
        .hasMessageContaining("parameter 'w' is used by no loss");
    assertThatThrownBy(
            () ->
                AutodiffProblem.of(
                    new Model(parameters().dual("d", 3, 1), rows(), BadModelTest::good, 1)))
        .hasMessageContaining("parameter 'd' does not move 'upperLoss'");
    assertThatThrownBy(() -> parameters().shared("y", 1, 1)).hasMessageContaining("named twice");
    assertThatThrownBy(() -> parameters().shared("z", 0, 1)).isInstanceOf(UserError.class);
  }

  @Test
  void should_refuse_rows_of_wrong_length() {
    assertThatThrownBy(() -> rows().with("b", new double[] {1, 2}))
        .hasMessageContaining("row input 'b' has 2 rows, the table has 4");
    assertThatThrownBy(() -> RowTable.of("a", new double[][] {{1, 2}, {3}}))
        .hasMessageContaining("row input 'a': row 1 has 1 numbers, row 0 has 2");
    assertThatThrownBy(() -> rows().with("a", FEATURES)).hasMessageContaining("named twice");
    assertThatThrownBy(() -> rows().blocks(List.of(new int[] {0, 4})))
        .hasMessageContaining("row 4 of a block is not in the table of 4 rows");
    assertThatThrownBy(() -> rows().blocks(List.of(new int[] {0})).rows(1))
        .hasMessageContaining("block 1 has no rows");
  }

  /** Five rows of which one is not written, or not with numbers. */
  private record Careless(boolean sparse, double last) implements RowInputs {
    @Override
    public List<Input> inputs() {
      return List.of(new Input("a", 2, sparse), new Input("k", 1));
    }

    @Override
    public Rows rows(int block) {
      return Rows.finite(5);
    }

    @Override
    public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
      for (int r = row; r < row + count; r++) {
        into[1].set(r, 0, 0);
        if (!sparse && (r != 3 || !Double.isNaN(last))) {
          into[0].set(r, 0, 1);
          into[0].set(r, 1, r == 3 ? last : 1);
        }
      }
    }

    @Override
    public void readSparse(
        int block, Draw draw, int[] ids, int at, int count, int input, SparseRows into) {
      for (int r = 1; r < count; r++) {
        into.add(0, 1, new int[] {1}, null);
      }
    }
  }

  private static void asked(RowInputs rows, Function<Inputs, Tensor> loss) {
    AutodiffProblem problem =
        AutodiffProblem.of(
            new Model(parameters(), rows, in -> good(in).plus(loss.apply(in).mean()), 1));
    BlockSet one = BlockSet.all(1);
    try (Workspace workspace = Workspace.single()) {
      Blocks y = Blocks.zeros(one, problem.lowerDims());
      problem.open(workspace).lower(one, Vec.of(1), y, Draw.full()).values();
    }
  }

  @Test
  void should_name_the_row_of_a_table_that_is_no_number() {
    RowTable dense = RowTable.of("a", new double[][] {{1, 2}, {3, Double.NaN}, {0, 0}});
    assertThatThrownBy(() -> asked(dense, in -> in.row("a")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row input 'a': row 1 has the entry NaN.");
    int[] starts = {0, 0, 1, 2};
    double[] values = {1, Double.NEGATIVE_INFINITY};
    RowTable sparse =
        RowTable.of("b", new double[3]).withSparse("a", 2, starts, new int[] {0, 1}, values);
    Function<Inputs, Tensor> product =
        in -> in.row("a").matmul(in.constant(new double[][] {{1}, {2}}));
    assertThatThrownBy(() -> asked(sparse, product))
        .hasMessageContaining("row input 'a': row 2 has the entry -Infinity.");
    asked(sparse.blocks(List.of(new int[] {0, 1})), product); // nobody sees row 2
    asked(dense.blocks(List.of(new int[] {2})), in -> in.row("a"));
  }

  @Test
  void should_name_the_row_that_a_source_does_not_write() {
    assertThatThrownBy(() -> asked(new Careless(false, Double.NaN), in -> in.row("a")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "row input 'a' of block 0 is NaN in row 3 of a batch, column 0, or was not written.");
    assertThatThrownBy(
            () -> asked(new Careless(false, Double.POSITIVE_INFINITY), in -> in.row("a")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "row input 'a' of block 0 is Infinity in row 3 of a batch, column 1.");
    assertThatThrownBy(
            () ->
                asked(
                    new Careless(true, 1),
                    in -> in.row("a").matmul(in.constant(new double[][] {{1}, {2}}))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row input 'a' of block 0 has 4 rows in a batch of 5.");
  }

  @Test
  void should_refuse_an_index_outside_of_the_table() {
    AutodiffProblem problem =
        problem(in -> good(in).plus(in.lower("y").transpose().gather(in.row("k")).sum()));
    assertThatThrownBy(
            () -> DerivativeCheck.of(problem).atRandom(Key.of(1), Batch.full(), Batch.full()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("gather: index 5.0 at row 3, the table has 4 rows");
  }

  @Test
  void should_refuse_a_start_that_is_not_finite() {
    AutodiffProblem problem =
        AutodiffProblem.of(new Model(parameters(), rows(), BadModelTest::good, Double.NaN));
    assertThatThrownBy(() -> problem.startUpper(Vec.zeros(1), Key.of(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model 'bad': 'startUpper' gives x[0] = NaN");
  }

  @Test
  void should_fail_the_check_where_a_loss_is_not_finite() {
    AutodiffProblem problem =
        problem(in -> good(in).plus(in.lower("y").square().plus(1).negate().log().sum()));
    assertThat(DerivativeCheck.of(problem).atRandom(Key.of(1), Batch.full(), Batch.full()).passed())
        .isFalse();
  }
}
