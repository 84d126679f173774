/**
 * Packed rows from image files. Read {@code ImageTable}, then {@code ImageStore} and {@code
 * PixelGrid}.
 */
@NullMarked
package org.bilevel4j.datasets.image;

import org.jspecify.annotations.NullMarked;
