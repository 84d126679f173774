/** Tests. */
@NullMarked
package org.bilevel4j.cli;

import org.jspecify.annotations.NullMarked;
