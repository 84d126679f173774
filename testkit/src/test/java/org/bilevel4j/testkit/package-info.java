/** Tests of the contracts themselves. */
@NullMarked
package org.bilevel4j.testkit;

import org.jspecify.annotations.NullMarked;
