package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.graph.Node;
import org.bilevel4j.oracles.program.Binding;
import org.bilevel4j.oracles.program.Frame;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Replay;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;
import org.jspecify.annotations.Nullable;

/** The rows of one draw and x, in the frame of what depends on nothing else. */
final class RowPass {
  private final LevelReplay level;
  private final Frame frame;
  private final List<Parameter> upper = new ArrayList<>();
  private final List<@Nullable Place> places = new ArrayList<>();
  private final List<@Nullable Place> rowPlaces = new ArrayList<>();
  private final @Nullable Place idPlace;
  private final @Nullable Place countPlace;
  private final Mat[] targets;
  private final int sharedDim;
  private final int localDim;
  private BlockSet set = BlockSet.all(1);
  private Batch batch = Batch.full();
  private long address;
  private Binding binding = Binding.none();
  private int[] counts = new int[0];
  private int[] ids = new int[0];
  private double[] entries = new double[0]; // of x: the shared part, then that of each block
  private boolean begun;
  private int users;
  private long used;

  RowPass(LevelReplay level, Frame frame) {
    this.level = level;
    this.frame = frame;
    Replay replay = level.replay();
    Inputs inputs = level.recording().inputs();
    Parameters parameters = level.problem().parameters();
    for (Parameter p : parameters.all()) {
      if (p.role() == Role.SHARED || p.role() == Role.LOCAL) {
        upper.add(p);
        places.add(replay.input(inputs.node(p)));
      }
    }
    for (RowInputs.Input i : level.recording().rows().inputs()) {
      rowPlaces.add(replay.input(inputs.node(i)));
    }
    this.targets = new Mat[rowPlaces.size()];
    this.idPlace = replay.input(inputs.ids());
    Node count = inputs.graph().count();
    this.countPlace = replay.input(count);
    this.sharedDim = parameters.dim(Role.SHARED);
    this.localDim = parameters.dim(Role.LOCAL);
  }

  Frame frame() {
    return frame;
  }

  Binding binding() {
    return binding;
  }

  BlockSet set() {
    return set;
  }

  boolean isInUse() {
    return users > 0;
  }

  void use(long clock) {
    used = clock;
    users++;
  }

  void release() {
    users--;
  }

  long used() {
    return used;
  }

  private static long address(Draw draw) {
    return draw.isFull() ? 0 : draw.key(0).value();
  }

  /** Whether it holds these rows at this x; told by content, since x changes in place. */
  boolean holds(BlockSet blocks, Vec x, Draw draw) {
    if (!begun || !set.sameAs(blocks) || !batch.equals(draw.batch()) || address != address(draw)) {
      return false;
    }
    if (!same(x, 0, sharedDim, 0)) {
      return false;
    }
    for (int p = 0; localDim > 0 && p < set.size(); p++) {
      int from = local().from(set.id(p));
      if (!same(x, from, localDim, sharedDim + p * localDim)) {
        return false;
      }
    }
    return true;
  }

  private LocalParts local() {
    return level.problem().localParts();
  }

  private boolean same(Vec x, int from, int n, int at) {
    for (int j = 0; j < n; j++) {
      if (x.get(from + j) != entries[at + j]) {
        return false;
      }
    }
    return true;
  }

  /** Takes on another draw or x. */
  void begin(BlockSet blocks, Vec x, Draw draw) {
    begun = false;
    set = blocks;
    batch = draw.batch();
    address = address(draw);
    RowInputs source = level.recording().rows();
    int m = blocks.size();
    if (counts.length < m) {
      counts = new int[m];
    }
    int total = 0;
    for (int p = 0; p < m; p++) {
      counts[p] = draw.size(source.rows(blocks.id(p)));
      total = Math.addExact(total, counts[p]);
    }
    binding = Binding.of(counts, m, binding);
    frame.bind(binding);
    if (ids.length < total) {
      ids = new int[total];
    }
    readRows(source, draw, total);
    keep(x);
    load(x);
    begun = true;
  }

  private void readRows(RowInputs source, Draw draw, int total) {
    for (int k = 0; k < targets.length; k++) {
      int width = source.inputs().get(k).width();
      Place place = rowPlaces.get(k);
      targets[k] =
          place == null
              ? Mat.zeros(level.problem().precision(), total, width) // read, but not used
              : frame.view(place, 0, total, width, true);
    }
    int at = 0;
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Rows rows = source.rows(id);
      if (rows.kind() == Rows.Kind.FINITE || draw.isFull()) {
        draw.fill(id, rows, ids, at);
      }
      source.read(id, draw, ids, at, counts[p], targets, at);
      Place number = countPlace;
      if (number != null) {
        level.replay().tiles().set(frame.all(), frame.offset(number) + p, counts[p]);
      }
      at += counts[p];
    }
    Place idsAt = idPlace;
    if (idsAt != null) {
      for (int r = 0; r < total; r++) {
        level.replay().tiles().set(frame.all(), frame.offset(idsAt) + r, ids[r]);
      }
    }
  }

  private void keep(Vec x) {
    int size = sharedDim + set.size() * localDim;
    if (entries.length < size) {
      entries = new double[size];
    }
    x.slice(0, sharedDim).copyTo(entries, 0);
    for (int p = 0; localDim > 0 && p < set.size(); p++) {
      int from = local().from(set.id(p));
      x.slice(from, from + localDim).copyTo(entries, sharedDim + p * localDim);
    }
  }

  private void load(Vec x) {
    for (int k = 0; k < upper.size(); k++) {
      Parameter p = upper.get(k);
      Place place = places.get(k);
      if (place == null) {
        continue;
      }
      if (p.role() == Role.SHARED) {
        write(x.slice(p.at(), p.at() + p.size()), place, 0);
      } else {
        for (int b = 0; b < set.size(); b++) {
          int from = local().from(set.id(b)) + p.at();
          write(x.slice(from, from + p.size()), place, b * p.size());
        }
      }
    }
  }

  private void write(Vec from, Place to, int shift) {
    level.replay().tiles().load(from, frame.all(), frame.offset(to) + shift);
  }
}
