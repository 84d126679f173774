package org.bilevel4j.core.application;

import java.util.Optional;

/**
 * What an evaluation set finds of a pair (x, y).
 *
 * @param values one row per metric of the set, one column per task
 * @param scores of the rows, where the set {@linkplain EvaluationSet#hasScores() has scores}
 */
public record Judgement(double[][] values, Optional<TaskScores> scores) {}
