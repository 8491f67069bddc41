package com.acme;

import dev.emery.cell.PCell;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what the checker refuses. */
final class Leaks {
  record Shop(PCell<Optional<Prc<Long, Shop>>, Shop> best) {}

  static Prc<Long, Shop> kept;

  private Leaks() {}

  static void leak(Pool<Shop> pool) {
    var attempts = new AtomicInteger();
    pool.transaction(j -> {
      attempts.incrementAndGet();
      kept = Prc.of(1L);
      pool.root().best().set(null, Optional.of(kept));
    });
  }
}
