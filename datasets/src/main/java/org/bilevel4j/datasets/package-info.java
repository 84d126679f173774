/**
 * Data sets: what the platform can tell about them, where their files are, and whether those are
 * sound. Read {@code Dataset}, then {@code DataFinder}, then {@code DataStatus}.
 */
@NullMarked
package org.bilevel4j.datasets;

import org.jspecify.annotations.NullMarked;
