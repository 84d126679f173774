/** Multi-label sets of the MULAN collection. */
@NullMarked
package org.bilevel4j.datasets.mulan;

import org.jspecify.annotations.NullMarked;
