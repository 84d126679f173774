/**
 * Checks of derivatives. Read {@code DerivativeCheck}, then {@code CheckPlace}, {@code
 * CheckOptions} and what comes out: {@code CheckResult} and {@code Finding}.
 */
@NullMarked
package org.bilevel4j.oracles.check;

import org.jspecify.annotations.NullMarked;
