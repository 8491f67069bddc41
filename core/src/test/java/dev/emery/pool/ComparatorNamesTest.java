package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.UnregisteredComparatorException;
import dev.emery.engine.Engine;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.schema.Comparators;
import dev.emery.transaction.Memory;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of comparators in a pool: who gets which number, what is refused, and damage. */
final class ComparatorNamesTest {
  private static final Comparator<String> LENGTH = Comparator.comparing(String::length);
  private static final Comparator<String> REVERSE = Comparator.reverseOrder();

  private final Pool<Bank> pool = Bank.inMemory();
  private final Engine engine = pool.engine();
  private final Image image = engine.image();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** What an opening with these comparators knows. */
  private Comparators open(Map<String, Comparator<?>> registered) {
    return open(engine, registered);
  }

  private static Comparators open(Engine engine, Map<String, Comparator<?>> registered) {
    Memory memory = new Memory(engine);
    ComparatorNames.register(engine, memory, registered);
    return Comparators.of(memory);
  }

  private int use(Comparators known, String name, Comparator<?> comparator) {
    return pool.compute(j -> known.use(j, name, comparator));
  }

  @Test
  void names_keepTheirNumbers_atLaterOpenings() {
    assertThat(use(open(Map.of("m", LENGTH)), "m", LENGTH)).isEqualTo(1);
    Comparators known = open(Map.of("m", LENGTH, "a", REVERSE, "z", REVERSE));
    assertThat(known.name(1)).isEqualTo("m");
    assertThat(known.name(2)).isEqualTo("a");
    assertThat(known.name(3)).isEqualTo("z");
    assertThat(known.comparator(1)).isSameAs(LENGTH);
    assertThat(use(known, "z", REVERSE)).isEqualTo(3);
    assertThat(use(known, "z", REVERSE)).isEqualTo(3);
    assertThat(open(Map.of("z", REVERSE, "m", LENGTH)).name(3)).isEqualTo("z");
    for (Map<String, Comparator<?>> without :
        List.<Map<String, Comparator<?>>>of(Map.of("z", REVERSE), Map.of("m", LENGTH))) {
      assertThatThrownBy(() -> open(without)) // m was in use before the others came
          .isInstanceOf(UnregisteredComparatorException.class);
    }
  }

  @Test
  void nameInUse_hasToBeRegistered_andOthersNeedNot() {
    use(open(Map.of("used", LENGTH, "unused", LENGTH)), "used", LENGTH);
    for (Map<String, Comparator<?>> without :
        List.<Map<String, Comparator<?>>>of(Map.of(), Map.of("unused", LENGTH))) {
      assertThatThrownBy(() -> open(without))
          .isInstanceOf(UnregisteredComparatorException.class)
          .hasMessageContaining("not registered, names=[used]; open it with")
          .satisfies(e ->
              assertThat(((UnregisteredComparatorException) e).names()).containsExactly("used"));
    }
    Comparators known = open(Map.of("used", LENGTH));
    int unused = known.name(1).equals("unused") ? 1 : 2;
    assertThatThrownBy(() -> known.comparator(unused))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage("comparator is not marked as used, name=unused");
  }

  @Test
  void useThatIsRolledBack_isNone() {
    Comparators known = open(Map.of("used", LENGTH));
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              assertThat(known.use(j, "used", LENGTH)).isEqualTo(1);
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(open(Map.of()).name(1)).isEqualTo("used");
  }

  @Test
  void otherComparatorUnderItsName_orAnUnknownName_isRefused() {
    Comparators known = open(Map.of("length", LENGTH));
    assertThatThrownBy(() -> use(known, "length", REVERSE))
        .isInstanceOf(UnregisteredComparatorException.class)
        .hasMessageStartingWith(
            "comparator is not the one that the pool was opened with, name=length; open the pool"
                + " with PoolOptions.comparator(\"length\"");
    assertThatThrownBy(() -> use(known, "reverse", REVERSE))
        .isInstanceOf(UnregisteredComparatorException.class)
        .hasMessageStartingWith("comparator is not known to the pool, name=reverse");
    for (int number : new int[] {0, -1, 2}) {
      assertThatThrownBy(() -> known.comparator(number))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessage("no comparator has number=" + number);
    }
  }

  @Test
  void poolWithoutNames_knowsNone() {
    Comparators known = Comparators.of(new Memory(engine));
    assertThatThrownBy(() -> known.name(1)).isInstanceOf(CorruptPoolException.class);
    assertThat(image.getLong(HeapFormat.COMPARATORS)).isZero();
    open(Map.of());
    assertThat(image.getLong(HeapFormat.COMPARATORS)).isZero();
  }

  @Test
  void moreNamesThanABlockHolds_areRefused_andNothingChanges() {
    Map<String, Comparator<?>> many = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      many.put(i + "x".repeat(30_000), LENGTH);
    }
    assertThatThrownBy(() -> open(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too many comparators, names=40");
    assertThat(image.getLong(HeapFormat.COMPARATORS)).isZero();
  }

  @Test
  void readOnly_newNamesAreNotStored(@TempDir Path directory) {
    Path path = directory.resolve("bank.pool");
    PoolOptions options = PoolOptions.defaults().comparator("length", LENGTH);
    Pool.open(path, Bank.class, Bank::initial, options).close();
    PoolOptions more = options.comparator("reverse", REVERSE).readOnly(true);
    try (Pool<Bank> readOnly = Pool.open(path, Bank.class, more)) {
      Comparators known = open(readOnly.engine(), Map.of("length", LENGTH, "reverse", REVERSE));
      assertThat(known.name(1)).isEqualTo("length");
      assertThatThrownBy(() -> known.name(2)).isInstanceOf(CorruptPoolException.class);
    }
  }

  // ---- damage

  private void assertDamaged(String message) {
    assertThatThrownBy(() -> open(Map.of("a", LENGTH, "b", LENGTH)))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage(message);
  }

  @Test
  void blockThatIsNotAllocated_isCorruption() {
    open(Map.of("a", LENGTH));
    long block = image.getLong(HeapFormat.COMPARATORS);
    image.setLong(HeapFormat.COMPARATORS, block + 16);
    assertDamaged("names of comparators are not allocated, block=0x%x".formatted(block + 16));
    image.setLong(HeapFormat.COMPARATORS, block);
  }

  @Test
  void numbersThatTheBlockCannotHold_areCorruption() {
    open(Map.of("a", LENGTH));
    long payload = Engine.payload(image.getLong(HeapFormat.COMPARATORS));
    image.setInt(payload, Integer.MAX_VALUE);
    assertDamaged("names of comparators are damaged, names=" + Integer.MAX_VALUE);
    image.setInt(payload, 1);
    for (short length : new short[] {-1, 5000}) {
      image.setShort(payload + 10, length);
      assertDamaged("names of comparators are damaged, names=1");
    }
    image.setShort(payload + 10, (short) 1);
    assertThat(open(Map.of("a", LENGTH)).name(1)).isEqualTo("a");
  }

  @Test
  void twoOfOneName_areCorruption() {
    open(Map.of("a", LENGTH, "b", LENGTH));
    long second = Engine.payload(image.getLong(HeapFormat.COMPARATORS)) + 8 + 5 + 4;
    assertThat(image.getByte(second)).isEqualTo((byte) 'b');
    image.setByte(second, (byte) 'a');
    assertDamaged("two comparators have one name, name=a");
    image.setByte(second, (byte) 'b');
  }
}
