package org.bilevel4j.oracles.check;

import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.OperationCheck;

/** Each primitive of a model alone, in double; one with a wrong derivative is named. */
final class OperationChecks {
  private final CheckRun run;

  OperationChecks(CheckRun run) {
    this.run = run;
  }

  void run() {
    if (!(run.problem() instanceof AutodiffProblem model)) {
      return;
    }
    double bound = CheckOptions.defaults().firstBound();
    for (OperationCheck.Derivative d : OperationCheck.of(model)) {
      boolean passed = d.error() <= bound;
      String what = passed ? "operations" : "operation " + d.operation() + " " + d.which();
      run.found(
          CheckFinding.of(what, -1, d.operands(), -1, d.value(), d.reference(), d.scale(), bound));
    }
  }
}
