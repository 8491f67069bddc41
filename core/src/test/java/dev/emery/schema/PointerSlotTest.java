package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PLong;
import dev.emery.cell.VCell;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.sync.PMutex;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Slots of pointers, mutexes and volatile cells: equality, copies, visits, and damage. */
final class PointerSlotTest {
  record Thing(String name, PLong<Weak> number) {
    static Thing of(String name) {
      return new Thing(name, PLong.of(1));
    }
  }

  record Weak(
      Probe<Prc.PWeak<Thing, Weak>, Weak> slot,
      Probe<Optional<Prc<Thing, Weak>>, Weak> one,
      Probe<Optional<Prc<Thing, Weak>>, Weak> two) {
    static Weak initial() {
      return new Weak(
          Probe.of(Prc.PWeak.empty()),
          Probe.of(Optional.of(Prc.of(Thing.of("one")))),
          Probe.of(Optional.of(Prc.of(Thing.of("two")))));
    }
  }

  private static Slot<Prc.PWeak<Thing, Weak>> weak() {
    return new Slot<>(Weak.class, Weak.initial());
  }

  private static Prc.PWeak<Thing, Weak> to(Probe<Optional<Prc<Thing, Weak>>, Weak> place) {
    return place.get().orElseThrow().downgrade();
  }

  private static List<Long> weakTargets(Slot<?> slot) {
    List<Long> targets = new ArrayList<>();
    slot.codec.visit(
        slot.memory(),
        slot.block(),
        slot.at(),
        new OwnedVisitor() {
          @Override
          public boolean part(long block, long bytes) {
            throw new AssertionError("owns no part");
          }

          @Override
          public void object(long target, long block, long at) {
            throw new AssertionError("owns nothing");
          }

          @Override
          public void weak(long target, long block, long at) {
            targets.add(target);
          }
        });
    return targets;
  }

  private static List<String> problems(Slot<?> slot) {
    List<String> problems = new ArrayList<>();
    slot.codec.check(slot.memory(), slot.block(), slot.at(), problems::add);
    return problems;
  }

  @Test
  void weakPointer_isEqualStored_onlyToThoseOfItsTarget() {
    try (var slot = weak()) {
      Weak root = (Weak) slot.pool().root();
      Prc.PWeak<Thing, Weak> none = Prc.PWeak.empty();
      List<Prc.PWeak<Thing, Weak>> all = List.of(none, to(root.one()), to(root.two()));
      for (Prc.PWeak<Thing, Weak> stored : all) {
        slot.roundTrip(stored);
        for (Prc.PWeak<Thing, Weak> each : all) {
          assertThat(slot.codec.equalsStored(slot.memory(), slot.block(), slot.at(), each))
              .isEqualTo(each.equals(stored));
        }
      }
      assertThat(all).doesNotHaveDuplicates();
      assertThat(to(root.one())).isEqualTo(to(root.one())).hasSameHashCodeAs(to(root.one()));
      assertThat(none).isEqualTo(Prc.PWeak.empty()).isNotEqualTo("none").hasToString("PWeak[]");
      assertThat(to(root.one()).toString()).matches("PWeak\\[0x[0-9a-f]+]");
      assertThat(Objects.equals(to(root.one()), root.one().get().orElseThrow().demote())).isFalse();
      slot.store(none);
      assertThat(slot.hex()).isEmpty();
    }
  }

  @Test
  void weakPointer_isShownToVisitors_andOwnsNothing() {
    try (var slot = weak()) {
      assertThat(weakTargets(slot)).isEmpty();
      slot.store(to(((Weak) slot.pool().root()).one()));
      assertThat(weakTargets(slot)).containsExactly(slot.memory().getLong(slot.at()));
      assertThat(slot.codec.owns()).isFalse();
    }
  }

