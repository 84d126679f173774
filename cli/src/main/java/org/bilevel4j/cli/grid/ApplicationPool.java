package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.jspecify.annotations.Nullable;

/**
 * Applications of jobs: those of one seed with the same parameters share one. It is made when it is
 * first asked for, and let go when its last lease is closed.
 */
public final class ApplicationPool {
  private record Key(ApplicationFactory factory, long seed) {}

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

  private final class Slot {
    private final Key key;
    private @Nullable Application application;
    private int users;

    private Slot(Key key) {
      this.key = key;
    }

    private synchronized Application application() {
      Application made = application;
      if (made == null) {
        made = key.factory().create(data, key.seed());
        application = made;
      }
      return made;
    }
  }

  /** A right to an application; close it to let it go. */
  public final class Lease implements AutoCloseable {
    private final Slot slot;
    private boolean closed;

    private Lease(Slot slot) {
      this.slot = slot;
    }

    /** The application, made now if this is the first time. */
    public Application application() {
      return slot.application();
    }

    /** Closing it again does nothing. */
    @Override
    public void close() {
      synchronized (slots) {
        if (!closed) {
          closed = true;
          slot.users--;
          if (slot.users == 0) {
            slots.remove(slot.key);
          }
        }
      }
    }
  }

  /** A right to the application that a factory makes for a seed; nothing is made yet. */
  public Lease lease(ApplicationFactory factory, long seed) {
    synchronized (slots) {
      Slot slot = slots.computeIfAbsent(new Key(factory, seed), Slot::new);
      slot.users++;
      return new Lease(slot);
    }
  }
}
