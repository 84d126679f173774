/** Robust representation learning: x is a shared network, y_i the linear head of a task. */
@NullMarked
package org.bilevel4j.applications.representation;

import org.jspecify.annotations.NullMarked;
