/**
 * Dense and sparse matrix products and transcendental functions behind one seam, {@link
 * org.bilevel4j.kernels.Kernels}.
 *
 * <p>Reading order: {@link org.bilevel4j.kernels.Mat} (packed row-major storage), {@link
 * org.bilevel4j.kernels.Kernels} (what can be computed, and the promise about bits), {@link
 * org.bilevel4j.kernels.FloatMath} (functions built from add, multiply and fma alone), then the
 * implementations {@code PlainKernels}, {@code VectorKernels} and {@code BlasKernels}.
 *
 * <p>Code for one element type is written for {@code float} in a class {@code FloatX}. The build
 * makes {@code DoubleX} from it, in {@code target/generated-sources/twins}, unless {@code DoubleX}
 * is written by hand because it depends on the precision; see section Twins of the design notes.
 */
@NullMarked
package org.bilevel4j.kernels;

import org.jspecify.annotations.NullMarked;
