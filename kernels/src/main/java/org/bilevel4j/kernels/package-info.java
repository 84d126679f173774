/**
 * Dense and sparse matrix products and transcendental functions behind one seam, {@link
 * org.bilevel4j.kernels.Kernels}.
 *
 * <p>Reading order: {@link org.bilevel4j.kernels.Mat} (packed row-major storage), {@link
 * org.bilevel4j.kernels.Kernels} (what can be computed, and the promise about bits), {@link
 * org.bilevel4j.kernels.Elementwise} (functions built from add, multiply and fma alone), then the
 * implementations {@code PlainKernels}, {@code VectorKernels} and {@code BlasKernels}.
 */
@NullMarked
package org.bilevel4j.kernels;

import org.jspecify.annotations.NullMarked;
