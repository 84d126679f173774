/** Finding corrupted labels: x are weights of training rows, y a classifier. */
@NullMarked
package org.bilevel4j.applications.cleaning;

import org.jspecify.annotations.NullMarked;
