package org.bilevel4j.core.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.StateVisitor;

/** How often each oracle call was answered for one block, and how many rows were drawn. */
public final class OracleCounts {
  /** What hidden products are called beside the calls' own labels. */
  public static final String HIDDEN = "hidden_hvp";

  private final long[] calls = new long[OracleCall.values().length];
  private final long[] hidden = new long[1];
  private final long[] samples = new long[1];

  /** Answers of a kind, one per block of the set asked. */
  public long calls(OracleCall call) {
    return calls[call.ordinal()];
  }

  /** Hessian-vector products that the answers contained besides what they were asked for. */
  public long hiddenProducts() {
    return hidden[0];
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
    c.hidden[0] = hidden[0];
    c.samples[0] = samples[0];
    return c;
  }

  /** Such as "lower_grad_y 20, lower_hvp 20; 2560 rows". */
  @Override
  public String toString() {
    return toMap().entrySet().stream()
            .map(e -> e.getKey().label() + " " + e.getValue())
            .collect(Collectors.joining(", "))
        + (hidden[0] > 0 ? ", " + HIDDEN + " " + hidden[0] : "")
        + "; "
        + samples()
        + " rows";
  }

  void add(OracleCall call, long n, int hiddenEach) {
    calls[call.ordinal()] += n;
    hidden[0] += n * hiddenEach;
  }

  void addSamples(long n) {
    samples[0] += n;
  }

  void visit(StateVisitor v) {
    v.counters("calls", calls);
    v.counters(HIDDEN, hidden);
    v.counters("samples", samples);
  }
}
