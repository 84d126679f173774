/** End-to-end tests over all modules. */
@NullMarked
package org.bilevel4j.integration;

import org.jspecify.annotations.NullMarked;
