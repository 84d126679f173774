/**
 * Broken input, one case each: {@code BadInputIT} types them, the other classes hold the cases by
 * what is broken.
 */
@NullMarked
package org.bilevel4j.integration.input;

import org.jspecify.annotations.NullMarked;
