/**
 * What the class path offers by name: solvers, estimators, oracles, applications, data sets,
 * metrics. Read {@code Component} and {@code Listed} (what an author writes), {@code Kind}, {@code
 * Entry}, then {@code Catalogue}.
 */
@NullMarked
package org.bilevel4j.core.catalogue;

import org.jspecify.annotations.NullMarked;
