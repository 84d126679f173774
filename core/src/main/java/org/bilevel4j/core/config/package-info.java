/**
 * Parameters as text and back: {@code Records} binds names and texts to a parameter record, {@code
 * Param} describes a component, {@code TextForm} marks a type that is read from text.
 */
@NullMarked
package org.bilevel4j.core.config;

import org.jspecify.annotations.NullMarked;
