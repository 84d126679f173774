/** Tests. */
@NullMarked
package org.bilevel4j.cli.command;

import org.jspecify.annotations.NullMarked;
