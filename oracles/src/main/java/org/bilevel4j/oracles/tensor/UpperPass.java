package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
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
  private final int localDim;
  private BlockSet set = BlockSet.all(1);
  private Binding binding = Binding.none();
  private long stamp; // 0: nothing yet
  private int users;
  private long used;

  UpperPass(LevelReplay level) {
    this.level = level;
    this.frame = level.replay().frame(Known.AT_X);
    Parameters all = level.problem().parameters();
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

  /** Whether it holds this x, in its precision; told by content, since x changes in place. */
  boolean holds(BlockSet blocks, Vec x) {
    return stamp > 0
        && (localDim == 0 || set.sameAs(blocks))
        && each(x, (part, at) -> level.replay().tiles().holds(part, frame.all(), at));
  }

  /** Takes on another x. */
  void begin(BlockSet blocks, Vec x, long newStamp) {
    stamp = 0; // stays so when loading fails
    set = blocks;
    int m = localDim > 0 ? blocks.size() : 1;
    binding = Binding.of(new int[m], m, binding);
    frame.bind(binding);
    each(
        x,
        (part, at) -> {
          level.replay().tiles().load(part, frame.all(), at);
          return true;
        });
    stamp = newStamp;
  }

  /** Works on a part of x, whose entries begin at a place; whether to go on. */
  private interface Part {
    boolean accept(Vec part, int at);
  }

  /** Works on the parts of x that the program reads, as long as they go on. */
  private boolean each(Vec x, Part work) {
    for (int k = 0; k < parameters.size(); k++) {
      Parameter p = parameters.get(k);
      Place place = places.get(k);
      int blocks = p.role() == Role.LOCAL ? set.size() : 1;
      for (int b = 0; place != null && b < blocks; b++) {
        int from = p.at() + (p.role() == Role.LOCAL ? local().from(set.id(b)) : 0);
        int at = frame.offset(place) + b * p.size();
        if (!work.accept(x.slice(from, from + p.size()), at)) {
          return false;
        }
      }
    }
    return true;
  }
}
