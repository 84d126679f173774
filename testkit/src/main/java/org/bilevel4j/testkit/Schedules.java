package org.bilevel4j.testkit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;

/** Scales every schedule of a solver, whatever its name. */
final class Schedules {
  private Schedules() {}

  static Solver<?> scaled(Solver<?> solver, double factor) {
    RecordComponent[] components = solver.getClass().getRecordComponents();
    List<Object> values = new ArrayList<>();
    try {
      for (RecordComponent c : components) {
        c.getAccessor().setAccessible(true);
        Object value = c.getAccessor().invoke(solver);
        values.add(value instanceof Schedule s ? s.times(factor) : value);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return solver.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot rebuild " + solver, e);
    }
  }
}
