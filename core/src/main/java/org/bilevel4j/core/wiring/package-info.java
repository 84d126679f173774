/**
 * The platform by Guice: components registered as services and those that a {@code PlatformModule}
 * adds through {@code Contributions}, for plug-ins whose components need injection; {@code
 * Platform} hands out catalogues of both. Packages called wiring alone know Guice.
 */
@NullMarked
package org.bilevel4j.core.wiring;

import org.jspecify.annotations.NullMarked;
