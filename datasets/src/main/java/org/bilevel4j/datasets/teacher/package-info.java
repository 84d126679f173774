/** Made-up imbalanced binary tasks whose labels come from a random network. */
@NullMarked
package org.bilevel4j.datasets.teacher;

import org.jspecify.annotations.NullMarked;
