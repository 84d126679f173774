package org.bilevel4j.core.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/**
 * Binds names and texts to a parameter record and back. Keys are strict: an unknown one is refused
 * with the nearest known ones. The parameters of a component that is itself a record are addressed
 * with a dot ("lambda.pull") or by a map. Values may be texts, numbers, lists or maps, as the
 * command line and YAML give them, or of the component's own type.
 */
public final class Records {
  private Records() {}

  /**
   * The defaults with some components replaced.
   *
   * @param defaults a record of supported components
   * @param values what to replace, by component name
   * @param who for messages, for instance "morbit"
   * @return a record of the class of {@code defaults}
   * @throws UserError naming who, key, value and what is allowed
   */
  public static <R> R bind(R defaults, Map<String, ?> values, String who) {
    RecordComponent[] components = components(defaults);
    Map<String, Object> grouped = group(values);
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String key : grouped.keySet()) {
      if (!names.contains(key)) {
        throw Names.unknown(who + ": parameter", key, names);
      }
    }
    Object[] arguments = new Object[components.length];
    for (int c = 0; c < components.length; c++) {
      String name = components[c].getName();
      Object old = get(components[c], defaults);
      arguments[c] =
          grouped.containsKey(name) ? read(components[c], old, grouped.get(name), who) : old;
    }
    return build(defaults, arguments, who);
  }

  /** Every component as text, dotted where records nest, in the order of the record. */
  public static Map<String, String> toMap(Object record) {
    Map<String, String> out = new LinkedHashMap<>();
    for (ParamInfo p : describe(record)) {
      out.put(p.name(), p.value());
    }
    return out;
  }

  /** Every component with meaning, symbol and range, in the order of the record. */
  public static List<ParamInfo> describe(Object record) {
    List<ParamInfo> out = new ArrayList<>();
    for (RecordComponent c : components(record)) {
      Object value = get(c, record);
      if (isNested(c.getType())) {
        for (ParamInfo inner : describe(value)) {
          out.add(
              new ParamInfo(
                  c.getName() + "." + inner.name(),
                  inner.type(),
                  inner.value(),
                  inner.meaning(),
                  inner.symbol(),
                  inner.range()));
        }
        continue;
      }
      Param param = c.getAnnotation(Param.class);
      out.add(
          new ParamInfo(
              c.getName(),
              expects(c),
              write(c, value),
              param == null ? "" : either(param.value(), param.role().meaning()),
              param == null ? "" : param.symbol(),
              range(c)));
    }
    return out;
  }

  private static Map<String, Object> group(Map<String, ?> values) {
    Map<String, Object> out = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          if (dot < 0) {
            if (out.put(key, value) != null) {
              throw new UserError("'" + key + "' and a part of it are both set.");
            }
          } else if (out.computeIfAbsent(key.substring(0, dot), k -> new LinkedHashMap<>())
              instanceof Map<?, ?> inner) {
            out.put(key.substring(0, dot), with(inner, key.substring(dot + 1), value));
          } else {
            throw new UserError("'" + key.substring(0, dot) + "' and a part of it are both set.");
          }
        });
    return out;
  }

  private static Map<String, Object> with(Map<?, ?> map, String key, Object value) {
    Map<String, Object> out = new LinkedHashMap<>();
    map.forEach((k, v) -> out.put(String.valueOf(k), v));
    out.put(key, value);
    return out;
  }

  private static Object read(RecordComponent c, Object old, Object value, String who) {
    if (value instanceof Map<?, ?> map) {
      if (old.getClass().isRecord()) {
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((k, v) -> inner.put(String.valueOf(k), v));
        return bind(old, inner, who + "." + c.getName());
      }
      throw refused(c, value, who, "is a group, must be " + expects(c), null);
    }
    boolean isList = c.getType() == List.class;
    if (!isList && !(value instanceof String) && c.getType().isInstance(value)) {
      return value;
    }
    if (isNested(c.getType())) {
      throw refused(c, value, who, "is not a group of parameters", null);
    }
    try {
      return isList
          ? texts(value).stream().<Object>map(element(c).parse()).toList()
          : Codec.of(c.getType()).parse().apply(String.valueOf(value).trim());
    } catch (UserError e) {
      String cure = e.cure().isEmpty() ? "" : e.cure();
      throw new UserError(who + ": " + c.getName() + ": " + e.sentence(), cure, e);
    } catch (IllegalArgumentException e) {
      throw refused(c, value, who, "cannot be read, must be " + expects(c), e);
    }
  }

  private static UserError refused(
      RecordComponent c,
      Object value,
      String who,
      String what,
      @org.jspecify.annotations.Nullable Throwable cause) {
    String range = range(c).isEmpty() ? "" : " (" + range(c) + ")";
    return new UserError(
        who + ": " + c.getName() + " = '" + value + "' " + what + range + ".", "", cause);
  }

  private static String range(RecordComponent c) {
    Param param = c.getAnnotation(Param.class);
    return param == null ? "" : either(param.range(), param.role().range());
  }

  private static String either(String own, String ofRole) {
    return own.isEmpty() ? ofRole : own;
  }

  private static List<String> texts(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    String text = String.valueOf(value).trim();
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    return text.isBlank() ? List.of() : Arrays.stream(text.split(",")).map(String::trim).toList();
  }

  private static Codec element(RecordComponent c) {
    return Codec.of(
        (Class<?>) ((ParameterizedType) c.getGenericType()).getActualTypeArguments()[0]);
  }

  private static String expects(RecordComponent c) {
    return c.getType() == List.class
        ? "a list, each entry " + element(c).expects()
        : Codec.of(c.getType()).expects();
  }

  private static String write(RecordComponent c, Object value) {
    return value instanceof List<?> list
        ? list.stream().map(element(c).format()).toList().toString()
        : Codec.of(c.getType()).format().apply(value);
  }

  /** A record without a codec of its own is a group of parameters. */
  private static boolean isNested(Class<?> type) {
    return type.isRecord() && Codec.find(type).isEmpty();
  }

  /** The components of a record. */
  static RecordComponent[] components(Object record) {
    if (!record.getClass().isRecord()) {
      throw new IllegalArgumentException(record.getClass().getName() + " is not a record");
    }
    return record.getClass().getRecordComponents();
  }

  static Object get(RecordComponent c, Object record) {
    try {
      c.getAccessor().setAccessible(true);
      return c.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + c, e);
    }
  }

  private static <R> R build(R defaults, Object[] arguments, String who) {
    Class<?>[] types =
        Arrays.stream(components(defaults)).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = defaults.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked") // a constructor of the class of the defaults
      R bound = (R) constructor.newInstance(arguments);
      return bound;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UserError u) {
        throw new UserError(who + ": " + u.sentence(), u.cure(), u);
      }
      throw new IllegalStateException("cannot build " + defaults.getClass(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + defaults.getClass(), e);
    }
  }
}
