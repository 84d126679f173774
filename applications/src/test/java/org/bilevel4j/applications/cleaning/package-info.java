/** Tests of data cleaning. */
@NullMarked
package org.bilevel4j.applications.cleaning;

import org.jspecify.annotations.NullMarked;
