/** Tests. */
@NullMarked
package org.bilevel4j.cli.tune;

import org.jspecify.annotations.NullMarked;
