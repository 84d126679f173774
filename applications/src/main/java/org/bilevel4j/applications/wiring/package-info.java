/** What this module contributes to the platform. */
@NullMarked
package org.bilevel4j.applications.wiring;

import org.jspecify.annotations.NullMarked;
