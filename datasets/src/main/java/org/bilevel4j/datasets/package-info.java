/**
 * The door to data sets: entries found as services, where their files are, and whether those are
 * sound. Read {@code DatasetEntry}, then {@code DataFinder}, then {@code DataStatus}.
 */
@NullMarked
package org.bilevel4j.datasets;

import org.jspecify.annotations.NullMarked;
