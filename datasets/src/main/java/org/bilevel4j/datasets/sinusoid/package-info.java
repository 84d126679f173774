/** Generated sinusoid regression tasks. Read {@code SinusoidDesign}, then {@code SinusoidTasks}. */
@NullMarked
package org.bilevel4j.datasets.sinusoid;

import org.jspecify.annotations.NullMarked;
