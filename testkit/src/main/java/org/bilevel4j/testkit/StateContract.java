package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.StateVisitor;
import org.jspecify.annotations.Nullable;

/** What a state must show, and that nothing moves without a step size. */
final class StateContract {
  private StateContract() {}

  static void zeroStepsChangeNothing(Fixture f) {
    Solver<?> still = Schedules.scaled(f.solver(), 0);
    try (Run<?> run = f.run(still, f.noisy(), RunSpec.of(1, 5))) {
      double[] before = Fixture.numbers(run);
      for (int k = 0; k < 5; k++) {
        run.step();
      }
      assertThat(Fixture.numbers(run)).containsExactly(before);
    }
  }

  static void everyArrayIsVisited(Fixture f) {
    try (Run<?> run = f.run(f.noisy(), RunSpec.of(1, 3))) {
      run.step();
      Shown shown = new Shown();
      run.state().visit(shown);
      for (Map.Entry<Object, String> e : arrays(run.state()).entrySet()) {
        assertThat(shown.seen)
            .as("%s is in the state and must appear in visit", e.getValue())
            .contains(e.getKey());
      }
      assertThat(shown.seen).contains(run.state().x());
    }
  }

  /** Every vector, block state and array of numbers that can be reached, with the way to it. */
  private static Map<Object, String> arrays(Object state) {
    Map<Object, String> found = new IdentityHashMap<>();
    Map<Object, String> seen = new IdentityHashMap<>();
    Deque<Object> open = new ArrayDeque<>();
    open.add(state);
    seen.put(state, state.getClass().getSimpleName());
    while (!open.isEmpty()) {
      Object at = open.remove();
      fields(at)
          .forEach(
              (name, value) -> {
                String way = seen.get(at) + "." + name;
                if (isArray(value)) {
                  found.put(value, way);
                } else if (isLookedInto(value) && seen.put(value, way) == null) {
                  open.add(value);
                }
              });
    }
    return found;
  }

  private static boolean isArray(Object value) {
    return value instanceof Vec
        || value instanceof Blocks
        || value instanceof double[]
        || value instanceof float[]
        || value instanceof long[];
  }

  /** Our own objects and containers; factors are no state, they are made anew in each step. */
  private static boolean isLookedInto(Object value) {
    if (value instanceof Object[] || value instanceof Iterable || value instanceof Map) {
      return true;
    }
    return value.getClass().getName().startsWith("org.bilevel4j.")
        && !value.getClass().isEnum()
        && !(value instanceof Cholesky);
  }

  private static Map<String, Object> fields(Object of) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (of instanceof Object[] array) {
      return numbered(Arrays.asList(array));
    }
    if (of instanceof Iterable<?> items) {
      return numbered(items);
    }
    if (of instanceof Map<?, ?> map) {
      return numbered(map.values());
    }
    for (Class<?> c = of.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        Object value = Modifier.isStatic(field.getModifiers()) ? null : get(field, of);
        if (value != null) {
          out.put(field.getName(), value);
        }
      }
    }
    return out;
  }

  private static Map<String, Object> numbered(Iterable<?> items) {
    Map<String, Object> out = new LinkedHashMap<>();
    int at = 0;
    for (Object item : items) {
      if (item != null) {
        out.put("[" + at + "]", item);
      }
      at++;
    }
    return out;
  }

  private static @Nullable Object get(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
  }

  /** Remembers what a visit shows, by identity, and that no name comes twice. */
  private static final class Shown implements StateVisitor {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> names = new java.util.HashSet<>();

    private void show(String name, Object value) {
      assertThat(names.add(name)).as("the name '%s' is shown once", name).isTrue();
      seen.add(value);
    }

    @Override
    public void vec(String name, Vec v) {
      show(name, v);
    }

    @Override
    public void blocks(String name, Blocks b) {
      show(name, b);
    }

    @Override
    public void numbers(String name, double[] values) {
      show(name, values);
    }

    @Override
    public void counters(String name, long[] values) {
      show(name, values);
    }
  }
}
