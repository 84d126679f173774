/** The catalogues that the commands look names up in. */
@NullMarked
package org.bilevel4j.cli.catalogue;

import org.jspecify.annotations.NullMarked;
