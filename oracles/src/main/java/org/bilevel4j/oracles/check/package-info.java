/**
 * Checks of derivatives. Read {@code DerivativeCheck}, its {@code CheckInput} and {@code
 * CheckOptions}, and its {@code CheckResult} of {@code CheckFinding}s.
 */
@NullMarked
package org.bilevel4j.oracles.check;

import org.jspecify.annotations.NullMarked;
