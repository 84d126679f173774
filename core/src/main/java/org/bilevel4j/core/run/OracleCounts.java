package org.bilevel4j.core.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.StateVisitor;

/** How often each oracle call was answered for one block, and how many rows were drawn. */
public final class OracleCounts {
  private final long[] calls = new long[OracleCall.values().length];
  private final long[] samples = new long[1];

  /** Answers of a kind, one per block of the set asked. */
  public long calls(OracleCall call) {
    return calls[call.ordinal()];
  }

  /** Rows drawn: batch size per point and block. */
  public long samples() {
    return samples[0];
  }

  /** All non-zero counts. */
  public Map<OracleCall, Long> toMap() {
    Map<OracleCall, Long> map = new EnumMap<>(OracleCall.class);
    for (OracleCall c : OracleCall.values()) {
      if (calls(c) > 0) {
        map.put(c, calls(c));
      }
    }
    return map;
  }

  /** An independent copy. */
  public OracleCounts copy() {
    OracleCounts c = new OracleCounts();
    System.arraycopy(calls, 0, c.calls, 0, calls.length);
    c.samples[0] = samples[0];
    return c;
  }

  /** Such as "lower_grad_y 20, lower_hvp 20; 2560 rows". */
  @Override
  public String toString() {
    return toMap().entrySet().stream()
            .map(e -> e.getKey().label() + " " + e.getValue())
            .collect(Collectors.joining(", "))
        + "; "
        + samples()
        + " rows";
  }

  void add(OracleCall call, long n) {
    calls[call.ordinal()] += n;
  }

  void addSamples(long n) {
    samples[0] += n;
  }

  void visit(StateVisitor v) {
    v.counters("calls", calls);
    v.counters("samples", samples);
  }
}
