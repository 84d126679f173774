package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.program.Binding;
import org.bilevel4j.oracles.program.Frame;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Replay;
import org.jspecify.annotations.Nullable;

/** The rows of one draw and x, in the frame of what depends on nothing else. */
final class RowPass {
  private final LevelReplay level;
  private final Frame frame;
  private final List<RowInputs.Input> rowInputs; // a source may list them anew at each call
  private final List<@Nullable Place> rowPlaces = new ArrayList<>();
  private final @Nullable Place idPlace;
  private final @Nullable Place countPlace;
  private final Mat[] targets;
  private BlockSet set = BlockSet.all(1);
  private Batch batch = Batch.full();
  private long address;
  private Binding binding = Binding.none();
  private int[] counts = new int[0];
  private int[] ids = new int[0];
  private @Nullable UpperPass upper;
  private long stamp; // of x; 0: nothing yet
  private int users;
  private long used;

  RowPass(LevelReplay level, Frame frame) {
    this.level = level;
    this.frame = frame;
    Replay replay = level.replay();
    Inputs inputs = level.recording().inputs();
    this.rowInputs = level.recording().rows().inputs();
    for (RowInputs.Input i : rowInputs) {
      rowPlaces.add(replay.input(inputs.node(i)));
    }
    this.targets = new Mat[rowPlaces.size()];
    this.idPlace = replay.input(inputs.ids());
    Value count = inputs.graph().count();
    this.countPlace = replay.input(count);
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
    x().hold();
  }

  void release() {
    users--;
    x().release();
  }

  long used() {
    return used;
  }

  private static long address(Draw draw) {
    return draw.isFull() ? 0 : draw.key(0).value();
  }

  /** x. */
  UpperPass x() {
    UpperPass x = upper;
    if (x == null) {
      throw new IllegalStateException("rows were asked before they were drawn.");
    }
    return x;
  }

  /** Whether it holds these rows at this x. */
  boolean holds(BlockSet blocks, UpperPass x, Draw draw) {
    return stamp != 0
        && stamp == x.stamp()
        && set.sameAs(blocks)
        && batch.equals(draw.batch())
        && address == address(draw);
  }

  /** Takes on another draw or x. */
  void begin(BlockSet blocks, UpperPass x, Draw draw) {
    stamp = 0; // stays so when reading fails
    upper = x;
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
      counts[p] = draw.size(blocks.id(p), source.rows(blocks.id(p)));
      total = Math.addExact(total, counts[p]);
    }
    binding = Binding.of(counts, m, binding);
    frame.bind(binding);
    if (ids.length < total) {
      ids = new int[total];
    }
    readRows(source, draw, total);
    stamp = x.stamp();
  }

  private void readRows(RowInputs source, Draw draw, int total) {
    for (int k = 0; k < targets.length; k++) {
      RowInputs.Input input = rowInputs.get(k);
      int width = input.sparse() ? 0 : input.width();
      Place place = rowPlaces.get(k);
      targets[k] =
          place == null
              ? Mat.zeros(level.problem().precision(), total, width) // read, but not used
              : frame.view(place, 0, total, width, true);
      if (place != null && input.sparse()) {
        frame.sparse(place).begin(total);
      }
    }
    int at = 0;
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Rows rows = source.rows(id);
      if (rows.kind() == Rows.Kind.FINITE || draw.isFull()) {
        draw.fill(id, rows, ids, at);
      }
      boolean isFirst = level.isFirstRead(id);
      if (isFirst) {
        RowCheck.begin(targets, at, counts[p]);
      }
      source.read(id, draw, ids, at, counts[p], targets, at);
      if (isFirst) {
        RowCheck.end(level.replay().tiles(), source, id, targets, at, counts[p]);
      }
      for (int k = 0; k < targets.length; k++) {
        Place place = rowPlaces.get(k);
        if (place != null && rowInputs.get(k).sparse()) {
          source.readSparse(id, draw, ids, at, counts[p], k, frame.sparse(place));
          RowCheck.sparse(source, k, id, frame.sparse(place).size() - at, counts[p]);
        }
      }
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
}
