package org.bilevel4j.applications.auc;

/** What the parameters that both applications have are, for their annotations. */
final class TaskParams {
  static final String DATA = "data set with binary tasks; moleculenet is Tox21, mulan is bibtex";
  static final String DATA_RANGE =
      "letter, synthetic, moleculenet, mulan, cifar-10, with parameters in brackets";
  static final String SPLIT =
      "how rows are dealt: as the data come, or by key 60/20/20, within classes or not";
  static final String SPLIT_RANGE = "official, random, stratified";
  static final String TASKS = "how many of the tasks, from the first on; 0 for all";
  static final String STANDARDISE =
      "whether dense features get mean 0 and deviation 1 on training rows; sparse ones and"
          + " images stay as they are";
  static final String WIDTHS =
      "widths of the shared layers; empty: no shared layer, each task a linear scorer";
  static final String WIDTHS_RANGE = "like 64 or 128,64";
  static final String SCORES =
      "what the objective sees of a head's outputs; cross-entropy and focal loss see outputs";
  static final String AGGREGATE =
      "whether F is the sum over tasks, as in the papers' applications, or the mean, under"
          + " which heads that are sampled seldom hardly move";

  private TaskParams() {}
}
