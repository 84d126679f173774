@NullMarked
package org.bilevel4j.benchmarks.race;

import org.jspecify.annotations.NullMarked;
