@NullMarked
package org.bilevel4j.cli.scaffold;

import org.jspecify.annotations.NullMarked;
