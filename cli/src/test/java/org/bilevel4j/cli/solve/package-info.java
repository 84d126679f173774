/** Tests. */
@NullMarked
package org.bilevel4j.cli.solve;

import org.jspecify.annotations.NullMarked;
