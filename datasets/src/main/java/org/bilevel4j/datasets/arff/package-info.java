/**
 * Tables in Weka's ARFF, dense and sparse, with the XML files in which MULAN names the labels. Read
 * {@code ArffTable}, then {@code ArffWalk}.
 */
@NullMarked
package org.bilevel4j.datasets.arff;

import org.jspecify.annotations.NullMarked;
