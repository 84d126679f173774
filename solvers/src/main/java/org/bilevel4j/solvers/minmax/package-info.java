/**
 * The baselines that leave something out: {@code Sgda}, {@code Pdsm} and {@code HiBsa} for min-max
 * problems without a lower level, {@code Smb} for bilevel problems without a dual.
 */
@NullMarked
package org.bilevel4j.solvers.minmax;

import org.jspecify.annotations.NullMarked;