  @Test
  void weakPointerIntoAnotherPool_isRefused_andEqualsNothingHere() {
    try (var slot = weak();
        var other = weak()) {
      Prc.PWeak<Thing, Weak> foreign = to(((Weak) other.pool().root()).one());
      Prc.PWeak<Thing, Weak> own = to(((Weak) slot.pool().root()).one());
      assertThat(foreign).isNotEqualTo(own);
      slot.store(own);
      assertThat(slot.codec.equalsStored(slot.memory(), slot.block(), slot.at(), foreign))
          .isFalse();
      assertThatThrownBy(() -> slot.store(foreign))
          .isInstanceOf(WrongPoolException.class)
          .hasMessage("weak pointer leads into another pool");
      assertThat(slot.load()).isEqualTo(own);
    }
  }

  /** Between blocks, outside of the pool, and with the id of an object of another type. */
  @Test
  void weakPointerToNoBlock_isAProblem() {
    try (var slot = weak()) {
      assertThat(problems(slot)).isEmpty();
      Memory memory = slot.memory();
      slot.pool()
          .run(j -> {
            memory.setLong(j, slot.block(), slot.at() + 8, memory.id(slot.block()));
            for (long place : new long[] {0x12345, 1L << 40, Long.MIN_VALUE, slot.block()}) {
              memory.setLong(j, slot.block(), slot.at(), place);
              assertThat(problems(slot))
                  .containsExactly("weak pointer to no block, offset=0x" + Long.toHexString(place));
            }
            memory.setLong(j, slot.block(), slot.at() + 8, 1L << 60);
            assertThat(problems(slot)).as("to one that was freed").isEmpty();
            memory.setLong(j, slot.block(), slot.at(), 0);
          });
    }
  }

  record Boxed(Probe<Pbox<String, Boxed>, Boxed> slot, Probe<Pbox<String, Boxed>, Boxed> other) {
    static Boxed initial() {
      return new Boxed(Probe.of(Pbox.of("one")), Probe.of(Pbox.of("two")));
    }
  }

