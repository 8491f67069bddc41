package dev.emery.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The lists of transactions are ordinary ones. */
final class TxListTest {
  @Test
  void list_isAsAnArrayList() {
    TxList<String> list = TxList.of("a", "b");
    list.add("d");
    list.add(2, "c");
    assertThat(list.set(0, "A")).isEqualTo("a");
    assertThat(list.remove(1)).isEqualTo("b");
    assertThat(list).isEqualTo(List.of("A", "c", "d")).hasSameHashCodeAs(List.of("A", "c", "d"));
    assertThat(TxList.of()).isEmpty();
    assertThat(new TxList<>(List.of(1, 2))).containsExactly(1, 2);
  }

  @Test
  void reversed_isACopy() {
    TxList<Integer> list = TxList.of(1, 2, 3);
    TxList<Integer> reversed = list.reversed();
    list.add(4);
    assertThat(reversed).containsExactly(3, 2, 1);
  }

  @Test
  void changeBesideAnIterator_isFound() {
    assertFound(list -> list.add(4));
    assertFound(list -> list.remove(0));
  }

  private static void assertFound(Consumer<TxList<Integer>> change) {
    TxList<Integer> list = TxList.of(1, 2, 3);
    Iterator<Integer> iterator = list.iterator();
    assertThat(iterator.next()).isEqualTo(1);
    change.accept(list);
    assertThatThrownBy(iterator::next).isInstanceOf(ConcurrentModificationException.class);
  }
}
