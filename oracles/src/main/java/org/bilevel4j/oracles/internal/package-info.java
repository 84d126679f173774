/** What several packages of this module share and no other module uses. */
@NullMarked
package org.bilevel4j.oracles.internal;

import org.jspecify.annotations.NullMarked;