  @Test
  void box_isEqualStored_onlyAtItsPlace_andItsCopyHasACopy() {
    try (Slot<Pbox<String, Boxed>> slot = new Slot<>(Boxed.class, Boxed.initial())) {
      Memory m = slot.memory();
      Pbox<String, Boxed> other = ((Boxed) slot.pool().root()).other().get();
      assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), slot.load())).isTrue();
      assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), other)).isFalse();
      assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), Pbox.of("one"))).isFalse();
      Pbox<String, Boxed> copy = slot.codec.detach(slot.load());
      assertThat(copy.get()).isEqualTo("one");
      assertThat(copy).isNotEqualTo(slot.load());
      slot.store(copy);
      assertThat(slot.load().get()).isEqualTo("one");
    }
  }

  record Shared(Probe<Prc<String, Shared>, Shared> slot, Probe<Prc<String, Shared>, Shared> other) {
    static Shared initial() {
      Prc<String, Shared> both = Prc.of("both");
      return new Shared(Probe.of(both), Probe.of(both));
    }
  }

  @Test
  void copyOfASharedPointer_isOneMoreOwner() {
    try (Slot<Prc<String, Shared>> slot = new Slot<>(Shared.class, Shared.initial())) {
      Prc<String, Shared> pointer = slot.load();
      Prc<String, Shared> other = ((Shared) slot.pool().root()).other().get();
      assertThat(pointer).isEqualTo(other).hasSameHashCodeAs(other);
      assertThat(pointer.strongCount()).isEqualTo(2);
      assertThat(slot.codec.detach(pointer)).isSameAs(pointer);
      Prc<String, Shared> prototype = Prc.of("both");
      assertThat(prototype.equals(prototype)).isTrue();
      assertThat(prototype).isNotEqualTo(pointer).isNotEqualTo(Prc.of("both"));
      assertThat(pointer).isNotEqualTo(prototype).isNotEqualTo("both").hasToString("Prc[both]");
      assertThat(Objects.equals(prototype, Pbox.of("both"))).isFalse();
      try (Slot<Prc<String, Shared>> there = new Slot<>(Shared.class, Shared.initial())) {
        assertThat(there.load()).isNotEqualTo(pointer);
      }
    }
  }

  @Test
  void pointerThatWasCleared_ownsNothing() {
    try (Slot<Prc<String, Shared>> slot = new Slot<>(Shared.class, Shared.initial())) {
      Memory m = slot.memory();
      long target = m.getLong(slot.at());
      slot.pool()
          .run(j -> {
            slot.codec.drop(m, j, slot.block(), slot.at());
            m.setLong(j, slot.block(), slot.at(), 0);
            slot.codec.drop(m, j, slot.block(), slot.at()); // of nothing
            assertThat(weakTargets(slot)).isEmpty();
            assertThatThrownBy(slot::load).isInstanceOf(CorruptPoolException.class);
            m.setLong(j, slot.block(), slot.at(), target);
            m.share(j, target, slot.block(), slot.at());
          });
      assertThat(slot.load().strongCount()).isEqualTo(2);
    }
  }

  record Guarded(PMutex<String, Locked> text) {}

  record Locked(Probe<Guarded, Locked> slot, PMutex<PLong<Locked>, Locked> number) {}

  record LockedText(PMutex<String, LockedText> text) {}

  @Test
  void mutexWithoutItsMark_isAProblem() {
    Locked root = new Locked(Probe.of(new Guarded(PMutex.of("a"))), PMutex.of(PLong.of(1)));
    try (Slot<Guarded> slot = new Slot<>(Locked.class, root)) {
      Memory m = slot.memory();
      long entity = m.getLong(slot.at());
      long at = Memory.payload(entity);
      ObjectType<?> type = slot.pool().schema().object(m.tag(entity));
      List<String> problems = new ArrayList<>();
      type.check(m, entity, problems::add);
      assertThat(problems).isEmpty();
      slot.pool()
          .run(j -> {
            long mark = m.getLong(at);
            m.setLong(j, entity, at, 0);
            type.check(m, entity, problems::add);
            assertThat(problems)
                .singleElement()
                .asString()
                .endsWith("mutex without its mark, at=0x" + Long.toHexString(at));
            m.setLong(j, entity, at, mark);
          });
    }
  }

  record Emptied(PMutex<Optional<String>, Emptied> text, VCell<String, Emptied> beside) {}

  @Test
  void rootToStartWith_hasMutexesOfWhatHasAnEmptyValue_alone() {
    Schema<Emptied> schema = Schema.build(Emptied.class, TestKinds.ALL, null);
    assertThat(schema.defaultRoot().text().peek()).isEmpty();
    assertThatThrownBy(Schema.build(LockedText.class, TestKinds.ALL, null)::defaultRoot)
        .hasMessageStartingWith("no value to start with for LockedText.text; give an initial root");
  }

  @Test
  void volatileCellWithoutItsMark_isAProblem() {
    Emptied root = new Emptied(PMutex.of(Optional.empty()), VCell.of("beside"));
    try (TestPool<Emptied> pool = new TestPool<>(Emptied.class, root)) {
      Memory m = pool.memory();
      long block = pool.rootBlock();
      List<String> problems = new ArrayList<>();
      pool.schema().root().check(m, block, problems::add);
      assertThat(problems).isEmpty();
      long at = markOf(m, block);
      pool.run(j -> {
        byte mark = m.getByte(at);
        m.setByte(j, block, at, (byte) (mark + 1));
        pool.schema().root().check(m, block, problems::add);
        assertThat(problems)
            .singleElement()
            .asString()
            .endsWith("volatile cell without its mark, at=0x" + Long.toHexString(at));
        m.setByte(j, block, at, mark);
      });
    }
  }

  /** The last byte of the root that is not zero. */
  private static long markOf(Memory m, long block) {
    long at = Memory.payload(block) + m.capacity(block) - 1;
    while (m.getByte(at) == 0) {
      at--;
    }
    return at;
  }
}
