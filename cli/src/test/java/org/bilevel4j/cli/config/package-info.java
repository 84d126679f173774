/** Tests. */
@NullMarked
package org.bilevel4j.cli.config;

import org.jspecify.annotations.NullMarked;
