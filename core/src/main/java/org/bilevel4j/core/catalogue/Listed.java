package org.bilevel4j.core.catalogue;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the catalogue lists a {@link Component}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Listed {
  /** The name users type: lower-case letters, digits and hyphens, for instance "ma-soba". */
  String name();

  /** Further names. */
  String[] aliases() default {};

  /** One line: what it is. */
  String title();

  /** Where it comes from: authors, year, algorithm or experiment; empty when nowhere. */
  String source() default "";

  /** Where this implementation differs from the source. */
  String differs() default "nothing";

  /** What it rests on. */
  Basis basis() default Basis.PAPER;
}
