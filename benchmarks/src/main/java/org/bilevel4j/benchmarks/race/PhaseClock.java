package org.bilevel4j.benchmarks.race;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.oracle.OracleHook;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.oracle.PointMethod;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of the calling thread, by question asked: where a step's time goes. The first question
 * to a point pays for the forward pass that later ones share. Asking costs about a microsecond, so
 * that rates measured with this clock do not count.
 */
final class PhaseClock implements OracleHook {
  private static final double NANOS_PER_MICRO = 1e3;
  private final ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
  private final Map<String, Long> nanos = new TreeMap<>();

  @Override
  public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    return new PointClock("lower.");
  }

  @Override
  public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    return new PointClock("upper.");
  }

  private final class PointClock implements PointHook {
    private final String level;
    private String phase = "";
    private long from;

    PointClock(String level) {
      this.level = level;
    }

    @Override
    public void before(
        PointMethod method,
        @Nullable Weights weights,
        @Nullable Object along,
        @Nullable Vec target) {
      phase = level + method.name();
      from = cpu.getCurrentThreadCpuTime();
    }

    @Override
    public void ended() {
      nanos.merge(phase, cpu.getCurrentThreadCpuTime() - from, Long::sum);
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
