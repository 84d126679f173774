/**
 * Binary tasks cut out of a table: class pairs and stratified, keyed splits. Read {@code TaskSet},
 * then {@code BinaryTask}, then {@code PairSplit} and {@code RowSplit}.
 */
@NullMarked
package org.bilevel4j.datasets.task;

import org.jspecify.annotations.NullMarked;
