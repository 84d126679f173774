/** Tests of hooks on oracles. */
@NullMarked
package org.bilevel4j.core.oracle;

import org.jspecify.annotations.NullMarked;
