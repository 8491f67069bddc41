package dev.emery.testsuite.crash.pool;

import dev.emery.collections.PVec;
import dev.emery.testsuite.crash.CrashScript;
import dev.emery.transaction.Journal;
import java.util.List;
import java.util.ListIterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Workloads on a deque, a linked list, a priority queue and bytes. */
final class ChainWorkloads {
  private ChainWorkloads() {}

  static List<CrashScript<Depot>> all() {
    return List.of(deque(), list(), queue(), bytes());
  }

  private static CrashScript<Depot> deque() {
    return Depot.script("deque")
        .sync("add", (d, j) -> d.chains().deque().addLast(j, PVec.of("a", "b")))
        .sync("push", (d, j) -> d.chains().deque().push(j, PVec.of("first")))
        .sync("use as a queue", ChainWorkloads::use)
        .sync("move", (d, j) -> d.chains().deque().addLast(j, d.chains().deque().poll(j)))
        .sync(
            "remove from the middle",
            (d, j) -> d.chains().deque().removeIf(j, vec -> vec.contains("3")))
        .sync("clear", (d, j) -> d.chains().deque().clear(j));
  }

  private static void use(Depot d, Journal<Depot> j) {
    for (int i = 0; i < 20; i++) {
      d.chains().deque().addLast(j, PVec.of(String.valueOf(i), "a text that is rather long"));
      if (i % 2 == 0) {
        d.chains().deque().removeFirst(j);
      }
    }
  }

  private static CrashScript<Depot> list() {
    return Depot.script("linked list")
        .sync("add", (d, j) -> d.chains().list().add(j, 1L))
        .sync(
            "add all",
            (d, j) -> d.chains().list().addAll(j, LongStream.range(0, 100).boxed().toList()))
        .sync("iterate", ChainWorkloads::iterate)
        .sync("remove most", (d, j) -> d.chains().list().removeRange(j, 3, 60))
        .sync("sort", (d, j) -> d.chains().list().sort(j, null))
        .sync("clear", (d, j) -> d.chains().list().clear(j));
  }

  private static void iterate(Depot d, Journal<Depot> j) {
    ListIterator<Long> it = d.chains().list().edit(j).listIterator(20);
    for (int i = 0; i < 30; i++) {
      long next = it.next();
      if (i % 3 == 0) {
        it.remove();
      } else if (i % 3 == 1) {
        it.add(-next);
      }
    }
  }

  private static CrashScript<Depot> queue() {
    return Depot.script("priority queue")
        .sync("offer", (d, j) -> d.chains().queue().offer(j, "m"))
        .sync(
            "offer more",
            (d, j) ->
                d.chains()
                    .queue()
                    .addAll(
                        j,
                        Stream.of("z", "a", "q", "b", "y", "c")
                            .map(s -> s + ", too long for its slot")
                            .toList()))
        .sync("poll", (d, j) -> d.chains().queue().poll(j))
        .sync("remove", (d, j) -> d.chains().queue().remove(j, "m"))
        .sync("remove some", (d, j) -> d.chains().queue().removeIf(j, s -> s.startsWith("q")))
        .sync("clear", (d, j) -> d.chains().queue().clear(j));
  }

  private static CrashScript<Depot> bytes() {
    byte[] many = new byte[17_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = (byte) (i * i >> 3);
    }
    return Depot.script("bytes")
        .sync("append", (d, j) -> d.chains().bytes().append(j, new byte[] {1, 2, 3}))
        .sync("append many", (d, j) -> d.chains().bytes().append(j, many))
        .sync("insert", (d, j) -> d.chains().bytes().insert(j, 16_300, new byte[70]))
        .sync("fill", (d, j) -> d.chains().bytes().fill(j, 16_000, 16_500, (byte) 7))
        .sync("truncate", (d, j) -> d.chains().bytes().truncate(j, 100))
        .sync("clear", (d, j) -> d.chains().bytes().clear(j));
  }
}
