package org.bilevel4j.cli.grid;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.core.auto.Probe;
import org.bilevel4j.core.auto.StepSizes;

/**
 * An arm whose step sizes are all numbers.
 *
 * @param arm with what was chosen
 * @param remarks what was chosen and why, and what the given ones risk
 */
record ArmSteps(Arm arm, List<String> remarks) {

  /**
   * Chooses what the arm leaves to be chosen.
   *
   * @param probe at the start of the arm's problem
   */
  static ArmSteps of(Arm arm, Probe probe) {
    StepSizes.Choice choice =
        StepSizes.choose(arm.parameters(), arm.auto(), probe, arm.steps(), arm.solver().name());
    List<String> remarks = new ArrayList<>(choice.remarks());
    remarks.addAll(StepSizes.risks(choice.params(), probe, arm.steps()));
    return new ArmSteps(arm.with(choice.params()), remarks);
  }

  /** These remarks, then others. */
  List<String> before(List<String> others) {
    List<String> all = new ArrayList<>(remarks);
    all.addAll(others);
    return all;
  }
}
