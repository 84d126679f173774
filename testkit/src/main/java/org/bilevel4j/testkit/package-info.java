/**
 * Contracts that every solver must keep, and reference problems whose answers are known. Read
 * {@code ReferenceProblems}, then {@code SolverContract}.
 */
@NullMarked
package org.bilevel4j.testkit;

import org.jspecify.annotations.NullMarked;
