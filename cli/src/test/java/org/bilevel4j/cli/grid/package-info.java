/** Tests. */
@NullMarked
package org.bilevel4j.cli.grid;

import org.jspecify.annotations.NullMarked;
