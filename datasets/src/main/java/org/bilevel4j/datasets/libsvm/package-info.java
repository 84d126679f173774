/** Tables in LIBSVM's format: their reader, and where the files of the collection are. */
@NullMarked
package org.bilevel4j.datasets.libsvm;

import org.jspecify.annotations.NullMarked;
