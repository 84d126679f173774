package org.bilevel4j.datasets.csv;

/**
 * What the columns of a name or pattern are for.
 *
 * @param columns name of a column, or a pattern in which * stands for any characters
 * @param role what they are for
 * @param positive for {@link ColumnRole#LABEL}: the text of the positive class, all others being
 *     negative; empty for 0/1, -1/1, no/yes and false/true
 */
public record ColumnRule(String columns, ColumnRole role, String positive) {}
