/** Skeletons that {@code bilevel4j new} writes: start at {@code Scaffold}. */
@NullMarked
package org.bilevel4j.cli.scaffold;

import org.jspecify.annotations.NullMarked;
