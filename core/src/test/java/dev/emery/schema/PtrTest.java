package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.structure.Ptr;
import dev.emery.structure.PtrSlice;
import dev.emery.transaction.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Typed places in a block of a pool. */
class PtrTest {
  record Root(Probe<String, Root> element) {}

  private final Slot<String> slot = new Slot<>(Root.class, new Root(Probe.of("first")));

  @AfterEach
  void close() {
    slot.close();
  }

  private Ptr<String> ptr() {
    return Ptr.of(slot.memory(), slot.codec, slot.block(), slot.at());
  }

  @Test
  void ptr_isTheValueAtItsPlace() {
    assertThat(ptr().get()).isEqualTo("first");
    slot.pool().run(j -> ptr().replace(j, "a text that is too long for its slot"));
    assertThat(slot.load()).isEqualTo("a text that is too long for its slot");
    slot.pool()
        .run(j -> {
          ptr().clear(j);
          assertThat(slot.memory().getLong(slot.at())).isZero();
          ptr().set(j, "last");
        });
    assertThat(ptr().get()).isEqualTo("last");
    assertThat(ptr()).isEqualTo(ptr()).hasSameHashCodeAs(ptr());
  }

  @Test
  void ptrs_areEqual_onlyAtOnePlaceOfOnePool() {
    Ptr<String> ptr = ptr();
    assertThat(ptr).isNotEqualTo("no ptr").isNotEqualTo(null);
    assertThat(ptr.block()).isEqualTo(slot.block());
    assertThat(ptr.at()).isEqualTo(slot.at());
    long root = slot.pool().rootBlock();
    assertThat(ptr).isNotEqualTo(Ptr.of(slot.memory(), slot.codec, root, Memory.payload(root)));
    try (Slot<String> other = new Slot<>(Root.class, new Root(Probe.of("first")))) {
      Ptr<String> there = Ptr.of(other.memory(), other.codec, other.block(), other.at());
      assertThat(there.at()).isEqualTo(ptr.at());
      assertThat(there).isNotEqualTo(ptr);
    }
    assertThat(ptr).hasToString("Ptr[0x%x]".formatted(slot.at()));
  }

  @Test
  void storeThatFails_endsTheTransaction_alsoWhereTheBodyGoesOn() {
    assertThatThrownBy(() ->
            slot.pool()
                .run(j ->
                    assertThatThrownBy(() -> ptr().replace(j, null))
                        .isInstanceOf(NullPointerException.class)))
        .isInstanceOf(NullPointerException.class);
    assertThat(slot.load()).isEqualTo("first");
  }

  @Test
  void ptr_outsideItsBlock_isRefused() {
    long payload = Memory.payload(slot.block());
    long end = payload + slot.memory().capacity(slot.block());
    for (long at : new long[] {payload - 1, slot.block(), end - slot.codec.width() + 1, 0, -1}) {
      assertThatThrownBy(() -> Ptr.of(slot.memory(), slot.codec, slot.block(), at))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void slice_isARowOfPlaces() {
    int length = (int) (slot.memory().capacity(slot.block()) / slot.codec.width());
    PtrSlice<String> row = PtrSlice.of(slot.memory(), slot.codec, slot.block(), slot.at(), length);
    assertThat(row.length()).isEqualTo(length);
    assertThat(row.get(0)).isEqualTo("first");
    assertThat(row.slice(0, 1).ptr(0)).isEqualTo(row.ptr(0));
    slot.pool().run(j -> row.replace(j, 0, "second"));
    assertThat(slot.load()).isEqualTo("second");
    assertThatThrownBy(() -> row.get(length)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.slice(1, length + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slot.pool().run(j -> row.move(j, 0, 1, length)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(
            () -> PtrSlice.of(slot.memory(), slot.codec, slot.block(), slot.at(), length + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> PtrSlice.of(slot.memory(), slot.codec, slot.block(), slot.at(), -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
