@NullMarked
package org.bilevel4j.applications.parts;

import org.jspecify.annotations.NullMarked;
