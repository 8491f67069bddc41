package dev.emery.testsuite.examples;

import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pool.Pool;
import dev.emery.sync.PMutex;
import java.util.stream.IntStream;

/**
 * Threads that each empty a barrel of their own in small portions, and note each portion in the
 * volume that all share: the volume is what is in the barrels, at any moment.
 */
record Pour(Parc<PMutex<Long, Pour>, Pour> volume, PVec<Parc<Pour.Barrel, Pour>, Pour> barrels) {
  private static final long PORTION = 100;

  record Barrel(PMutex<Long, Pour> rest, Parc<PMutex<Long, Pour>, Pour> volume) {}

  static Pour of(int barrels, long each) {
    Parc<PMutex<Long, Pour>, Pour> volume = Parc.of(PMutex.of(barrels * each));
    return new Pour(
        volume,
        PVec.of(
            IntStream.range(0, barrels)
                .mapToObj(_ -> Parc.<Barrel, Pour>of(new Barrel(PMutex.of(each), volume)))
                .toList()));
  }

  /** Empties a barrel, until it is empty or gone. */
  static void empty(Pool<Pour> pool, Parc.VWeak<Barrel, Pour> barrel) {
    long portion;
    do {
      portion =
          pool.compute(j ->
              barrel
                  .promote(j)
                  .map(found -> {
                    var rest = found.get().rest().lock(j);
                    long part = Math.min(PORTION, rest.get());
                    rest.set(rest.get() - part);
                    found.get().volume().get().lock(j).update(v -> v - part);
                    return part;
                  })
                  .orElse(0L));
    } while (portion > 0);
  }

  long rests() {
    return barrels.stream().mapToLong(barrel -> barrel.get().rest().peek()).sum();
  }
}
