package org.bilevel4j.oracles.check;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;

/** Entry-by-entry comparisons of vectors. */
final class EntryComparison {
  private EntryComparison() {}

  /** The worst entry, measured against the larger vector's largest entry and a floor. */
  static CheckFinding worst(
      String what,
      int block,
      String argument,
      Vec value,
      Vec reference,
      double floor,
      double bound) {
    double scale =
        Math.max(floor, Math.max(ErrorScale.largest(value), ErrorScale.largest(reference)));
    CheckFinding worst = CheckFinding.of(what, block, argument, -1, 0, 0, 1, bound);
    for (int j = 0; j < value.dim(); j++) {
      CheckFinding f =
          CheckFinding.of(what, block, argument, j, value.get(j), reference.get(j), scale, bound);
      if (j == 0 || f.relativeError() > worst.relativeError()) {
        worst = f;
      }
    }
    return worst;
  }

  /** The worst entry of each block; blocks of dimension 0 are left out. */
  static List<CheckFinding> worst(
      String what, String argument, Blocks value, Blocks reference, double bound) {
    List<CheckFinding> out = new ArrayList<>();
    for (int p = 0; p < value.set().size(); p++) {
      Vec v = value.atPosition(p);
      if (v.dim() > 0) {
        int id = value.set().id(p);
        out.add(worst(what, id, argument, v, reference.atPosition(p), 0, bound));
      }
    }
    return out;
  }

  /**
   * The worst entry of each block against the better of two references.
   *
   * @param floors below which an entry counts as noise, by position
   */
  static List<CheckFinding> nearest(
      String what, String argument, Blocks value, Blocks[] references, Vec floors, double bound) {
    List<CheckFinding> out = new ArrayList<>();
    for (int p = 0; p < value.set().size(); p++) {
      Vec v = value.atPosition(p);
      if (v.dim() == 0) {
        continue;
      }
      int id = value.set().id(p);
      double floor = floors.get(p);
      CheckFinding a = worst(what, id, argument, v, references[0].atPosition(p), floor, bound);
      CheckFinding b = worst(what, id, argument, v, references[1].atPosition(p), floor, bound);
      out.add(a.relativeError() <= b.relativeError() ? a : b);
    }
    return out;
  }
}
