/**
 * From typed columns to numeric features: fitted on training rows, kept as a value, applied to any
 * rows. Read {@code Encoding}, then {@code ColumnEncoding}.
 */
@NullMarked
package org.bilevel4j.datasets.encode;

import org.jspecify.annotations.NullMarked;
