package org.bilevel4j.core.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that a parameter may have besides numbers, texts, truth values and enumerations. It
 * has a public static method {@code parse(String)} that returns it and throws {@link
 * org.bilevel4j.core.util.UserError} or IllegalArgumentException when the text does not say one.
 * {@code parse} reads what a public static {@code format} of the type writes, or {@code toString}
 * where there is no such method.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TextForm {
  /** What a text must look like, for error messages and help, for instance "a schedule". */
  String value();
}
