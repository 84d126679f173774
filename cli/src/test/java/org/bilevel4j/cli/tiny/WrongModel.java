package org.bilevel4j.cli.tiny;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.applications.parts.ModelApplication;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorEvaluation;
import org.bilevel4j.oracles.tensor.TensorModel;

/** A model with one fault, or none. */
@AutoService(Component.class)
@Listed(name = "wrong-model", title = "A model with one fault", source = "none")
public record WrongModel(@Param(value = "which fault", range = "any word") String fault)
    implements ApplicationFactory {
  private static final int ROWS = 100;

  /** No fault. */
  public WrongModel() {
    this("none");
  }

  @Override
  public String formulation() {
    return "f = (y - 1)^2, g = (y - x)^2";
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    AutodiffProblem problem = AutodiffProblem.of(new Model(fault));
    return new ModelApplication(
        problem,
        ModelApplication.BLOCK,
        List.of(
            TensorEvaluation.of(
                "validation", ModelApplication.BLOCK, problem, new Model(fault).upperInputs())));
  }

  private record Model(String fault) implements TensorModel {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public Parameters parameters() {
      Parameters all = Parameters.none().shared("x", 1, 1).lower("y", 1, 1);
      return fault.equals("unused") ? all.shared("w", 3, 1) : all;
    }

    @Override
    public RowInputs upperInputs() {
      RowTable rows = RowTable.of("a", new double[ROWS]);
      return switch (fault) {
        case "length" -> rows.with("b", new double[] {1, 2});
        case "nan" -> {
          double[] b = new double[ROWS];
          b[2] = Double.NaN;
          yield rows.with("b", b);
        }
        case "short" -> new Lazy();
        default -> rows;
      };
    }

    @Override
    public RowInputs lowerInputs() {
      return upperInputs();
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      return in.lower("y").minus(1).square().sum().plus(in.row("a").mean());
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      Tensor off = in.lower("y").minus(in.upper("x")).square();
      Tensor rows = in.row("a");
      return switch (fault) {
        case "shape" -> off.plus(rows.matmul(rows).sum());
        case "scalar" -> rows.times(off);
        case "gradient" -> off.plus(Tensor.gradient(rows.mean(), in.upper("x")));
        case "input" -> off.plus(in.row("b").mean());
        case "start" -> off.plus(in.lower("y").minus(1).log());
        default -> off.plus(rows.mean());
      };
    }
  }

  /** Writes all rows but the last. */
  private record Lazy() implements RowInputs {
    @Override
    public List<Input> inputs() {
      return List.of(new Input("a", 1));
    }

    @Override
    public Rows rows(int block) {
      return Rows.finite(ROWS);
    }

    @Override
    public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
      for (int r = 0; r < count - 1; r++) {
        into[0].set(row + r, 0, 1);
      }
    }
  }
}
