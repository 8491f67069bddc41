package dev.emery.journal;

import dev.emery.medium.Medium;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pools open in this process, as coordinators, by the identity of their files. */
final class Coordinators {
  private static final Map<Object, Open> OPEN = new ConcurrentHashMap<>();

  private Coordinators() {}

  private record Open(UUID id, Medium medium, Coordinator coordinator) {}

  static void enter(Object key, UUID id, Medium medium, Coordinator coordinator) {
    OPEN.put(key, new Open(id, medium, coordinator));
  }

  static void leave(Object key) {
    OPEN.remove(key);
  }

  /** Returns the pool in a file, if it is open and has this id. */
  static @Nullable Coordinator find(Object key, UUID id) {
    Open open = OPEN.get(key);
    return open != null && open.id.equals(id) ? open.coordinator : null;
  }

  /** Returns the pool with an id, wherever it lies, if exactly one is open: copies have one id. */
  static @Nullable Coordinator find(UUID id, Medium medium) {
    List<Open> found =
        OPEN.values().stream().filter(o -> o.id.equals(id) && o.medium.equals(medium)).toList();
    return found.size() == 1 ? found.getFirst().coordinator : null;
  }
}
