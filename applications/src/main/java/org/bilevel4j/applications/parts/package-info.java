/** What the applications have in common: rows of tables, data sets to judge solutions on. */
@NullMarked
package org.bilevel4j.applications.parts;

import org.jspecify.annotations.NullMarked;
