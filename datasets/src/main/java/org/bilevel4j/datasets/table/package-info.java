/**
 * Packed, read-only tables with their origin. Read {@code LabelledTable}, then {@code Features}.
 */
@NullMarked
package org.bilevel4j.datasets.table;

import org.jspecify.annotations.NullMarked;
