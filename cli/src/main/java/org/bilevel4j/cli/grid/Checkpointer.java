package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;

/** Saves a run every so many seconds and at its end; comes after the recorder. */
final class Checkpointer implements Listener {
  private final Path file;
  private final MetricLog log;
  private final long interval;
  private final LongSupplier nanos;
  private long last;

  Checkpointer(Path file, MetricLog log, double seconds, LongSupplier nanos) {
    this.file = file;
    this.log = log;
    this.interval = (long) Math.min(Long.MAX_VALUE / 2.0, seconds * 1e9);
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  @Override
  public boolean wants(long steps) {
    return steps > 0 && nanos.getAsLong() - last >= interval;
  }

  @Override
  public void onStep(Run<?> run) {
    if (run.outcome() == null) {
      save(run);
    }
  }

  @Override
  public void onEnd(Run<?> run, Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.DIVERGED && run.steps() > 0) {
      save(run);
    }
  }

  private void save(Run<?> run) {
    log.force();
    run.save(file);
    last = nanos.getAsLong();
  }
}
