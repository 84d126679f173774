package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;

/**
 * Applications of running jobs: arms of one seed with the same parameters share one, and it is let
 * go when its last job has ended.
 */
public final class ApplicationPool {
  private record Key(ApplicationFactory factory, long seed) {}

  private static final class Slot {
    private final Application application;
    private int users;

    private Slot(Application application) {
      this.application = application;
    }
  }

  private final Optional<Path> data;
  private final Map<Key, Slot> slots = new HashMap<>();

  /**
   * A pool without applications.
   *
   * @param data a directory to look for data in first
   */
  public ApplicationPool(Optional<Path> data) {
    this.data = data;
  }

  /** An application in use; close it to let it go. */
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final Slot slot;

    private Lease(Key key, Slot slot) {
      this.key = key;
      this.slot = slot;
    }

    /** The application. */
    public Application application() {
      return slot.application;
    }

    @Override
    public void close() {
      release(key, slot);
    }
  }

  /** The application that a factory makes for a seed. */
  public synchronized Lease lease(ApplicationFactory factory, long seed) {
    Key key = new Key(factory, seed);
    Slot slot = slots.get(key);
    if (slot == null) {
      slot = new Slot(factory.create(data, seed));
      slots.put(key, slot);
    }
    slot.users++;
    return new Lease(key, slot);
  }

  private synchronized void release(Key key, Slot slot) {
    slot.users--;
    if (slot.users == 0) {
      slots.remove(key);
    }
  }
}
