package org.bilevel4j.core.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one component of a parameter record for {@code describe} and the generated docs. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {
  /** What it means, in one line; empty when its role says it. */
  String value() default "";

  /** What it does in any algorithm, for tools. */
  Role role() default Role.NONE;

  /** The symbol in the paper, empty when it has none. */
  String symbol() default "";

  /** Which values are allowed, in words; empty when any or when its role says it. */
  String range() default "";
}
