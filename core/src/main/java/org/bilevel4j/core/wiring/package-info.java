/**
 * How modules and plug-ins join the platform: a {@code PlatformModule} puts what it has into the
 * maps of {@code Contributions}; {@code Platform} builds the whole and hands out catalogues. The
 * only packages that know Guice are those called wiring.
 */
@NullMarked
package org.bilevel4j.core.wiring;

import org.jspecify.annotations.NullMarked;
