package dev.emery.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.cell.Drawer.Cabinet;
import dev.emery.cell.Drawer.Values;
import dev.emery.pool.Pool;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cells of every type are equal if and only if they are one place of one pool (E20). */
final class CellEqualityTest {
  private static final List<Function<Drawer, Object>> CELLS =
      List.of(
          Drawer::number,
          Drawer::small,
          Drawer::fraction,
          Drawer::flag,
          Drawer::text,
          Drawer::lent,
          Drawer::guarded,
          Drawer::beside,
          Drawer::passing,
          Drawer::lazy);

  private final Pool<Cabinet> pool = Pool.inMemory(Cabinet.class, Cabinet::initial);
  private final Pool<Cabinet> other = Pool.inMemory(Cabinet.class, Cabinet::initial);

  @AfterEach
  void close() {
    for (Pool<Cabinet> each : List.of(pool, other)) {
      assertThat(each.check().problems()).isEmpty();
      each.close();
    }
  }

  private Drawer store() {
    pool.transaction(j -> pool.root().left().set(j, Optional.of(Drawer.of(Values.INITIAL))));
    return pool.root().left().get().orElseThrow();
  }

  @Test
  void e20_handlesOfOnePlace_areEqual() {
    Drawer one = store();
    Drawer again = pool.root().left().get().orElseThrow();
    for (Function<Drawer, Object> cell : CELLS) {
      assertThat(cell.apply(one))
          .isNotSameAs(cell.apply(again))
          .isEqualTo(cell.apply(again))
          .hasSameHashCodeAs(cell.apply(again));
    }
  }

  @Test
  void e20_otherPlaces_areOthers() {
    Drawer left = store();
    for (int i = 0; i < CELLS.size(); i++) {
      Object cell = CELLS.get(i).apply(left);
      assertThat(cell)
          .isNotEqualTo(CELLS.get(i).apply(pool.root().fixed()))
          .isNotEqualTo("no cell")
          .isNotEqualTo(null);
      for (int k = 0; k < CELLS.size(); k++) {
        assertThat(cell.equals(CELLS.get(k).apply(left))).isEqualTo(i == k);
      }
    }
  }

  @Test
  void e20_samePlaceOfAnotherPool_isAnother() {
    for (Function<Drawer, Object> cell : CELLS) {
      assertThat(cell.apply(pool.root().fixed())).isNotEqualTo(cell.apply(other.root().fixed()));
    }
  }

  /** The second drawer may get the block of the first. */
  @Test
  void e20_placeOfAnEntityThatIsGone_isNotThatOfItsSuccessor() {
    Drawer gone = store();
    for (int i = 0; i < 20; i++) {
      Drawer next = store();
      for (Function<Drawer, Object> cell : CELLS) {
        assertThat(cell.apply(next)).isNotEqualTo(cell.apply(gone));
      }
    }
  }

  @Test
  void e20_prototype_isEqualToItselfAlone() {
    Drawer prototype = Drawer.of(Values.INITIAL);
    Drawer twin = Drawer.of(Values.INITIAL);
    for (Function<Drawer, Object> cell : CELLS) {
      Object one = cell.apply(prototype);
      assertThat(one.equals(one)).isTrue();
      assertThat(one)
          .hasSameHashCodeAs(one)
          .isNotEqualTo(cell.apply(twin))
          .isNotEqualTo(cell.apply(pool.root().fixed()));
      assertThat(cell.apply(pool.root().fixed())).isNotEqualTo(one);
    }
  }

  @Test
  void cellsWithoutAPoolsValue_sayWhatTheyAre() {
    Drawer stored = store();
    assertThat(stored.passing().toString()).matches("TCell\\[0x[0-9a-f]+]");
    assertThat(new TCell<String, Cabinet>()).hasToString("TCell[prototype]");
    assertThat(stored.lazy()).hasToString("LazyCell[not computed]");
    assertThat(stored.lazy().isComputed()).isFalse();
    assertThat(stored.lazy().get(() -> "made")).isEqualTo("made");
    assertThat(stored.lazy()).hasToString("LazyCell[computed]");
    assertThat(pool.root().left().get().orElseThrow().lazy().isComputed()).isTrue();
    LazyCell<String, Cabinet> prototype = new LazyCell<>();
    assertThat(prototype.isComputed()).isFalse();
    assertThat(prototype.get(() -> "made")).isEqualTo("made");
    assertThat(prototype.isComputed()).isTrue();
  }

  @Test
  void borrows_sayWhetherTheyAreOver() {
    Drawer stored = store();
    pool.transaction(j -> {
      Ref<String> ref = stored.lent().borrow(j);
      assertThat(ref.toString()).startsWith("Ref[").isNotEqualTo("Ref[over]");
      ref.close();
      assertThat(ref).hasToString("Ref[over]");
      RefMut<String> mut = stored.lent().borrowMut(j);
      assertThat(mut.toString()).startsWith("RefMut[").isNotEqualTo("RefMut[over]");
      mut.close();
      assertThat(mut).hasToString("RefMut[over]");
    });
  }

  @Test
  void cellOfAnotherEntity_isRefused_withTheWayOut() {
    Drawer left = store();
    Values values = Values.INITIAL;
    Drawer stolen =
        new Drawer(
            left.number(),
            PInt.of(0),
            PDouble.of(0),
            PBool.of(false),
            PCell.of(""),
            PRefCell.of(""),
            dev.emery.sync.PMutex.of(0L),
            VCell.empty(),
            new TCell<>(),
            new LazyCell<>());
    assertThatThrownBy(() -> pool.transaction(j -> pool.root().right().set(j, Optional.of(stolen))))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(pool.root().right().get()).isEmpty();
    assertThat(left.values()).isEqualTo(values);
  }
}
