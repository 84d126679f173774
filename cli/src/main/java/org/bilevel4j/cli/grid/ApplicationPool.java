package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationEntry;

/**
 * Applications of running jobs: arms of one seed with the same parameters share one, and it is let
 * go when its last job has ended.
 */
public final class ApplicationPool {
  private record Key(Record parameters, long seed) {}

  private static final class Slot {
    private final Application application;
    private int users;

    private Slot(Application application) {
      this.application = application;
    }
  }

  private final ApplicationEntry entry;
  private final Optional<Path> data;
  private final Map<Key, Slot> slots = new HashMap<>();

  /**
   * A pool without applications.
   *
   * @param data a directory to look for data in first
   */
  public ApplicationPool(ApplicationEntry entry, Optional<Path> data) {
    this.entry = entry;
    this.data = data;
  }

  /** An application in use; close it to let it go. */
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final Slot slot;
    private boolean closed;

    private Lease(Key key, Slot slot) {
      this.key = key;
      this.slot = slot;
    }

    /** The application. */
    public Application application() {
      return slot.application;
    }

    /** Closing it again does nothing. */
    @Override
    public void close() {
      synchronized (ApplicationPool.this) {
        if (!closed) {
          closed = true;
          release(key, slot);
        }
      }
    }
  }

  /** The application with these parameters for a seed. */
  public synchronized Lease lease(Record parameters, long seed) {
    Key key = new Key(parameters, seed);
    Slot slot = slots.get(key);
    if (slot == null) {
      slot = new Slot(entry.create(parameters, data, seed));
      slots.put(key, slot);
    }
    slot.users++;
    return new Lease(key, slot);
  }

  private void release(Key key, Slot slot) {
    slot.users--;
    if (slot.users == 0) {
      slots.remove(key);
    }
  }
}
