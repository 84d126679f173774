@NullMarked
package org.bilevel4j.oracles.check;

import org.jspecify.annotations.NullMarked;
