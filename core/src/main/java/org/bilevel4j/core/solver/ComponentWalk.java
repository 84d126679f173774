package org.bilevel4j.core.solver;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;

/**
 * The components of one record class in their order, read by reflection once; a visit then
 * allocates nothing.
 */
final class ComponentWalk {
  private static final List<Class<?>> SHOWN =
      List.of(Vec.class, Blocks.class, Dual.class, double[].class, long[].class, StatePart.class);

  private static final ClassValue<ComponentWalk> WALKS =
      new ClassValue<>() {
        @Override
        protected ComponentWalk computeValue(Class<?> type) {
          return new ComponentWalk(type);
        }
      };

  /**
   * A component that is shown.
   *
   * @param name of an array
   * @param prefix of a part's names, empty for none
   * @param get reads it: Object from Object
   */
  private record Shown(String name, String prefix, MethodHandle get) {}

  private final Shown[] components;

  private ComponentWalk(Class<?> type) {
    List<Shown> shown = new ArrayList<>();
    for (RecordComponent c : type.getRecordComponents()) {
      Visit visit = c.getAnnotation(Visit.class);
      if (visit != null && visit.skip()) {
        continue;
      }
      if (!isShown(c.getGenericType())) {
        throw new IllegalArgumentException(
            String.format(
                "%s keeps '%s' as %s, which cannot be saved: make it a Vec, Blocks, Dual, double[],"
                    + " long[], a StatePart or an Optional of one, or mark it @Visit(skip = true)"
                    + " if it never changes.",
                type.getName(), c.getName(), c.getGenericType().getTypeName()));
      }
      boolean own = visit == null || visit.value().equals(Visit.COMPONENT);
      shown.add(
          new Shown(own ? c.getName() : visit.value(), own ? "" : visit.value(), accessor(c)));
    }
    this.components = shown.toArray(new Shown[0]);
  }

  private static boolean isShown(Type type) {
    if (type instanceof ParameterizedType p) {
      return p.getRawType() == Optional.class
          ? isShown(p.getActualTypeArguments()[0])
          : isShown(p.getRawType());
    }
    return type instanceof Class<?> c && SHOWN.stream().anyMatch(s -> s.isAssignableFrom(c));
  }

  private static MethodHandle accessor(RecordComponent c) {
    try {
      c.getAccessor().setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(c.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + c, e);
    }
  }

  /** Shows every component of a record to the visitor. */
  static void show(Record record, StateVisitor v) {
    for (Shown c : WALKS.get(record.getClass()).components) {
      show(c, get(c, record), v);
    }
  }

  private static Object get(Shown c, Object record) {
    try {
      return (Object) c.get.invokeExact(record);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read '" + c.name + "' of " + record.getClass(), e);
    }
  }

  private static void show(Shown c, Object value, StateVisitor v) {
    if (value instanceof Vec vec) {
      v.vec(c.name, vec);
    } else if (value instanceof Blocks blocks) {
      v.blocks(c.name, blocks);
    } else if (value instanceof double[] numbers) {
      v.numbers(c.name, numbers);
    } else if (value instanceof long[] counters) {
      v.counters(c.name, counters);
    } else if (value instanceof StatePart part) {
      part.visit(c.prefix.isEmpty() ? v : v.within(c.prefix));
    } else if (value instanceof Dual.PerBlock each) {
      v.blocks(c.name, each.alpha());
    } else if (value instanceof Dual.Shared one) {
      v.vec(c.name, one.alpha());
    } else if (value instanceof Optional<?> optional && optional.isPresent()) {
      show(c, optional.get(), v);
    }
  }
}
