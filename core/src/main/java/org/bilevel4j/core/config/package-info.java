/**
 * Parameters as text and back: {@code Records} binds names and texts to a parameter record, {@code
 * Codec} teaches it a type, {@code Catalogue} finds what modules offer by name.
 */
@NullMarked
package org.bilevel4j.core.config;

import org.jspecify.annotations.NullMarked;
