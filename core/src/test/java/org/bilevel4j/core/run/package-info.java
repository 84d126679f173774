/** Tests. */
@NullMarked
package org.bilevel4j.core.run;

import org.jspecify.annotations.NullMarked;
