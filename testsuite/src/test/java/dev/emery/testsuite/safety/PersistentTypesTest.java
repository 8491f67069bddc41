package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.NotPersistentSafeException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongTypeException;
import dev.emery.cell.LazyCell;
import dev.emery.cell.PCell;
import dev.emery.cell.PRefCell;
import dev.emery.cell.TCell;
import dev.emery.cell.VCell;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Types that cannot be stored: the opening refuses them before a file is made. */
class PersistentTypesTest {
  @RegisterExtension final Vault vault = new Vault();
  @TempDir Path folder;

  private void refused(Class<? extends Record> root, String message) {
    Path file = folder.resolve("refused.pool");
    assertThatThrownBy(() -> Pool.open(file, root))
        .isExactlyInstanceOf(NotPersistentSafeException.class)
        .hasMessageContaining(message);
    assertThat(Files.exists(file)).isFalse();
  }

  // ---- psafe

  record OfThreads(PVec<Thread, OfThreads> threads) {}

  record OfLists(PCell<Optional<List<String>>, OfLists> names) {}

  record OfObjects(PVec<Object, OfObjects> objects) {}

  record OfFunctions(PVec<Runnable, OfFunctions> actions) {}

  record Numbers(int[] numbers) {}

  record OfArrays(PVec<Numbers, OfArrays> arrays) {}

  record Room(ReentrantLock lock) {}

  record OfLocks(PHashMap<String, Room, OfLocks> rooms) {}

  record Key(PCell<Long, OfKeys> cell) {}

  record OfKeys(PHashMap<Key, Long, OfKeys> map) {}

  @Test
  void psafe_classesOfTheJavaHeap_areRefusedWithTheirPath() {
    refused(OfThreads.class, "OfThreads.threads.element: java.lang.Thread");
    refused(OfLists.class, "OfLists.names.value.value: java.util.List");
    refused(OfObjects.class, "OfObjects.objects.element: java.lang.Object");
    refused(OfFunctions.class, "OfFunctions.actions.element: java.lang.Runnable");
    refused(OfArrays.class, "OfArrays.arrays.element.numbers: int[]");
    refused(OfLocks.class, "OfLocks.rooms.value.lock: java.util.concurrent.locks.ReentrantLock");
  }

  @Test
  void psafe_keyWithACell_isRefused() {
    refused(OfKeys.class, "OfKeys.map.key");
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void psafe_objectOfTheJavaHeapInARawCell_isRefused() {
    vault.refusesInBody(
        ClassCastException.class,
        "Thread cannot be cast",
        (bank, j) -> ((PVec) bank.sums()).add(j, Thread.currentThread()));
  }

  // ---- psend

  record Confined(PCell<Long, SharesCells> cell) {}

  record SharesCells(PVec<Parc<Confined, SharesCells>, SharesCells> all) {}

  record Borrowed(PRefCell<Long, SharesBorrows> cell) {}

  record SharesBorrows(PVec<Parc<Borrowed, SharesBorrows>, SharesBorrows> all) {}

  record SharesPointers(
      PVec<Parc<Prc<Long, SharesPointers>, SharesPointers>, SharesPointers> all) {}

  record SharesWeak(PVec<Parc<Prc.PWeak<Long, SharesWeak>, SharesWeak>, SharesWeak> all) {}

  @Test
  void psend_whatIsConfinedToAThread_isNotShared() {
    refused(
        SharesCells.class, "Confined (shared between threads, but it holds PCell, which is not)");
    refused(SharesBorrows.class, "(shared between threads, but it holds PRefCell, which is not)");
    refused(SharesPointers.class, "(shared between threads, but it holds Prc, which is not)");
    refused(SharesWeak.class, "(shared between threads, but it holds Prc.PWeak, which is not)");
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void psend_confinedPointerInARawCellOfSharedOnes_isRefused() {
    vault.refusesInBody(
        WrongTypeException.class,
        "pointer of another kind than its place, pointer=Prc, place=Parc",
        (bank, j) -> ((PCell) bank.shared()).set(j, bank.number().get()));
  }

  // ---- vsafe

  record KeepsInVCell(PVec<Holder, KeepsInVCell> all) {}

  record Holder(VCell<Prc<Long, KeepsInVCell>, KeepsInVCell> cell) {}

  record KeepsInLazyCell(PVec<LazyHolder, KeepsInLazyCell> all) {}

  record LazyHolder(LazyCell<Optional<Prc<Long, KeepsInLazyCell>>, KeepsInLazyCell> cell) {}

  record KeepsInTCell(PVec<TransactionHolder, KeepsInTCell> all) {}

  record TransactionHolder(TCell<Prc<Long, KeepsInTCell>, KeepsInTCell> cell) {}

  @Test
  void vsafe_volatileCellOfAPointer_isRefused() {
    refused(KeepsInVCell.class, "not persistent-safe: KeepsInVCell.all.element.cell");
    refused(KeepsInLazyCell.class, "KeepsInLazyCell.all.element.cell");
    refused(KeepsInTCell.class, "KeepsInTCell.all.element.cell");
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void vsafe_pointerInARawVolatileCell_keepsNothingAlive() {
    Bank bank = vault.bank();
    VCell cell = bank.desk().get().orElseThrow().note();
    cell.set(bank.pointer());
    vault.pool().transaction(j -> bank.number().set(j, Optional.empty()));
    vault.refuses(
        StaleReferenceException.class,
        "object is gone",
        () -> ((Prc<Long, Bank>) cell.get().orElseThrow()).get());
  }
}
