/**
 * The solvers, one file each. Families: {@code robust} (weights over objectives) and {@code
 * bilevel} (one block); {@code parts} holds the sub-procedures that papers name themselves. Read
 * {@code robust.Morbit} first.
 */
@NullMarked
package org.bilevel4j.solvers;

import org.jspecify.annotations.NullMarked;
