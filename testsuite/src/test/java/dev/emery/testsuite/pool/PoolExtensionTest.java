package dev.emery.testsuite.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.cell.PCell;
import dev.emery.collections.PVec;
import dev.emery.pointer.Prc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The extension itself, as an extension and by hand. */
final class PoolExtensionTest {
  @RegisterExtension
  private final PoolExtension<Shelf> shelf = PoolExtension.crashable(Shelf.class);

  record Shelf(PVec<String, Shelf> names, PCell<Optional<Prc<Link, Shelf>>, Shelf> link) {}

  record Link(PCell<Optional<Prc<Link, Shelf>>, Shelf> next) {}

  static Stream<PoolExtension<Shelf>> kinds() {
    return Stream.of(
        PoolExtension.inMemory(Shelf.class),
        PoolExtension.file(Shelf.class),
        PoolExtension.crashable(Shelf.class));
  }

  @Test
  void crash_afterACommit_keepsIt() {
    shelf.pool().transaction(j -> shelf.root().names().add(j, "kept"));
    shelf.crash();
    assertThat(shelf.root().names()).containsExactly("kept");
    shelf.reopen();
    assertThat(shelf.root().names()).containsExactly("kept");
  }

  /** A circle of pointers that nothing else leads to is what the check objects to. */
  private static void lose(PoolExtension<Shelf> pools) {
    pools
        .pool()
        .transaction(j -> {
          Prc<Link, Shelf> one = Prc.of(new Link(PCell.of(Optional.empty())));
          pools.root().link().set(j, Optional.of(one));
          one.get().next().set(j, Optional.of(one));
          pools.root().link().set(j, Optional.empty());
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void testThatLeavesDamage_fails(PoolExtension<Shelf> pools) {
    pools.beforeEach(null);
    lose(pools);
    assertThatThrownBy(() -> pools.afterEach(null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the integrity check after the test found");
  }

  @Test
  void testThatClosesThePoolAndLeavesDamage_fails() {
    PoolExtension<Shelf> pools = PoolExtension.file(Shelf.class);
    pools.beforeEach(null);
    lose(pools);
    pools.pool().close();
    assertThatThrownBy(() -> pools.afterEach(null)).hasMessageContaining("found");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void testThatLeavesNoDamage_passesAndFindsAnEmptyPoolNextTime(PoolExtension<Shelf> pools) {
    for (int i = 0; i < 2; i++) {
      pools.beforeEach(null);
      assertThat(pools.root().names()).isEmpty();
      pools.pool().transaction(j -> pools.root().names().add(j, "gone next time"));
      pools.afterEach(null);
    }
    assertThatThrownBy(pools::pool).hasMessage("no test is running");
  }

  @Test
  void crash_ofAPoolThatRecordsNothing_isRefused() {
    for (PoolExtension<Shelf> pools :
        List.of(PoolExtension.inMemory(Shelf.class), PoolExtension.file(Shelf.class))) {
      pools.beforeEach(null);
      assertThatThrownBy(pools::crash).hasMessageContaining("use PoolExtension.crashable");
      pools.afterEach(null);
    }
  }
}
