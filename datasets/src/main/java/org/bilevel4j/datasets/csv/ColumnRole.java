package org.bilevel4j.datasets.csv;

/** What a column is for. */
public enum ColumnRole {
  /** A feature: numeric if all its cells are numbers, categorical if most are not. */
  INPUT,
  /** A feature whose cells must be numbers. */
  NUMERIC,
  /** A feature whose cells are categories, also where they look like numbers. */
  CATEGORICAL,
  /** A binary label: 0/1, -1/1, no/yes, false/true, or a declared positive class. */
  LABEL,
  /** A label with any number of classes; each text is one. */
  CLASSES,
  /** Neither feature nor label, but kept, for instance the name of a row's part. */
  KEPT,
  /** Not read, for instance an identifier. */
  LEFT_OUT
}
