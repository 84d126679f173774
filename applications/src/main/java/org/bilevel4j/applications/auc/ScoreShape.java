package org.bilevel4j.applications.auc;

import java.util.List;
import org.bilevel4j.applications.parts.Encoder.Weight;

/**
 * What an objective may know of its surroundings to choose its variables.
 *
 * @param weights of the network, in x
 * @param fpr the false positive rates that count
 * @param mostPositives positive rows of the task with most of them
 */
public record ScoreShape(List<Weight> weights, FprRange fpr, int mostPositives) {}
