import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.SingleBlockProblem;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.oracles.GradientDifferenceOracle;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.bilevel4j.solvers.bilevel.Soba;

/**
 * A problem of one's own: gradients by hand, second derivatives by differences of them, checked, then
 * solved.
 *
 * <pre>
 * min over x of f = (y - 1)^2 / 2 + x^2 / 20,   y*(x) = argmin g = (y - x)^2 / 2 + y^4 / 4
 * </pre>
 */
public class OwnProblem extends SingleBlockProblem {
  OwnProblem() {
    super("own", 1, 1, Rows.exact(), Rows.exact());
  }

  @Override
  protected double upperLoss(Vec x, Vec y, int[] rows) {
    return Math.pow(y.get(0) - 1, 2) / 2 + x.get(0) * x.get(0) / 20;
  }

  @Override
  protected void upperGradX(Vec x, Vec y, int[] rows, Vec out) {
    out.add(0, x.get(0) / 10);
  }

  @Override
  protected void upperGradY(Vec x, Vec y, int[] rows, Vec out) {
    out.add(0, y.get(0) - 1);
  }

  @Override
  protected double lowerLoss(Vec x, Vec y, int[] rows) {
    return Math.pow(y.get(0) - x.get(0), 2) / 2 + Math.pow(y.get(0), 4) / 4;
  }

  @Override
  protected void lowerGradX(Vec x, Vec y, int[] rows, Vec out) {
    out.add(0, x.get(0) - y.get(0));
  }

  @Override
  protected void lowerGradY(Vec x, Vec y, int[] rows, Vec out) {
    out.add(0, y.get(0) - x.get(0) + Math.pow(y.get(0), 3));
  }

  public static void main(String[] args) {
    BilevelProblem problem = GradientDifferenceOracle.of(new OwnProblem());
    boolean right =
        DerivativeCheck.of(problem).atRandom(Key.of(1), Batch.full(), Batch.full()).passed();
    System.out.println(right ? "derivatives are right" : "derivatives are WRONG");
    Soba soba = (Soba) new Soba().with("gamma", Schedule.constant(0.1));
    try (Run<?> run = Run.of("soba", soba, problem, RunSpec.of(1, 5_000))) {
      var result = run.execute(List.of());
      System.out.println(result.outcome().message() + " x = " + result.returned().x());
    }
  }
}
