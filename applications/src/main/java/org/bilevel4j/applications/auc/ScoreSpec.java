package org.bilevel4j.applications.auc;

/**
 * What scores rows, and what is minimised over the scores.
 *
 * @param network makes the outputs
 * @param form what the objective sees of them
 * @param objective what is minimised
 * @param fpr the false positive rates that count
 */
record ScoreSpec(ScoreNetwork network, ScoreForm form, ScoreObjective objective, FprRange fpr) {
  /** Refuses false positive rates that the objective cannot count. */
  ScoreSpec {
    objective.check(fpr);
  }
}
