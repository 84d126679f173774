/** Tables in LIBSVM's format: where the files of the collection are looked for. */
@NullMarked
package org.bilevel4j.datasets.libsvm;

import org.jspecify.annotations.NullMarked;
