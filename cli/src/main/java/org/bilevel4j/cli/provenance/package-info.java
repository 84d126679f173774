/** Where results come from: program and library versions, commit, machine. */
@NullMarked
package org.bilevel4j.cli.provenance;

import org.jspecify.annotations.NullMarked;
