/** Tests of the package of the same name. */
@NullMarked
package org.bilevel4j.core.config;

import org.jspecify.annotations.NullMarked;
