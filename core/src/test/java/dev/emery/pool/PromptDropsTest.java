package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.PoolFullException;
import dev.emery.StaleReferenceException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pool.Yard.Crate;
import dev.emery.pool.Yard.Hall;
import dev.emery.pool.Yard.Item;
import dev.emery.pool.Yard.Link;
import dev.emery.pool.Yard.Tag;
import dev.emery.transaction.Savepoint;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the commit that drops an object frees itself (E16). */
@Timeout(60)
class PromptDropsTest {
  private final Pool<Yard> pool = Yard.inMemory();
  private final Yard yard = pool.root();
  private final long blocks = pool.statistics().blocks();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** The records that one transaction took. */
  private long records(Runnable transaction) {
    long before = pool.statistics().records();
    transaction.run();
    return pool.statistics().records() - before;
  }

  private long added() {
    return pool.statistics().blocks() - blocks;
  }

  private void storeBox() {
    pool.transaction(j -> yard.box().set(j, Optional.of(Pbox.of(7L))));
  }

  private Crate storeCrate() {
    pool.transaction(j -> yard.crate().set(j, Optional.of(Crate.full())));
    return yard.crate().get().orElseThrow();
  }

  private void dropCrate() {
    pool.transaction(j -> yard.crate().set(j, Optional.empty()));
  }

  // ---- commits

