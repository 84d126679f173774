import java.util.List;
import java.util.Optional;
import org.bilevel4j.applications.quadratic.QuadraticProblems;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.solvers.bilevel.Amigo;
import org.bilevel4j.solvers.bilevel.MaSoba;
import org.bilevel4j.solvers.bilevel.Soba;

/** Three solvers on one random quadratic problem, measured against its solution in closed form. */
public class CompareSolvers {
  public static void main(String[] args) {
    Application application = new QuadraticProblems().create(Optional.empty(), 1);
    List<Solver<?>> solvers =
        List.of(
            new Soba().with("gamma", Schedule.constant(0.05)).with("rho", Schedule.constant(0.2)),
            new MaSoba(),
            new Amigo().with("upperBatch", Batch.of(32)));
    for (Solver<?> solver : solvers) {
      String name = solver.getClass().getSimpleName();
      try (Run<?> run = Run.of(name, solver, application.problem(), RunSpec.of(1, 2_000))) {
        RunResult result = run.execute(List.of());
        double gap = application.known().orElseThrow().gap(result.returned().x());
        System.out.printf(
            "%-8s %s F(x) - F(x*) = %.2e after %d samples%n",
            name, result.outcome().kind(), gap, result.counts().samples());
      }
    }
  }
}
