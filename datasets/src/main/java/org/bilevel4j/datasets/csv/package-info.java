/** Tables from CSV files. Read {@code CsvTables}, then {@code CsvOptions}, then {@code CsvWalk}. */
@NullMarked
package org.bilevel4j.datasets.csv;

import org.jspecify.annotations.NullMarked;
