package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What {@link Deque} promises beside {@link java.util.Queue}, for which Guava's test library has no
 * suite: both ends, both orders, stacks, and views in the opposite order. Deques of any origin run
 * it, {@code ArrayDeque} too.
 */
final class DequeSuite {
  private static final List<Integer> SIZES = List.of(0, 1, 2, 3, 7, 900);

  private DequeSuite() {}

  /** Makes a deque of these elements. */
  @FunctionalInterface
  interface Maker {
    Deque<String> make(String... elements);
  }

  /** A test. */
  record Case(String name, Body body) {}

  /** What a test does. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  private static String[] elements(int size) {
    return IntStream.range(0, size).mapToObj(i -> "e" + i).toArray(String[]::new);
  }

  /** All tests, of a deque that can be changed or one that refuses it. */
  static Stream<Case> tests(Maker maker, boolean mutable) {
    List<Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      reads(size).forEach((name, test) -> cases.add(sized(maker, name, size, test)));
      if (mutable) {
        changes(size).forEach((name, test) -> cases.add(sized(maker, name, size, test)));
      } else {
        refusals().forEach((name, test) -> cases.add(refused(maker, name, size, test)));
      }
    }
    return cases.stream();
  }

  /** What holds of deques whose iterators fail fast. */
  static Stream<Case> failFast(Maker maker) {
    return Stream.of(
        new Case("iterator failsFast", () -> failsFast(maker, Deque::iterator)),
        new Case(
            "descendingIterator failsFast", () -> failsFast(maker, Deque::descendingIterator)));
  }

  private static Case sized(
      Maker maker, String name, int size, BiConsumer<Deque<String>, List<String>> test) {
    return new Case(
        name + " of " + size,
        () -> test.accept(maker.make(elements(size)), new ArrayList<>(List.of(elements(size)))));
  }

  private static Case refused(Maker maker, String name, int size, Consumer<Deque<String>> test) {
    return new Case(
        name + " is refused of " + size,
        () -> {
          Deque<String> deque = maker.make(elements(size));
          assertThatThrownBy(() -> test.accept(deque))
              .isInstanceOf(UnsupportedOperationException.class);
          assertThat(List.copyOf(deque)).containsExactly(elements(size));
        });
  }

  // ---- reads

  private static Map<String, BiConsumer<Deque<String>, List<String>>> reads(int size) {
    Map<String, BiConsumer<Deque<String>, List<String>>> named = new LinkedHashMap<>();
    named.put("ends", DequeSuite::ends);
    named.put("iterator", (deque, model) -> assertThat(all(deque.iterator())).isEqualTo(model));
    named.put(
        "descendingIterator",
        (deque, model) -> assertThat(all(deque.descendingIterator())).isEqualTo(model.reversed()));
    named.put(
        "reversed",
        (deque, model) -> {
          Deque<String> reversed = deque.reversed();
          ends(reversed, model.reversed());
          assertThat(List.copyOf(reversed)).isEqualTo(model.reversed());
          assertThat(reversed.toArray()).isEqualTo(model.reversed().toArray());
          assertThat(reversed.stream().toList()).isEqualTo(model.reversed());
          assertThat(all(reversed.descendingIterator())).isEqualTo(model);
          assertThat(List.copyOf(reversed.reversed())).isEqualTo(model);
          assertThat(reversed).hasSize(size).hasToString(model.reversed().toString());
        });
    named.put(
        "iteratorAtItsEnd",
        (deque, model) -> {
          for (Iterator<String> it : List.of(deque.iterator(), deque.descendingIterator())) {
            all(it);
            assertThat(it.hasNext()).isFalse();
            assertThatThrownBy(it::next).isInstanceOf(NoSuchElementException.class);
          }
        });
    named.put(
        "contains",
        (deque, model) -> {
          model.forEach(e -> assertThat(deque.contains(e)).isTrue());
          assertThat(deque.contains("no")).isFalse();
        });
    return named;
  }

  private static void ends(Deque<String> deque, List<String> model) {
    String first = model.isEmpty() ? null : model.getFirst();
    String last = model.isEmpty() ? null : model.getLast();
    assertThat(deque.peek()).isEqualTo(first);
    assertThat(deque.peekFirst()).isEqualTo(first);
    assertThat(deque.peekLast()).isEqualTo(last);
    if (model.isEmpty()) {
      assertThat(deque.isEmpty()).isTrue();
      assertEmpty(deque::getFirst);
      assertEmpty(deque::getLast);
      assertEmpty(deque::element);
    } else {
      assertThat(deque.getFirst()).isEqualTo(first);
      assertThat(deque.element()).isEqualTo(first);
      assertThat(deque.getLast()).isEqualTo(last);
    }
  }

  private static void assertEmpty(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NoSuchElementException.class);
  }

  private static List<String> all(Iterator<String> iterator) {
    List<String> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }

  // ---- changes

  private static Map<String, BiConsumer<Deque<String>, List<String>>> changes(int size) {
    Map<String, BiConsumer<Deque<String>, List<String>>> named = new LinkedHashMap<>();
    adding(named, "addFirst", 0, Deque::addFirst);
    adding(named, "offerFirst", 0, (d, e) -> assertThat(d.offerFirst(e)).isTrue());
    adding(named, "push", 0, Deque::push);
    adding(named, "addLast", size, Deque::addLast);
    adding(named, "offerLast", size, (d, e) -> assertThat(d.offerLast(e)).isTrue());
    adding(named, "add", size, (d, e) -> assertThat(d.add(e)).isTrue());
    adding(named, "offer", size, (d, e) -> assertThat(d.offer(e)).isTrue());
    adding(named, "reversed.addFirst", size, (d, e) -> d.reversed().addFirst(e));
    adding(named, "reversed.add", 0, (d, e) -> assertThat(d.reversed().add(e)).isTrue());
    taking(named, "poll", 0, size > 0, Deque::poll);
    taking(named, "pollFirst", 0, size > 0, Deque::pollFirst);
    taking(named, "pollLast", size - 1, size > 0, Deque::pollLast);
    taking(named, "reversed.pollFirst", size - 1, size > 0, d -> d.reversed().pollFirst());
    throwing(named, "remove", 0, size > 0, Deque::remove);
    throwing(named, "removeFirst", 0, size > 0, Deque::removeFirst);
    throwing(named, "removeLast", size - 1, size > 0, Deque::removeLast);
    throwing(named, "pop", 0, size > 0, Deque::pop);
    throwing(named, "reversed.pop", size - 1, size > 0, d -> d.reversed().pop());
    named.put("occurrences", DequeSuite::occurrences);
    named.put("iterator.remove", (d, m) -> removing(d, m, false));
    named.put("descendingIterator.remove", (d, m) -> removing(d, m, true));
    named.put("drained", DequeSuite::drained);
    named.put("addAll", DequeSuite::addingAll);
    return named;
  }

  private static void adding(
      Map<String, BiConsumer<Deque<String>, List<String>>> named,
      String name,
      int at,
      BiConsumer<Deque<String>, String> add) {
    named.put(
        name,
        (deque, model) -> {
          add.accept(deque, "new");
          model.add(at, "new");
          assertThat(List.copyOf(deque)).isEqualTo(model);
          assertThatThrownBy(() -> add.accept(deque, null))
              .isInstanceOf(NullPointerException.class);
          assertThat(List.copyOf(deque)).isEqualTo(model);
        });
  }

  private static void taking(
      Map<String, BiConsumer<Deque<String>, List<String>>> named,
      String name,
      int at,
      boolean any,
      Function<Deque<String>, String> take) {
    named.put(
        name,
        (deque, model) -> {
          assertThat(take.apply(deque)).isEqualTo(any ? model.remove(at) : null);
          assertThat(List.copyOf(deque)).isEqualTo(model);
        });
  }

  private static void throwing(
      Map<String, BiConsumer<Deque<String>, List<String>>> named,
      String name,
      int at,
      boolean any,
      Function<Deque<String>, String> take) {
    if (any) {
      taking(named, name, at, true, take);
    } else {
      named.put(name, (deque, _) -> assertEmpty(() -> take.apply(deque)));
    }
  }

  private static void occurrences(Deque<String> deque, List<String> model) {
    deque.addFirst("twice");
    deque.addLast("twice");
    assertThat(deque.removeLastOccurrence("twice")).isTrue();
    model.addFirst("twice");
    assertThat(List.copyOf(deque)).isEqualTo(model);
    deque.addLast("twice");
    assertThat(deque.removeFirstOccurrence("twice")).isTrue();
    model.removeFirst();
    model.addLast("twice");
    assertThat(List.copyOf(deque)).isEqualTo(model);
    assertThat(deque.remove("twice")).isTrue();
    assertThat(deque.removeFirstOccurrence("twice")).isFalse();
    assertThat(deque.removeLastOccurrence("twice")).isFalse();
    assertThat(deque).hasSize(model.size() - 1);
  }

  private static void removing(Deque<String> deque, List<String> model, boolean descending) {
    Iterator<String> it = descending ? deque.descendingIterator() : deque.iterator();
    assertThatThrownBy(it::remove).isInstanceOf(IllegalStateException.class);
    for (int i = 0; it.hasNext(); i++) {
      String e = it.next();
      if (i % 3 != 1) {
        it.remove();
        model.remove(e);
        assertThatThrownBy(it::remove).isInstanceOf(IllegalStateException.class);
      }
    }
    assertThat(List.copyOf(deque)).isEqualTo(model);
  }

  private static void drained(Deque<String> deque, List<String> model) {
    while (!model.isEmpty()) {
      assertThat(deque.pollLast()).isEqualTo(model.removeLast());
      if (!model.isEmpty()) {
        assertThat(deque.pollFirst()).isEqualTo(model.removeFirst());
      }
      ends(deque, model);
    }
    deque.push("again");
    assertThat(List.copyOf(deque)).containsExactly("again");
  }

  private static void addingAll(Deque<String> deque, List<String> model) {
    List<String> more = List.of(elements(700));
    assertThat(deque.addAll(more)).isTrue();
    assertThat(deque.addAll(List.of())).isFalse();
    model.addAll(more);
    assertThat(List.copyOf(deque)).isEqualTo(model);
  }

  private static void failsFast(Maker maker, Function<Deque<String>, Iterator<String>> iterator) {
    Deque<String> deque = maker.make(elements(3));
    Iterator<String> it = iterator.apply(deque);
    it.next();
    deque.pollFirst();
    deque.pollFirst();
    assertThatThrownBy(it::next).isInstanceOf(ConcurrentModificationException.class);
  }

  // ---- refusals

  @SuppressWarnings({"deprecation", "ResultOfMethodCallIgnored"})
  private static Map<String, Consumer<Deque<String>>> refusals() {
    Map<String, Consumer<Deque<String>>> named = new LinkedHashMap<>();
    named.put("addFirst", d -> d.addFirst("x"));
    named.put("addLast", d -> d.addLast("x"));
    named.put("offerFirst", d -> d.offerFirst("x"));
    named.put("offerLast", d -> d.offerLast("x"));
    named.put("removeFirst", Deque::removeFirst);
    named.put("removeLast", Deque::removeLast);
    named.put("pollFirst", Deque::pollFirst);
    named.put("pollLast", Deque::pollLast);
    named.put("removeFirstOccurrence", d -> d.removeFirstOccurrence("e0"));
    named.put("removeLastOccurrence", d -> d.removeLastOccurrence("e0"));
    named.put("push", d -> d.push("x"));
    named.put("pop", Deque::pop);
    named.put("poll", Deque::poll);
    named.put("remove", Deque::remove);
    named.put("offer", d -> d.offer("x"));
    named.put("reversed.addFirst", d -> d.reversed().addFirst("x"));
    named.put("reversed.pollLast", d -> d.reversed().pollLast());
    return named;
  }
}
