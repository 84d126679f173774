package org.bilevel4j.applications.auc;

import org.bilevel4j.core.problem.Aggregate;

/**
 * What scores rows, and what is minimised over the scores.
 *
 * @param network makes the outputs
 * @param form what the objective sees of them
 * @param objective what is minimised
 * @param fpr the false positive rates that count
 * @param tasks whether F is the sum or the mean over tasks
 */
record ScoreSpec(
    ScoreNetwork network, ScoreForm form, ScoreObjective objective, FprRange fpr, Aggregate tasks) {
  /** Refuses false positive rates that the objective cannot count. */
  ScoreSpec {
    objective.check(fpr);
  }
}
