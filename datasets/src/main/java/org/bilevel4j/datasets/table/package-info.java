/**
 * Packed, read-only tables with their origin. Read {@code LabelledTable}, then {@code Features};
 * {@code ColumnTable} is a table of typed columns before its encoding.
 */
@NullMarked
package org.bilevel4j.datasets.table;

import org.jspecify.annotations.NullMarked;
