package org.bilevel4j.testkit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.solver.Schedule;

/** Scales every schedule of a parameter record, whatever its name. */
final class Schedules {
  private Schedules() {}

  static Record scaled(Record params, double factor) {
    RecordComponent[] components = params.getClass().getRecordComponents();
    List<Object> values = new ArrayList<>();
    try {
      for (RecordComponent c : components) {
        c.getAccessor().setAccessible(true);
        Object value = c.getAccessor().invoke(params);
        values.add(value instanceof Schedule s ? s.times(factor) : value);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return params.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot rebuild " + params, e);
    }
  }
}
