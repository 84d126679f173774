/** ChestX-ray14: findings on X-ray images of the chest. */
@NullMarked
package org.bilevel4j.datasets.chest;

import org.jspecify.annotations.NullMarked;
