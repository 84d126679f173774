package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.program.Binding;
import org.bilevel4j.oracles.program.Frame;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;
import org.jspecify.annotations.Nullable;

/** The entries of x that a set of blocks looks at, in the frame of what depends on them alone. */
final class UpperPass {
  private final LevelReplay level;
  private final Frame frame;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<@Nullable Place> places = new ArrayList<>();
  private final int sharedDim;
  private final int localDim;
  private BlockSet set = BlockSet.all(1);
  private Binding binding = Binding.none();
  private double[] entries = new double[0]; // the shared part, then that of each block
  private long stamp; // 0: nothing yet
  private int users;
  private long used;

  UpperPass(LevelReplay level) {
    this.level = level;
    this.frame = level.replay().frame(Known.AT_X);
    Parameters all = level.problem().parameters();
    this.sharedDim = all.dim(Role.SHARED);
    this.localDim = all.dim(Role.LOCAL);
    parameters.addAll(all.of(Role.SHARED));
    parameters.addAll(all.of(Role.LOCAL));
    for (Parameter p : parameters) {
      places.add(level.replay().input(level.recording().inputs().node(p)));
    }
  }

  Frame frame() {
    return frame;
  }

  /** Identifies the content; never used again for another one. */
  long stamp() {
    return stamp;
  }

  boolean isInUse() {
    return users > 0;
  }

  void hold() {
    users++;
  }

  void release() {
    users--;
  }

  long used() {
    return used;
  }

  void touch(long clock) {
    used = clock;
  }

  private LocalParts local() {
    return level.problem().localParts();
  }

  /** Whether it holds this x; told by content, since x changes in place. */
  boolean holds(BlockSet blocks, Vec x) {
    if (stamp == 0 || (localDim > 0 && !set.sameAs(blocks)) || !same(x, 0, sharedDim, 0)) {
      return false;
    }
    for (int p = 0; localDim > 0 && p < set.size(); p++) {
      if (!same(x, local().from(set.id(p)), localDim, sharedDim + p * localDim)) {
        return false;
      }
    }
    return true;
  }

  private boolean same(Vec x, int from, int n, int at) {
    if (!x.isFloat()) {
      int start = x.offset() + from;
      return Arrays.equals(x.doubles(), start, start + n, entries, at, at + n);
    }
    for (int j = 0; j < n; j++) {
      if (Double.compare(x.get(from + j), entries[at + j]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Takes on another x. */
  void begin(BlockSet blocks, Vec x, long newStamp) {
    stamp = 0; // stays so when loading fails
    set = blocks;
    int m = localDim > 0 ? blocks.size() : 1;
    binding = Binding.of(new int[m], m, binding);
    frame.bind(binding);
    int size = sharedDim + (localDim > 0 ? m * localDim : 0);
    if (entries.length < size) {
      entries = new double[size];
    }
    x.slice(0, sharedDim).copyTo(entries, 0);
    for (int p = 0; localDim > 0 && p < m; p++) {
      int from = local().from(set.id(p));
      x.slice(from, from + localDim).copyTo(entries, sharedDim + p * localDim);
    }
    for (int k = 0; k < parameters.size(); k++) {
      Place place = places.get(k);
      if (place != null) {
        load(parameters.get(k), place, x);
      }
    }
    stamp = newStamp;
  }

  private void load(Parameter p, Place place, Vec x) {
    if (p.role() == Role.SHARED) {
      write(x.slice(p.at(), p.at() + p.size()), place, 0);
      return;
    }
    for (int b = 0; b < set.size(); b++) {
      int from = local().from(set.id(b)) + p.at();
      write(x.slice(from, from + p.size()), place, b * p.size());
    }
  }

  private void write(Vec from, Place to, int shift) {
    level.replay().tiles().load(from, frame.all(), frame.offset(to) + shift);
  }
}
