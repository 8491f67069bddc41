package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.StaleReferenceException;
import dev.emery.cell.PLong;
import dev.emery.pointer.Parc;
import dev.emery.pool.Yard.Stand;
import dev.emery.pool.Yard.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Drops beside those who read, promote and store what is dropped (E16). */
@Timeout(120)
class PromptDropsThreadsTest {
  private static final int ROUNDS = 2000;

  private final Pool<Yard> pool = Yard.inMemory();
  private final Yard yard = pool.root();
  private final long blocks = pool.statistics().blocks();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Parc<Tag, Yard> storeTag(long number) {
    Parc<Tag, Yard> tag = Parc.of(new Tag(PLong.of(number)));
    pool.transaction(j -> yard.tag().set(j, Optional.of(tag)));
    return tag;
  }

  private void drain() {
    for (int i = 0; pool.statistics().queuedObjects() > 0; i++) {
      assertThat(i).isLessThan(10_000);
      pool.transaction(j -> yard.number().add(j, 1));
      Thread.yield(); // the thread of the pool may be at it
    }
  }

  private static void run(List<Callable<Void>> tasks) throws Exception {
    try (var threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        Void unused = done.get();
      }
    }
  }

  @Test
  void e16_manyThreadsStoreAndDropOneParc_countsAreExact() throws Exception {
    Parc<Tag, Yard> tag = storeTag(0);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Stand stand : yard.stands()) {
      tasks.add(() -> {
        var random = new SplittableRandom(stand.hashCode());
        for (int i = 0; i < ROUNDS; i++) {
          boolean store = random.nextBoolean();
          pool.transaction(j -> stand.tag().set(j, store ? Optional.of(tag) : Optional.empty()));
        }
        return null;
      });
    }
    run(tasks);
    int stored = (int) yard.stands().stream().filter(s -> s.tag().get().isPresent()).count();
    assertThat(tag.strongCount()).isEqualTo(stored + 1);
    Parc.VWeak<Tag, Yard> weak = tag.demote();
    yard.stands().forEach(s -> pool.transaction(j -> s.tag().set(j, Optional.empty())));
    assertThat(tag.strongCount()).isEqualTo(1);
    pool.transaction(j -> yard.tag().set(j, Optional.empty()));
    drain();
    pool.read(r -> assertThat(weak.promote(r)).isEmpty());
    assertThat(pool.statistics().blocks()).isEqualTo(blocks);
  }

  /** Nobody keeps it: whoever drops the last owner frees it, and storing it again may come late. */
  @Test
  void e16_lastOwnersOfOneParcComeAndGo_itIsWholeOrStale() throws Exception {
    var present = new AtomicReference<>(storeTag(0));
    var made = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Stand stand : yard.stands()) {
      tasks.add(() -> {
        for (int i = 0; i < ROUNDS; i++) {
          Parc<Tag, Yard> tag = present.get();
          try {
            pool.transaction(j -> {
              stand.tag().set(j, Optional.of(tag));
              long unused = tag.get().number().add(j, 1);
            });
            pool.transaction(j -> stand.tag().set(j, Optional.empty()));
          } catch (StaleReferenceException e) {
            Parc<Tag, Yard> next = Parc.of(new Tag(PLong.of(0)));
            pool.transaction(j -> stand.tag().set(j, Optional.of(next)));
            present.set(next);
            int unused = made.incrementAndGet();
            pool.transaction(j -> stand.tag().set(j, Optional.empty()));
          }
        }
        return null;
      });
    }
    pool.transaction(j -> yard.tag().set(j, Optional.empty()));
    run(tasks);
    drain();
    assertThat(made.get()).as("that it was freed at all").isPositive();
    assertThat(pool.statistics().blocks()).isEqualTo(blocks);
  }

  /** What was promoted stays as it is to the end of the read, whoever drops it meanwhile. */
  @Test
  void e16_promotedBesideDrops_isWholeToTheEndOfTheScope() throws Exception {
    var watched = new AtomicReference<>(storeTag(0).demote());
    var seen = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(() -> {
      for (int i = 1; i <= ROUNDS || seen.get() < ROUNDS; i++) {
        watched.set(storeTag(i).demote()); // the one before is dropped in this commit
      }
      watched.set(null);
      return null;
    });
    for (int t = 0; t < 2; t++) {
      tasks.add(() -> {
        for (var weak = watched.get(); weak != null; weak = watched.get()) {
          Parc.VWeak<Tag, Yard> tag = weak;
          pool.read(r ->
              tag.promote(r)
                  .ifPresent(found -> {
                    long number = found.get().number().get();
                    Thread.onSpinWait();
                    assertThat(found.strongCount()).isEqualTo(1);
                    assertThat(found.get().number().get()).isEqualTo(number);
                    int unused = seen.incrementAndGet();
                  }));
        }
        return null;
      });
    }
    run(tasks);
    drain();
    assertThat(pool.statistics().blocks()).isEqualTo(blocks + 1);
  }
}
