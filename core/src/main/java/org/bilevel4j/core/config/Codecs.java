package org.bilevel4j.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.util.Names;

/** The types a parameter may have: plain ones, schedules, batches, and what services add. */
final class Codecs {
  private record Plain<T>(
      Class<T> type, String expects, Function<String, T> reader, Function<T, String> writer)
      implements Codec<T> {
    @Override
    public T parse(String text) {
      return reader.apply(text);
    }

    @Override
    public String format(T value) {
      return writer.apply(value);
    }
  }

  private static final List<Codec<?>> PLAIN =
      List.of(
          plain(Double.class, "a number", Codecs::number, Codecs::text),
          plain(Integer.class, "a whole number", Integer::valueOf, Object::toString),
          plain(Long.class, "a whole number", Long::valueOf, Object::toString),
          plain(Boolean.class, "true or false", Codecs::truth, Object::toString),
          plain(String.class, "a text", s -> s, s -> s),
          plain(Schedule.class, "a schedule", Schedule::parse, Object::toString),
          plain(Batch.class, "a batch", Batch::parse, Object::toString),
          plain(
              OptionalInt.class,
              "a whole number or 'none'",
              s -> s.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(s)),
              o -> o.isPresent() ? Integer.toString(o.getAsInt()) : "none"),
          plain(
              OptionalLong.class,
              "a whole number or 'none'",
              s -> s.equals("none") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(s)),
              o -> o.isPresent() ? Long.toString(o.getAsLong()) : "none"),
          plain(
              OptionalDouble.class,
              "a number or 'none'",
              s -> s.equals("none") ? OptionalDouble.empty() : OptionalDouble.of(number(s)),
              o -> o.isPresent() ? text(o.getAsDouble()) : "none"));

  private Codecs() {}

  private static <T> Codec<T> plain(
      Class<T> type, String expects, Function<String, T> reader, Function<T, String> writer) {
    return new Plain<>(type, expects, reader, writer);
  }

  /**
   * The codec of a type.
   *
   * @throws IllegalArgumentException when there is none, which is a programming error
   */
  static Codec<?> of(Class<?> type) {
    Class<?> boxed = boxed(type);
    if (boxed.isEnum()) {
      return enumeration(boxed);
    }
    for (Codec<?> c : all()) {
      if (c.type().isAssignableFrom(boxed)) {
        return c;
      }
    }
    throw new IllegalArgumentException(
        "no codec reads " + type.getName() + "; register one as a service of " + Codec.class);
  }

  /** Whether some codec reads this type. */
  static boolean has(Class<?> type) {
    Class<?> boxed = boxed(type);
    return boxed.isEnum() || all().stream().anyMatch(c -> c.type().isAssignableFrom(boxed));
  }

  private static List<Codec<?>> all() {
    List<Codec<?>> all = new ArrayList<>(PLAIN);
    ServiceLoader.load(Codec.class).forEach(all::add);
    return all;
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static Codec<Object> enumeration(Class<?> type) {
    List<Object> values = Arrays.asList((Object[]) type.getEnumConstants());
    List<String> names = values.stream().map(Codecs::kebab).toList();
    String expects = "one of " + names.stream().collect(Collectors.joining(", "));
    return plain(
        Object.class,
        expects,
        s -> {
          int at = names.indexOf(s.toLowerCase(Locale.ROOT).replace('_', '-'));
          if (at < 0) {
            throw Names.unknown("value", s, names);
          }
          return values.get(at);
        },
        Codecs::kebab);
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
