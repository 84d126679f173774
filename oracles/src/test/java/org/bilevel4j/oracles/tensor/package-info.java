@NullMarked
package org.bilevel4j.oracles.tensor;

import org.jspecify.annotations.NullMarked;
