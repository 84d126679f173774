package org.bilevel4j.benchmarks.race;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time of the calling thread, by question asked: where a step's time goes. The first question
 * to a point pays for the forward pass that later ones share. Asking costs about a microsecond, so
 * that rates measured with this clock do not count.
 */
final class PhaseClock {
  private static final double NANOS_PER_MICRO = 1e3;
  private final ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
  private final Map<String, Long> nanos = new TreeMap<>();

  /** A view of an object of one interface that is timed under a prefix. */
  <T> T timed(Class<T> type, String prefix, T inner) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call(prefix, method, inner, arguments));
    return type.cast(proxy);
  }

  private Object call(String prefix, Method method, Object inner, Object[] arguments)
      throws Throwable {
    long from = cpu.getCurrentThreadCpuTime();
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    } finally {
      long spent = cpu.getCurrentThreadCpuTime() - from;
      nanos.merge(prefix + "." + method.getName(), spent, Long::sum);
    }
  }

  /** Forgets what was measured so far. */
  void reset() {
    nanos.clear();
  }

  /** Microseconds of CPU time a step, by question. */
  Map<String, Double> micros(long steps) {
    Map<String, Double> all = new TreeMap<>();
    nanos.forEach((phase, spent) -> all.put(phase, spent / NANOS_PER_MICRO / steps));
    return all;
  }
}
