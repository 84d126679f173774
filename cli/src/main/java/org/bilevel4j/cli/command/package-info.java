/** The commands, one class each, and the options that several of them share. */
@NullMarked
package org.bilevel4j.cli.command;

import org.jspecify.annotations.NullMarked;
