/** What is shown on the terminal: progress, tables, summaries, errors, and what Ctrl-C does. */
@NullMarked
package org.bilevel4j.cli.console;

import org.jspecify.annotations.NullMarked;