  @Test
  void e16_valueBehindAPointer_isFreedByTheCommitThatDropsIt() {
    storeBox();
    assertThat(added()).isEqualTo(1);
    Pbox<Long, Yard> box = yard.box().get().orElseThrow();
    assertThat(records(() -> pool.transaction(j -> yard.box().set(j, Optional.empty()))))
        .isEqualTo(1);
    assertThat(added()).isZero();
    assertThat(pool.statistics().queuedObjects()).isZero();
    assertThatThrownBy(box::get).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e16_entityWithAllThatItOwns_isFreedByTheCommitThatDropsIt() {
    Crate crate = storeCrate();
    Item left = crate.left().get().orElseThrow();
    assertThat(added()).isEqualTo(Crate.BLOCKS);
    assertThat(records(this::dropCrate)).isEqualTo(1);
    assertThat(added()).isZero();
    assertThatThrownBy(() -> left.number().get()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e16_replacedInOneTransaction_freesTheOneBefore() {
    storeCrate();
    assertThat(records(this::storeCrate)).isEqualTo(1);
    assertThat(added()).isEqualTo(Crate.BLOCKS);
  }

  @Test
  void e16_madeAndDroppedInOneTransaction_leavesNothing() {
    pool.transaction(j -> {
      yard.crate().set(j, Optional.of(Crate.full()));
      yard.crate().set(j, Optional.empty());
    });
    assertThat(added()).isZero();
    assertThat(pool.statistics().queuedObjects()).isZero();
  }

  @Test
  void e17_whatADroppedOneShares_losesOneOwnerOnly() {
    Crate crate = storeCrate();
    pool.transaction(j -> {
      Parc<Tag, Yard> tag = Parc.of(new Tag(PLong.of(5)));
      yard.tag().set(j, Optional.of(tag));
      crate.tag().set(j, Optional.of(tag));
    });
    Parc<Tag, Yard> tag = yard.tag().get().orElseThrow();
    assertThat(tag.strongCount()).isEqualTo(2);
    dropCrate();
    assertThat(tag.strongCount()).isEqualTo(1);
    assertThat(tag.get().number().get()).isEqualTo(5);
    assertThat(added()).isEqualTo(1);
    pool.transaction(j -> yard.tag().set(j, Optional.empty()));
    assertThat(added()).isZero();
  }

  @Test
  void e17_whatIsMovedOutOfADroppedOne_livesOn() {
    Crate crate = storeCrate();
    pool.transaction(j -> {
      Crate other = Crate.full();
      yard.otherCrate().set(j, Optional.of(other));
      other.left().set(j, crate.left().get()); // it has two places until the crate is dropped
      yard.crate().set(j, Optional.empty());
    });
    Crate other = yard.otherCrate().get().orElseThrow();
    assertThat(other.left().get().orElseThrow().number().get()).isEqualTo(1);
    assertThat(added()).isEqualTo(Crate.BLOCKS);
  }

  @Test
  void e16_chainWithALockedNode_isFreedUpToIt() {
    pool.transaction(j -> {
      for (int i = 0; i < 500; i++) {
        yard.chain().set(j, Optional.of(new Link(PCell.of(PCell.take(yard.chain(), j)))));
      }
    });
    assertThat(added()).isEqualTo(500);
    Link link = yard.chain().get().orElseThrow();
    for (int i = 0; i < 100; i++) {
      link = link.next().get().orElseThrow();
    }
    Link hundredth = link;
    try (var _ = new Blocker(() -> hundredth.next().get())) {
      pool.transaction(j -> yard.chain().set(j, Optional.empty()));
      assertThat(added()).isBetween(400L, 460L);
    }
    drain();
  }

  @Test
  void e16_longChain_isNotFreedByOneCommit() {
    pool.transaction(j -> {
      for (int i = 0; i < 5000; i++) {
        yard.chain().set(j, Optional.of(new Link(PCell.of(PCell.take(yard.chain(), j)))));
      }
    });
    long records =
        records(() -> {
          pool.transaction(j -> yard.chain().set(j, Optional.empty()));
          drain();
        });
    assertThat(records).isGreaterThan(5000 / 64);
    assertThat(added()).isZero();
  }

  // ---- rollbacks

  @Test
  void e16_rolledBackDrop_leavesTheObject() {
    Crate crate = storeCrate();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              yard.crate().set(j, Optional.empty());
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    requireWhole(crate);
  }

  /** The commit fails in the second pool, when the first has taken its object apart. */
  @Test
  void e16_commitThatFailsAfterTheDrop_leavesTheObject() {
    Crate crate = storeCrate();
    try (Pool<Yard> other = Yard.inMemory()) {
      other.transaction(j -> other.root().crate().set(j, Optional.of(Crate.full())));
      assertThatThrownBy(() ->
              Pools.transaction(
                  pool,
                  other,
                  (j, k) -> {
                    yard.crate().set(j, Optional.empty());
                    other.root().otherCrate().set(k, other.root().crate().get());
                  }))
          .isInstanceOf(AlreadyOwnedException.class);
      assertThat(other.check().problems()).isEmpty();
    }
    requireWhole(crate);
    dropCrate();
    assertThat(added()).isZero();
  }

  @Test
  void e16_dropBehindASavepoint_isUndoneWithIt() {
    Crate crate = storeCrate();
    storeBox();
    pool.transaction(j -> {
      yard.box().set(j, Optional.empty());
      Savepoint before = j.savepoint();
      yard.crate().set(j, Optional.empty());
      j.rollbackTo(before);
    });
    requireWhole(crate);
    assertThat(added()).isEqualTo(Crate.BLOCKS);
  }

  private void requireWhole(Crate crate) {
    assertThat(yard.crate().get()).isPresent();
    assertThat(yard.crate().get().orElseThrow().name()).isEqualTo(Crate.NAME);
    assertThat(crate.left().get().orElseThrow().number().get()).isEqualTo(1);
    assertThat(crate.right().get().orElseThrow().number().get()).isEqualTo(2);
    assertThat(pool.check().problems()).isEmpty();
  }

  // ---- locks

  @Test
  void e16_dropThatMeetsALock_isLeftWholeToTheQueue() {
    Crate crate = storeCrate();
    Item left = crate.left().get().orElseThrow();
    Item right = crate.right().get().orElseThrow();
    try (var _ = new Blocker(() -> right.number().get())) {
      dropCrate();
      assertThat(pool.statistics().queuedObjects()).isEqualTo(1);
      assertThat(added()).isEqualTo(Crate.BLOCKS);
      assertThat(left.number().get()).as("nothing of it is gone").isEqualTo(1);
    }
    drain();
  }

  @Test
  void e16_storedAgainWhileQueuedAndDroppedOnceMore_isFreedOnce() {
    Crate crate = storeCrate();
    Item right = crate.right().get().orElseThrow();
    try (var _ = new Blocker(() -> right.number().get())) {
      dropCrate();
      pool.transaction(j -> yard.otherCrate().set(j, Optional.of(crate)));
      assertThat(yard.otherCrate().get().orElseThrow().name()).isEqualTo(Crate.NAME);
      pool.transaction(j -> yard.otherCrate().set(j, Optional.empty()));
      assertThat(pool.statistics().queuedObjects()).isEqualTo(1);
    }
    drain();
  }

  /** The queue leads to it once, whatever a transaction does to its owners. */
  @Test
  void e16_storedAndDroppedWhileQueued_isNotQueuedTwice() {
    Crate crate = storeCrate();
    Item right = crate.right().get().orElseThrow();
    try (var _ = new Blocker(() -> right.number().get())) {
      dropCrate();
      pool.transaction(j -> {
        yard.otherCrate().set(j, Optional.of(crate));
        yard.otherCrate().set(j, Optional.empty());
      });
      assertThat(pool.statistics().queuedObjects()).isEqualTo(1);
      pool.transaction(j -> { // it goes down with a new owner
        yard.hall().set(j, Optional.of(new Hall(PCell.of(Optional.of(crate)))));
        yard.hall().set(j, Optional.empty());
      });
      assertThat(pool.statistics().queuedObjects()).isEqualTo(1);
    }
    drain();
  }

  /** The queue tries to take it apart now and then, in place, and takes that back. */
  @Test
  void e16_storedWhileTheQueueTriesToTakeItApart_isSeenAsItself() {
    Crate crate = storeCrate();
    Item right = crate.right().get().orElseThrow();
    try (var _ = new Blocker(() -> right.number().get())) {
      dropCrate();
      for (int i = 0; i < 3000; i++) {
        pool.transaction(j -> {
          yard.otherCrate().set(j, Optional.of(crate));
          yard.otherCrate().set(j, Optional.empty());
        });
      }
    }
    drain();
  }

  // ---- room

  /** What another commit frees while the pool is full for this one counts as room. */
  @Test
  void e16_roomThatADropBesideItMakes_isFoundByTheNextAttempt() {
    try (Pool<Yard> small =
        Pool.inMemory(Yard.class, PoolOptions.defaults().maximumSize(8 << 20))) {
      Yard root = small.root();
      String large = "x".repeat(4 << 20);
      small.transaction(j -> root.left().text().set(j, Optional.of(Pbox.of(large))));
      var full = new AtomicInteger();
      small.transaction(j -> {
        try {
          root.right().text().set(j, Optional.of(Pbox.of(large)));
        } catch (PoolFullException e) {
          if (full.incrementAndGet() == 1) {
            Runnable drop =
                () -> small.transaction(k -> root.left().text().set(k, Optional.empty()));
            Blocker.await(Thread.ofPlatform().start(drop)::join);
          }
          throw e;
        }
      });
      assertThat(full.get()).isEqualTo(1);
      assertThat(root.right().text().get()).isPresent();
      assertThat(small.check().problems()).isEmpty();
    }
  }

  private void drain() {
    for (int i = 0; added() > 0 || pool.statistics().queuedObjects() > 0; i++) {
      assertThat(i).as("transactions that take apart on the way").isLessThan(10_000);
      pool.transaction(j -> yard.number().add(j, 1));
      Thread.yield(); // the thread of the pool may be at it
    }
  }

  /** Holds the lock of what it reads, in a read of another thread. */
  private final class Blocker implements AutoCloseable {
    private final CountDownLatch locked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Thread thread;

    Blocker(Runnable read) {
      thread =
          Thread.ofPlatform()
              .start(() ->
                  pool.read(r -> {
                    read.run();
                    locked.countDown();
                    await(release::await);
                  }));
      await(locked::await);
    }

    @Override
    public void close() {
      release.countDown();
      await(thread::join);
    }

    /** Something that waits. */
    private interface Waiting {
      void run() throws InterruptedException;
    }

    private static void await(Waiting waiting) {
      try {
        waiting.run();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
