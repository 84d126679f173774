@NullMarked
package org.bilevel4j.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
