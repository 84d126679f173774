/** What this module contributes to the platform. */
@NullMarked
package org.bilevel4j.oracles.wiring;

import org.jspecify.annotations.NullMarked;
