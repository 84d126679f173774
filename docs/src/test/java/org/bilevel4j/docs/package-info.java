/** The guides' code blocks: compiled here, and compared with what the guides show. */
@NullMarked
package org.bilevel4j.docs;

import org.jspecify.annotations.NullMarked;
