package org.bilevel4j.core.config;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bilevel4j.core.util.Names;

/**
 * Turns one type of parameter into text and back: plain types, enumerations, and those marked with
 * {@link TextForm}.
 *
 * @param type what it reads
 * @param expects what a text must look like, for instance "a whole number"
 * @param parse from a text
 * @param format to the text that {@code parse} reads
 */
record Codec(
    Class<?> type, String expects, Function<String, ?> parse, Function<Object, String> format) {

  private static final List<Codec> PLAIN =
      List.of(
          new Codec(Double.class, "a number", Codec::number, v -> text((Double) v)),
          new Codec(Integer.class, "a whole number", Integer::valueOf, Object::toString),
          new Codec(Long.class, "a whole number", Long::valueOf, Object::toString),
          new Codec(Boolean.class, "true or false", Codec::truth, Object::toString),
          new Codec(String.class, "a text", s -> s, Object::toString),
          new Codec(
              OptionalInt.class,
              "a whole number or 'none'",
              s -> s.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(s)),
              v -> ((OptionalInt) v).stream().mapToObj(Integer::toString).findAny().orElse("none")),
          new Codec(
              OptionalLong.class,
              "a whole number or 'none'",
              s -> s.equals("none") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(s)),
              v -> ((OptionalLong) v).stream().mapToObj(Long::toString).findAny().orElse("none")),
          new Codec(
              OptionalDouble.class,
              "a number or 'none'",
              s -> s.equals("none") ? OptionalDouble.empty() : OptionalDouble.of(number(s)),
              v -> ((OptionalDouble) v).stream().mapToObj(Codec::text).findAny().orElse("none")));

  /**
   * The codec of a type.
   *
   * @throws IllegalArgumentException when there is none, which is a programming error
   */
  static Codec of(Class<?> type) {
    return find(type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    type.getName() + " is no type of a parameter; mark it with @TextForm"));
  }

  /** The codec of a type, where there is one. */
  static Optional<Codec> find(Class<?> type) {
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    if (boxed.isEnum()) {
      return Optional.of(enumeration(boxed));
    }
    TextForm form = boxed.getAnnotation(TextForm.class);
    return form == null
        ? PLAIN.stream().filter(c -> c.type == boxed).findAny()
        : Optional.of(marked(boxed, form));
  }

  private static Codec marked(Class<?> type, TextForm form) {
    Method parse =
        staticMethod(type, "parse", String.class)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        type.getName() + " has no public static parse(String)"));
    Function<Object, String> format =
        staticMethod(type, "format", type)
            .<Function<Object, String>>map(m -> value -> (String) call(m, value))
            .orElse(Object::toString);
    return new Codec(type, form.value(), text -> call(parse, text), format);
  }

  private static Optional<Method> staticMethod(Class<?> type, String name, Class<?> argument) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals(name) && Modifier.isStatic(m.getModifiers()))
        .filter(m -> List.of(m.getParameterTypes()).equals(List.of(argument)))
        .findAny();
  }

  private static Object call(Method method, Object argument) {
    try {
      return method.invoke(null, argument);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException("cannot call " + method, e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + method, e);
    }
  }

  private static Codec enumeration(Class<?> type) {
    List<Object> values = Arrays.asList((Object[]) type.getEnumConstants());
    List<String> names = values.stream().map(Codec::kebab).toList();
    String expects = "one of " + names.stream().collect(Collectors.joining(", "));
    return new Codec(
        type,
        expects,
        s -> {
          int at = names.indexOf(s.toLowerCase(Locale.ROOT).replace('_', '-'));
          if (at < 0) {
            throw Names.unknown("value", s, names);
          }
          return values.get(at);
        },
        Codec::kebab);
  }

  private static String kebab(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Double number(String text) {
    if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(Infinity|inf|\\.inf)")) {
      throw new NumberFormatException(text);
    }
    return text.contains("nf")
        ? Math.copySign(Double.POSITIVE_INFINITY, text.startsWith("-") ? -1 : 1)
        : Double.valueOf(text);
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
