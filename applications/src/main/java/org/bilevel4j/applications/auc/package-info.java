/**
 * AUC and partial AUC of many binary tasks: x is a shared encoder with a head and a few scalars per
 * task. Read {@code ScoreObjective}, what is maximised, then {@code ScoreNetwork}, what scores rows
 * and knows nothing of AUC, and {@code ScoreModel}, which puts one on the other.
 */
@NullMarked
package org.bilevel4j.applications.auc;

import org.jspecify.annotations.NullMarked;
