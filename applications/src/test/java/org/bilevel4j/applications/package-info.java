/** Tests of the applications. */
@NullMarked
package org.bilevel4j.applications;

import org.jspecify.annotations.NullMarked;
