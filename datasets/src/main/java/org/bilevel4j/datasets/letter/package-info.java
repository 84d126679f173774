/** UCI Letter Recognition, embedded and complete, and its pair tasks. */
@NullMarked
package org.bilevel4j.datasets.letter;

import org.jspecify.annotations.NullMarked;
