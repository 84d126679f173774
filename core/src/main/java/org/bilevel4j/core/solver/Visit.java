package org.bilevel4j.core.solver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a component of a {@link StatePart} is shown, where it is not by its own name. Without this
 * annotation an array has the component's name, and a part shows the names of its own arrays.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Visit {
  /** What stands for "not given". */
  String COMPONENT = "\0";

  /**
   * The name of an array; of a part, the prefix of all its names. An array named "" has the prefix
   * of the part it belongs to as its name.
   */
  String value() default COMPONENT;

  /** Whether it is not shown: parameters and other values that never change. */
  boolean skip() default false;
}
