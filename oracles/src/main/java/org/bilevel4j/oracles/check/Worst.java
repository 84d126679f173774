package org.bilevel4j.oracles.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The worst finding per position; one that names a coordinate goes before one that cannot. */
final class Worst {
  private final @Nullable Finding[] single;
  private final @Nullable Finding[] dense;

  Worst(int positions) {
    this.single = new Finding[positions];
    this.dense = new Finding[positions];
  }

  /** Takes note of a finding. */
  void add(int position, Finding f) {
    keep(f.coordinate() >= 0 ? single : dense, position, f);
  }

  /** Takes note of the coordinate to which a failure along a direction was traced. */
  void named(int position, Finding f) {
    keep(single, position, f);
  }

  private static void keep(@Nullable Finding[] kept, int position, Finding f) {
    Finding old = kept[position];
    if (old == null || f.relativeError() > old.relativeError()) {
      kept[position] = f;
    }
  }

  /** One finding per position that has any. */
  List<Finding> findings() {
    List<Finding> out = new ArrayList<>();
    for (int p = 0; p < single.length; p++) {
      Finding s = single[p];
      Finding d = dense[p];
      if (s != null && (d == null || !s.passed() || worse(s, d))) {
        out.add(s);
      } else if (d != null) {
        out.add(d);
      }
    }
    return out;
  }

  private static boolean worse(Finding s, Finding d) {
    return s.relativeError() >= d.relativeError();
  }
}
