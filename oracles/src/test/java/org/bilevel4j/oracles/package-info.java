@NullMarked
package org.bilevel4j.oracles;

import org.jspecify.annotations.NullMarked;
