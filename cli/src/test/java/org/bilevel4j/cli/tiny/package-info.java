/** A small application that tests run on. */
@NullMarked
package org.bilevel4j.cli.tiny;

import org.jspecify.annotations.NullMarked;
