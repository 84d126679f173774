@NullMarked
package org.bilevel4j.benchmarks.blocks;

import org.jspecify.annotations.NullMarked;
