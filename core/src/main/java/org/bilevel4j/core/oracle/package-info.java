/**
 * What is done around the questions that an oracle answers: counting, checking, timing. Read {@code
 * OracleHook} with {@code PointHook} and {@code PointMethod}, then {@code ForwardingOracle}, the
 * one class that passes questions on and tells hooks of them.
 */
@NullMarked
package org.bilevel4j.core.oracle;

import org.jspecify.annotations.NullMarked;
