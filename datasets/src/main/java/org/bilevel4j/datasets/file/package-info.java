/**
 * Strict readers of data files, plain or gz: every damage is one clear sentence. Read {@code
 * DataFile}, then {@code IdxReader}.
 */
@NullMarked
package org.bilevel4j.datasets.file;

import org.jspecify.annotations.NullMarked;
