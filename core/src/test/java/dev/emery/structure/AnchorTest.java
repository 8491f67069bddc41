package dev.emery.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PLong;
import dev.emery.schema.TestPool;
import dev.emery.transaction.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ties between handles and their places: of prototypes, of placed ones, and of those gone. */
final class AnchorTest {
  record Root(PLong<Root> number, PLong<Root> other) {}

  private final TestPool<Root> pool = open();
  private final Memory memory = pool.memory();
  private final long block = pool.rootBlock();

  private static TestPool<Root> open() {
    return new TestPool<>(Root.class, new Root(PLong.of(1), PLong.of(2)));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private Anchor placed() {
    return new Anchor(memory, block, memory.id(block), 0);
  }

  @Test
  void prototype_hasNoPlace_andSaysSo() {
    Anchor anchor = new Anchor();
    assertThat(anchor.isPlaced()).isFalse();
    assertThat(anchor.placeIn(memory)).isZero();
    assertThat(anchor.containerIn(memory)).isZero();
    assertThat(anchor.footprint()).isZero();
    pool.run(j -> {
      assertThatThrownBy(() -> anchor.write(j))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("object is a prototype and has no place");
      assertThatThrownBy(() -> anchor.changing(j)).isInstanceOf(IllegalStateException.class);
    });
    assertThatThrownBy(() -> anchor.read(true, m -> m.getLong(8192)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("object is a prototype and has no place");
    assertThatThrownBy(anchor::modCount).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void placed_isInItsPoolAlone_andStaysThere() {
    Anchor anchor = placed();
    assertThat(anchor.isPlaced()).isTrue();
    assertThat(anchor.placeIn(memory)).isEqualTo(block);
    assertThat(anchor.<Long>read(true, m -> m.getLong(Memory.payload(block)))).isEqualTo(1);
    try (TestPool<Root> other = open()) {
      assertThatThrownBy(() -> anchor.placeIn(other.memory()))
          .isInstanceOf(WrongPoolException.class);
    }
    pool.run(j ->
        assertThatThrownBy(() -> anchor.place(memory, j, block, 0))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("object is placed already"));
  }

  @Test
  void e18_placing_isUndoneByARollback() {
    Anchor anchor = new Anchor();
    pool.run(j -> {
      var savepoint = j.savepoint();
      anchor.place(memory, j, block, 16);
      assertThat(anchor.placeIn(memory)).isEqualTo(block);
      assertThat(anchor.containerIn(memory)).isEqualTo(16);
      j.rollbackTo(savepoint);
      assertThat(anchor.isPlaced()).isFalse();
      assertThat(anchor.id()).isZero();
      assertThat(anchor.placeIn(memory)).isZero();
      assertThat(anchor.containerIn(memory)).isZero();
    });
  }

  @Test
  void objectWithAnotherId_isGone() {
    Anchor anchor = new Anchor(memory, block, memory.id(block) + 1, 0);
    assertThatThrownBy(() -> anchor.placeIn(memory)).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> anchor.read(true, m -> m.getLong(8192)))
        .isInstanceOf(StaleReferenceException.class);
    pool.run(
        j -> assertThatThrownBy(() -> anchor.write(j)).isInstanceOf(StaleReferenceException.class));
  }

  @Test
  void e31_modCount_isOneForAllHandles_andRisesAlsoWithTheRollback() {
    Anchor one = placed();
    Anchor other = placed();
    int before = one.modCount().get();
    assertThat(other.modCount()).isSameAs(one.modCount());
    pool.run(j -> {
      var savepoint = j.savepoint();
      one.changing(j);
      assertThat(other.modCount().get()).isEqualTo(before + 1);
      j.rollbackTo(savepoint);
      assertThat(other.modCount().get()).isEqualTo(before + 2);
    });
  }

  @Test
  void cellPlaces_areSame_onlyAtOnePlaceOfOnePool() {
    long at = Memory.payload(block);
    CellPlace place = new CellPlace(memory, block, at);
    CellPlace again = new CellPlace(memory, block, at);
    assertThat(place.isSame(again)).isTrue();
    assertThat(place.hash()).isEqualTo(again.hash());
    assertThat(place.key()).isEqualTo(again.key());
    assertThat(place.isAt(memory, at)).isTrue();
    assertThat(place.isAt(memory, at + 8)).isFalse();
    CellPlace next = new CellPlace(memory, block, at + 8);
    assertThat(place.isSame(next)).isFalse();
    assertThat(place.key()).isNotEqualTo(next.key());
    try (TestPool<Root> other = open()) {
      assertThat(place.isSame(new CellPlace(other.memory(), block, at))).isFalse();
      assertThat(place.isAt(other.memory(), at)).isFalse();
    }
    CellPlace prototype = new CellPlace();
    assertThat(prototype.isSame(prototype)).isTrue();
    assertThat(prototype.isSame(new CellPlace())).isFalse();
    assertThat(prototype.key()).isNotEqualTo(new CellPlace().key());
    assertThat(prototype.isSame(place)).isFalse();
    assertThat(place.isSame(prototype)).isFalse();
  }

  @Test
  void placeOfAnEntity_isNotGivenToAnother() {
    new CellPlace().requirePrototype("a copy");
    assertThatThrownBy(() ->
            new CellPlace(memory, block, Memory.payload(block)).requirePrototype("PLong.of(x)"))
        .isInstanceOf(AlreadyOwnedException.class)
        .hasMessage("cell belongs to another entity, which keeps it; use PLong.of(x) for a copy");
  }

  @Test
  void valueOfAPlace_isReplacedOnlyIfItIsTheOneThatWasSeen() {
    PlaceValues values = PlaceValues.of(memory);
    CellPlace place = new CellPlace(memory, block, Memory.payload(block));
    Object first = new Object();
    Object second = new Object();
    assertThat(values.replace(place, first, second)).isFalse();
    assertThat(values.get(place)).isNull();
    assertThat(values.replace(place, null, first)).isTrue();
    assertThat(values.replace(place, null, second)).isFalse();
    assertThat(values.get(place)).isSameAs(first);
    assertThat(values.replace(place, first, second)).isTrue();
    assertThat(values.get(place)).isSameAs(second);
    assertThat(values.replace(place, second, null)).isTrue();
    assertThat(values.size()).isZero();
  }

  @Test
  void valueOfAPrototype_isNotThePools() {
    PlaceValues values = PlaceValues.of(memory);
    assertThatThrownBy(() -> values.get(new CellPlace()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cell is a prototype and has no place");
    assertThatThrownBy(() -> values.replace(new CellPlace(), null, "value"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(values.size()).isZero();
  }
}
