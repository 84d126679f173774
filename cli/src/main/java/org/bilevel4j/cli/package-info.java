/** The command line: reads the user's words, builds the platform and starts the work. */
@NullMarked
package org.bilevel4j.cli;

import org.jspecify.annotations.NullMarked;
