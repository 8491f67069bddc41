package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.NotPersistentSafeException;
import dev.emery.WrongPoolException;
import dev.emery.WrongTypeException;
import dev.emery.cell.PCell;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Raw types and unchecked casts: what javac lets through is refused where it would be stored. */
@SuppressWarnings({"rawtypes", "unchecked"})
class RawTypesTest {
  private static final String STRING_AS_LONG = "java.lang.String cannot be cast to class java.lang";
  private static final String LONG_AS_STRING = "java.lang.Long cannot be cast to class java.lang";
  private static final String ANOTHER_TYPE = "object of another type than its place, object=";
  private static final String ANOTHER_KIND = "pointer of another kind than its place, pointer=";

  @RegisterExtension final Vault vault = new Vault();

  // ---- values of another class, which is a ClassCastException as in java.util

  @Test
  void raw_vecOfLongs_refusesAString() {
    vault.refusesInBody(
        ClassCastException.class, STRING_AS_LONG, (bank, j) -> ((PVec) bank.sums()).add(j, "four"));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((PVec) bank.sums()).set(j, 0, "one"));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((PVec) bank.sums()).addAll(j, List.of(4L, "five")));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((PVec) bank.sums()).replaceAll(j, _ -> "all"));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((List) bank.sums().edit(j)).add("four"));
  }

  @Test
  void raw_mapWithStringKeys_refusesAnotherKeyOrValue() {
    vault.refusesInBody(
        ClassCastException.class,
        LONG_AS_STRING,
        (bank, j) -> ((PHashMap) bank.limits()).put(j, 1L, 1L));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((PHashMap) bank.limits()).put(j, "ada", "much"));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((PHashMap) bank.limits()).merge(j, "ada", 1L, (_, _) -> "more"));
    vault.refusesInBody(
        ClassCastException.class,
        LONG_AS_STRING,
        (bank, j) -> ((Map) bank.limits().edit(j)).put(1L, 1L));
    vault.refusesInBody(
        ClassCastException.class,
        LONG_AS_STRING,
        (bank, j) -> ((PTreeMap) bank.rates()).put(j, 1L, 1L));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((PTreeMap) bank.rates()).put(j, "bob", "low"));
  }

  @Test
  void raw_lookUpOfAnotherClass_findsNothing() {
    assertThat(((Map) vault.bank().limits()).get(1L)).isNull();
    assertThat(((List) vault.bank().sums()).contains("1")).isFalse();
  }

  @Test
  void raw_vecOfRecords_refusesAnotherRecord() {
    vault.refusesInBody(
        ClassCastException.class,
        "Point to dev.emery.testsuite.safety.Bank$Line",
        (bank, j) -> ((PVec) bank.lines()).add(j, new Bank.Point(1, 2)));
    vault.refusesInBody(
        ClassCastException.class,
        "Line to dev.emery.testsuite.safety.Bank$Account",
        (bank, j) -> ((PHashMap) bank.accounts()).put(j, "bob", new Bank.Line(1, 2)));
  }

  @Test
  void cast_cellOfAnotherType_refusesItsValues() {
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) ->
            ((PCell<Optional<Prc<String, Bank>>, Bank>) (PCell<?, Bank>) bank.number())
                .set(j, Optional.of(Prc.of("five"))));
    vault.refusesInBody(
        ClassCastException.class,
        "java.util.Optional",
        (bank, j) -> ((PCell<String, Bank>) (PCell<?, Bank>) bank.number()).set(j, "five"));
  }

  // ---- values of the right class and another type

  @Test
  void raw_cellOfPointers_refusesAPointerToAnotherType() {
    vault.refusesInBody(
        WrongTypeException.class,
        "pointer to an object of another type than its place, object=String@",
        (bank, j) -> ((PCell) bank.number()).set(j, bank.text().get()));
    vault.refusesInBody(
        WrongTypeException.class,
        "pointer to an object of another type than its place, object=",
        (bank, j) -> ((PCell) bank.number()).swap(j, (PCell) bank.text()));
  }

  @Test
  void raw_cellOfPointers_refusesAPointerOfAnotherKind() {
    vault.refusesInBody(
        WrongTypeException.class,
        ANOTHER_KIND + "Parc, place=Prc",
        (bank, j) -> ((PCell) bank.number()).set(j, Optional.of(Parc.of(1L))));
    vault.refusesInBody(
        WrongTypeException.class,
        ANOTHER_KIND + "Prc, place=Parc",
        (bank, j) -> ((PCell) bank.shared()).set(j, bank.number().get()));
    vault.refusesInBody(
        WrongTypeException.class,
        ANOTHER_KIND + "Pbox, place=Prc",
        (bank, j) -> ((PCell) bank.number()).set(j, bank.boxed().getAndSet(j, Optional.empty())));
    vault.refusesInBody(
        WrongTypeException.class,
        ANOTHER_KIND + "Prc, place=Pbox",
        (bank, j) -> ((PCell) bank.boxed()).set(j, Optional.of(Prc.of(1L))));
  }

  @Test
  void raw_cellOfWeakPointers_refusesOthers() {
    vault.refusesInBody(
        WrongTypeException.class,
        "weak pointer to an object of another type than its place",
        (bank, j) -> ((PCell) bank.weak()).set(j, bank.text().get().map(text -> text.downgrade())));
    vault.refusesInBody(
        WrongTypeException.class,
        "weak " + ANOTHER_KIND + "dev.emery.pointer.Parc$PWeak, place=dev.emery.pointer.Prc$PWeak",
        (bank, j) ->
            ((PCell) bank.weak()).set(j, bank.shared().get().map(number -> number.downgrade())));
    vault.refusesInBody(
        WrongTypeException.class,
        "weak " + ANOTHER_KIND + "dev.emery.pointer.Prc$VWeak, place=dev.emery.pointer.Prc$PWeak",
        (bank, j) -> ((PCell) bank.weak()).set(j, Optional.of(bank.pointer().demote())));
    vault.refusesInBody(
        ClassCastException.class,
        "dev.emery.pointer.Prc cannot be cast",
        (bank, j) -> ((PCell) bank.weak()).set(j, Optional.of(bank.pointer())));
  }

  @Test
  void raw_placeOfACollection_refusesOneOfOtherElements() {
    vault.refusesInBody(
        WrongTypeException.class,
        ANOTHER_TYPE + "PVec<String>@",
        (bank, j) -> ((PVec) bank.pages()).add(j, bank.audit()));
    vault.refusesInBody(
        ClassCastException.class,
        STRING_AS_LONG,
        (bank, j) -> ((PVec) bank.pages()).add(j, PVec.of("text")));
  }

  @Test
  void raw_cellOfAnEnum_refusesAConstantOfAnother() {
    vault.refusesInBody(
        WrongTypeException.class,
        "constant of another enum than its place, constant=Size.LARGE, place=Color",
        (bank, j) -> ((PCell) bank.color()).set(j, Optional.of(Bank.Size.LARGE)));
  }

  // ---- brands

  record Shop(PVec<Long, Shop> sums, PCell<Optional<Prc<Long, Shop>>, Shop> number) {}

  @Test
  void raw_cellOfAnotherPool_refusesTheJournal() {
    try (var shop = Pool.inMemory(Shop.class)) {
      vault.refusesInBody(
          WrongPoolException.class,
          "journal of another pool; use the journal of the pool that the object belongs to",
          (_, j) -> ((PVec) shop.root().sums()).add((Journal) j, 1L));
      assertThat(shop.root().sums()).isEmpty();
      assertThat(shop.check().problems()).isEmpty();
    }
  }

  @Test
  void cast_poolToAnotherBrand_refusesTheJournal() {
    try (var shop = Pool.inMemory(Shop.class)) {
      var forged = (Pool<Bank>) (Pool<?>) shop;
      vault.refuses(
          WrongPoolException.class,
          "journal of another pool",
          () -> forged.transaction(j -> vault.bank().sums().add(j, 1L)));
      vault.refuses(
          ClassCastException.class, "Shop cannot be cast", () -> forged.root().sums().size());
    }
  }

  @Test
  void raw_poolOfAClassThatIsNoRecord_isRefused() {
    vault.refuses(
        NotPersistentSafeException.class,
        "java.lang.String",
        () -> Pool.inMemory((Class) String.class));
  }
}
