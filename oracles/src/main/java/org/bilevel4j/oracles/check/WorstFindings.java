package org.bilevel4j.oracles.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The worst finding per position; one that names a coordinate precedes one along a direction. */
final class WorstFindings {
  private final @Nullable CheckFinding[] single;
  private final @Nullable CheckFinding[] dense;

  WorstFindings(int positions) {
    this.single = new CheckFinding[positions];
    this.dense = new CheckFinding[positions];
  }

  /** Adds a finding. */
  void add(int position, CheckFinding f) {
    keep(f.coordinate() >= 0 ? single : dense, position, f);
  }

  /** Adds the coordinate to which a failure along a direction was traced. */
  void named(int position, CheckFinding f) {
    keep(single, position, f);
  }

  private static void keep(@Nullable CheckFinding[] kept, int position, CheckFinding f) {
    CheckFinding old = kept[position];
    if (old == null || f.relativeError() > old.relativeError()) {
      kept[position] = f;
    }
  }

  /** One finding per position that has any. */
  List<CheckFinding> findings() {
    List<CheckFinding> out = new ArrayList<>();
    for (int p = 0; p < single.length; p++) {
      CheckFinding s = single[p];
      CheckFinding d = dense[p];
      if (s != null && (d == null || !s.passed() || worse(s, d))) {
        out.add(s);
      } else if (d != null) {
        out.add(d);
      }
    }
    return out;
  }

  private static boolean worse(CheckFinding s, CheckFinding d) {
    return s.relativeError() >= d.relativeError();
  }
}
