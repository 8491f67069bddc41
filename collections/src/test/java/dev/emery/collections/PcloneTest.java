package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deep copies of entities and collections. */
class PcloneTest {
  record Root(PVec<House, Root> houses, PHashMap<String, House, Root> byName) {}

  record House(
      String name,
      PLong<Root> number,
      PInt<Root> floors,
      PDouble<Root> height,
      PBool<Root> open,
      PCell<Optional<String>, Root> note,
      PVec<String, Root> rooms,
      PHashMap<String, Long, Root> prices,
      PString<Root> text,
      PCell<Optional<Pbox<Garden, Root>>, Root> garden,
      PCell<Optional<Prc<Garden, Root>>, Root> park) {}

  record Garden(PLong<Root> trees) {}

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final Root root = pool.root();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static House house() {
    return new House(
        "mill",
        PLong.of(1),
        PInt.of(2),
        PDouble.of(3.5),
        PBool.of(true),
        PCell.of(Optional.of("a note that is too long for its slot")),
        PVec.of("kitchen", "hall"),
        PHashMap.of(Map.of("rent", 100L)),
        PString.of("text"),
        PCell.of(Optional.of(Pbox.of(new Garden(PLong.of(7))))),
        PCell.of(Optional.of(Prc.of(new Garden(PLong.of(8))))));
  }

  @Test
  void entity_isCopiedWithAllThatItOwns_andSharesWhatIsShared() {
    pool.transaction(j -> root.houses().add(j, house()));
    House first = root.houses().getFirst();
    House copy = pool.pclone(first);
    pool.transaction(j -> {
      first.number().set(j, 0);
      first.rooms().clear(j);
      first.garden().get().orElseThrow().get().trees().set(j, 0);
      root.houses().add(j, copy);
    });
    House second = root.houses().get(1);
    assertThat(second.name()).isEqualTo("mill");
    assertThat(second.number().get()).isEqualTo(1);
    assertThat(second.floors().get()).isEqualTo(2);
    assertThat(second.height().get()).isEqualTo(3.5);
    assertThat(second.open().get()).isTrue();
    assertThat(second.note().get()).contains("a note that is too long for its slot");
    assertThat(second.rooms()).containsExactly("kitchen", "hall");
    assertThat(second.prices()).isEqualTo(Map.of("rent", 100L));
    assertThat(second.text().toString()).isEqualTo("text");
    assertThat(second.garden().get().orElseThrow().get().trees().get()).isEqualTo(7);
    assertThat(second.park().get()).isEqualTo(first.park().get());
    assertThat(second.park().get().orElseThrow().strongCount()).isEqualTo(2);
  }

  @Test
  void collection_isCopiedWithItsEntities() {
    pool.transaction(j -> root.houses().addAll(j, List.of(house(), house())));
    PVec<House, Root> copy = pool.compute(j -> pool.pclone(root.houses()));
    assertThat(copy).hasSize(2);
    pool.transaction(j -> root.byName().put(j, "copy", copy.getFirst()));
    assertThat(root.byName().get("copy").number()).isNotEqualTo(root.houses().get(0).number());
  }

  @Test
  void whatCannotBeCopied_isRefused() {
    assertThatThrownBy(() -> pool.pclone(house())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.pclone("text")).isInstanceOf(IllegalArgumentException.class);
    pool.transaction(j -> root.houses().add(j, house()));
    House gone = root.houses().getFirst();
    try (Pool<Root> other = Pool.inMemory(Root.class)) {
      assertThatThrownBy(() -> other.pclone(gone)).isInstanceOf(WrongPoolException.class);
    }
    pool.transaction(j -> root.houses().clear(j));
    assertThatThrownBy(() -> pool.pclone(gone)).isInstanceOf(StaleReferenceException.class);
  }
}
