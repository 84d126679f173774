/** Argument checks, user-facing errors and name suggestions shared by all modules. */
@NullMarked
package org.bilevel4j.core.util;

import org.jspecify.annotations.NullMarked;
