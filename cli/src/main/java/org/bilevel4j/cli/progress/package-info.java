/** Shows how a grid gets on: a bar on a terminal, plain lines elsewhere. */
@NullMarked
package org.bilevel4j.cli.progress;

import org.jspecify.annotations.NullMarked;
