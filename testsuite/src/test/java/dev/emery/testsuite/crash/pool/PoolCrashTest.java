package dev.emery.testsuite.crash.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.pool.Checksums;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashReport;
import dev.emery.testsuite.crash.CrashScript;
import dev.emery.transaction.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All images that a crash can leave of short workloads on a pool reopen to a state between what was
 * acknowledged and what was attempted. {@code -Demery.crash.images} sets how many images of one
 * crash point are looked at.
 */
class PoolCrashTest {
  private static final int IMAGES = Integer.getInteger("emery.crash.images", 32);

  static List<CrashScript<Depot>> workloads() {
    List<CrashScript<Depot>> all = new ArrayList<>();
    all.add(Depot.script("create"));
    all.add(
        Depot.script("cells")
            .sync("number", (d, j) -> d.number().set(j, 7))
            .sync("note", (d, j) -> d.note().set(j, "a note that is too long for its slot"))
            .sync("note again", (d, j) -> d.note().set(j, "another one that is too long as well")));
    all.add(
        Depot.script("vector")
            .sync("add", (d, j) -> d.list().add(j, 1L))
            .sync("add all", (d, j) -> d.list().addAll(j, List.of(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L)))
            .sync(
                "insert and remove",
                (d, j) -> {
                  d.list().add(j, 0, 10L);
                  d.list().removeAt(j, 3);
                })
            .sync("clear", (d, j) -> d.list().clear(j)));
    all.add(
        Depot.script("map")
            .sync("put", (d, j) -> d.map().put(j, "one", 1L))
            .sync(
                "grow",
                (d, j) -> {
                  for (long i = 0; i < 20; i++) {
                    d.map().put(j, "a key that is too long for its slot " + i, i);
                  }
                })
            .sync("remove", (d, j) -> d.map().remove(j, "one"))
            .sync("replace", (d, j) -> d.map().replaceAll(j, (k, v) -> v + 1)));
    all.add(
        Depot.script("set")
            .sync("add", (d, j) -> d.set().add(j, "one"))
            .sync(
                "grow",
                (d, j) -> {
                  for (int i = 0; i < 20; i++) {
                    d.set().add(j, "an element that is too long for its slot " + i);
                  }
                })
            .sync("remove", (d, j) -> d.set().remove(j, "one"))
            .sync("retain", (d, j) -> d.set().removeIf(j, each -> each.endsWith("1"))));
    all.add(
        Depot.script("linked map")
            .sync("put", (d, j) -> d.line().put(j, "one", PVec.of(1L)))
            .sync(
                "grow",
                (d, j) -> {
                  for (long i = 0; i < 12; i++) {
                    d.line().put(j, "a key that is too long for its slot " + i, PVec.of(i));
                  }
                })
            .sync(
                "move",
                (d, j) -> {
                  d.line().putLast(j, "one", d.line().get("one"));
                  d.line().putFirst(j, "first", PVec.of(0L));
                })
            .sync(
                "poll",
                (d, j) -> {
                  d.line().pollFirstEntry(j);
                  d.line().reversed().pollLastEntry(j);
                  d.line().remove(j, "a key that is too long for its slot 5");
                })
            .sync("clear", (d, j) -> d.line().clear(j)));
    all.add(
        Depot.script("sorted map")
            .sync("put", (d, j) -> d.sorted().put(j, "k 50", "one"))
            .sync(
                "divide nodes",
                (d, j) -> {
                  for (int i = 10; i < 99; i++) {
                    d.sorted().put(j, "k " + i * 37 % 89, "a value that needs a block " + i);
                  }
                })
            .relaxed("replace", (d, j) -> d.sorted().replaceAll(j, (k, v) -> k))
            .sync("join nodes", (d, j) -> d.sorted().headMap("k 8").clear(j))
            .sync("poll", (d, j) -> d.sorted().pollFirstEntry(j))
            .sync(
                "store a set",
                (d, j) ->
                    d.sets().put(j, 1L, PTreeSet.of(LongStream.range(0, 300).boxed().toList())))
            .sync("change it", (d, j) -> d.sets().get(1L).tailSet(7L).clear(j))
            .sync("drop it", (d, j) -> d.sets().remove(j, 1L))
            .sync("clear", (d, j) -> d.sorted().clear(j)));
    all.add(
        Depot.script("entities")
            .sync("store", (d, j) -> d.box().set(j, Optional.of(Depot.Box.of("a", 1))))
            .sync("replace", (d, j) -> d.box().set(j, Optional.of(Depot.Box.of("b", 2))))
            .sync(
                "change all its cells",
                (d, j) -> {
                  Depot.Box box = d.box().get().orElseThrow();
                  box.weight().add(j, 1);
                  box.open().flip(j);
                  box.count().increment(j);
                  box.price().set(j, 9.99);
                  box.address().borrowMut(j).set("an address that is new and rather long");
                  box.seal().lock(j).update(seal -> seal + ", broken and put back");
                })
            .sync(
                "shelf",
                (d, j) ->
                    d.shelves().put(j, 1L, PVec.of("x", "y, which is rather long for a slot")))
            .sync("move", (d, j) -> d.shelves().put(j, 2L, d.shelves().remove(j, 1L)))
            .sync("drop", (d, j) -> d.shelves().remove(j, 2L)));
    all.add(
        Depot.script("pointers")
            .sync(
                "store",
                (d, j) -> {
                  Prc<Depot.Link, Depot> link = Prc.of(Depot.Link.of("a link that is shared"));
                  d.shared().set(j, Optional.of(link));
                  d.again().set(j, Optional.of(link));
                  d.weak().set(j, link.downgrade());
                })
            .sync("drop one", (d, j) -> d.shared().set(j, Optional.empty()))
            .sync(
                "box that owns another",
                (d, j) -> {
                  Depot.Link link = Depot.Link.of("b");
                  d.owned().set(j, Optional.of(Pbox.of(link)));
                  link.next().set(j, d.again().get());
                })
            .sync("drop the other", (d, j) -> d.again().set(j, Optional.empty()))
            .sync(
                "drop both",
                (d, j) -> {
                  d.owned().set(j, Optional.empty());
                  // The link goes with its last owner, but shortly after it.
                  d.weak().set(j, Prc.PWeak.empty());
                })
            .sync(
                "store another",
                (d, j) -> {
                  d.shared().set(j, Optional.of(Prc.of(Depot.Link.of("c"))));
                  d.weak().set(j, d.shared().get().orElseThrow().downgrade());
                })
            .sync(
                "drop it",
                (d, j) -> {
                  d.shared().set(j, Optional.empty());
                  d.weak().set(j, Prc.PWeak.empty()); // inside the body it leads there still
                }));
    all.add(
        Depot.script("vectors of primitives")
            .sync("add", (d, j) -> d.figures().longs().addAll(j, 3, 1, 2, 9, 8, 7))
            .sync(
                "insert and remove",
                (d, j) -> {
                  d.figures().longs().insertAll(j, 1, 10, 11, 12, 13, 14, 15);
                  d.figures().longs().removeLongAt(j, 2);
                  d.figures().ints().addAll(j, 1, 2, 3);
                })
            .sync("sort", (d, j) -> d.figures().longs().sort(j))
            .sync(
                "change",
                (d, j) -> {
                  d.figures().longs().fill(j, 2, 5, -1);
                  d.figures().ints().addTo(j, 1, 40);
                  d.figures().doubles().addAll(j, 0.5, Double.NaN);
                })
            .sync("clear", (d, j) -> d.figures().longs().clear(j)));
    all.add(
        Depot.script("maps of primitives")
            .sync("put", (d, j) -> d.figures().counts().put(j, 1, 10))
            .sync(
                "grow",
                (d, j) -> {
                  for (long i = 0; i < 20; i++) {
                    d.figures().counts().addTo(j, i, i);
                    d.figures().names().put(j, i, "a name that is too long for its slot " + i);
                  }
                })
            .sync(
                "change and remove",
                (d, j) -> {
                  d.figures().counts().addTo(j, 1, 1);
                  d.figures().counts().remove(j, 2);
                  d.figures().names().put(j, 3, "short");
                  d.figures().names().remove(j, 4);
                })
            .sync("clear", (d, j) -> d.figures().names().clear(j)));
    all.add(
        Depot.script("rollbacks")
            .sync(
                "fill",
                (d, j) -> {
                  d.list().addAll(j, List.of(1L, 2L, 3L));
                  d.map().put(j, "a key that is too long for its slot", 1L);
                  d.box().set(j, Optional.of(Depot.Box.of("a", 1)));
                })
            .abort(
                "take back",
                (d, j) -> {
                  d.list().addAll(j, 0, List.of(7L, 8L, 9L));
                  d.map().clear(j);
                  d.box().set(j, Optional.of(Depot.Box.of("another one", 2)));
                  d.shelves().put(j, 1L, PVec.of("x"));
                })
            .sync(
                "savepoint",
                (d, j) -> {
                  d.number().set(j, 1);
                  Savepoint before = j.savepoint();
                  d.number().set(j, 2);
                  d.list().clear(j);
                  d.box().set(j, Optional.empty());
                  d.note().set(j, "a note that is taken back, and too long for its slot");
                  j.rollbackTo(before);
                  d.list().add(j, 4L);
                  Savepoint unused = j.savepoint();
                  d.list().set(j, 0, 5L);
                  d.map().put(j, "kept", 2L);
                })
            .abort("take back", (d, j) -> d.list().clear(j))
            .sync("go on", (d, j) -> d.number().add(j, 10)));
    all.add(
        Depot.script("record in many parts")
            .sync("before", (d, j) -> d.number().set(j, 1))
            .sync(
                "large",
                (d, j) ->
                    d.figures().longs().addAll(j, LongStream.rangeClosed(1, 30_000).toArray()))
            .sync("after", (d, j) -> d.figures().longs().set(j, 17_000, -1))
            .sync("drop it", (d, j) -> d.figures().longs().clear(j))
            .sync("small again", (d, j) -> d.list().add(j, 1L)));
    all.addAll(ChainWorkloads.all());
    all.add(
        Depot.script("more dropped at once than a commit frees")
            .sync(
                "shelves",
                (d, j) -> {
                  for (long i = 0; i < 70; i++) {
                    d.shelves().put(j, i, new PVec<>());
                  }
                })
            .sync("drop them", (d, j) -> d.shelves().clear(j))
            .sync("go on", (d, j) -> d.number().set(j, 1)));
    all.add(
        Depot.script("circles")
            .sync(
                "circle",
                (d, j) -> {
                  Prc<Depot.Link, Depot> a = Prc.of(Depot.Link.of("a"));
                  Prc<Depot.Link, Depot> b = Prc.of(Depot.Link.of("b, a longer name than a"));
                  a.get().next().set(j, Optional.of(b));
                  b.get().next().set(j, Optional.of(a));
                  d.shared().set(j, Optional.of(a));
                })
            .sync("lose it", (d, j) -> d.shared().set(j, Optional.empty()))
            .collectCycles()
            .sync("go on", (d, j) -> d.number().set(j, 1)));
    all.add(
        Depot.script("relaxed under sync")
            .relaxed("one", (d, j) -> d.number().set(j, 1))
            .relaxed("two", (d, j) -> d.list().add(j, 2L))
            .sync("three", (d, j) -> d.map().put(j, "three", 3L))
            .relaxed("four", (d, j) -> d.number().set(j, 4))
            .sync()
            .relaxed("five", (d, j) -> d.number().set(j, 5)));
    all.add(
        Depot.script("overwrite")
            .sync("one", (d, j) -> d.number().set(j, 1))
            .overwrite()
            .sync("two", (d, j) -> d.list().add(j, 2L)));
    all.add(checkpointAndReopen("checkpoint and reopen"));
    all.add(
        Depot.script("new mappings beside commits")
            .options(Depot.options().memoryLimit(8 << 10))
            .sync(
                "vector", (d, j) -> d.list().addAll(j, LongStream.range(0, 2_000).boxed().toList()))
            .relaxed("note", (d, j) -> d.note().set(j, "a note that is too long for its slot"))
            .sync("figures", (d, j) -> d.figures().longs().addAll(j, new long[3_000]))
            .sync("box", (d, j) -> d.box().set(j, Optional.of(Depot.Box.of("a", 1))))
            .relaxed("clear", (d, j) -> d.list().clear(j))
            .sync("number", (d, j) -> d.number().set(j, 7)));
    PoolOptions checksums = Depot.options().checksums(Checksums.FULL);
    all.add(checkpointAndReopen("checksums of pages").options(checksums));
    all.add(
        Depot.script("checksums of a second zone")
            .options(checksums)
            .sync(
                "grow",
                (d, j) -> d.figures().longs().addAll(j, LongStream.range(0, 120_000).toArray()))
            .checkpoint()
            .sync("drop it", (d, j) -> d.figures().longs().clear(j))
            .reopen()
            .sync("go on", (d, j) -> d.number().set(j, 1)));
    return all;
  }

  private static CrashScript<Depot> checkpointAndReopen(String name) {
    return Depot.script(name)
        .relaxed(
            "one",
            (d, j) -> {
              d.number().set(j, 1);
              d.box().set(j, Optional.of(Depot.Box.of("a box in blocks of its own", 1)));
              d.figures().longs().addAll(j, LongStream.range(0, 1_000).toArray());
            })
        .checkpoint()
        .relaxed("two", (d, j) -> d.list().add(j, 2L))
        .sync("three", (d, j) -> d.map().put(j, "three", 3L))
        .checkpoint()
        .reopen()
        .sync("four", (d, j) -> d.number().set(j, 4));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void allImages_ofAShortWorkload_reopenToALegalState(CrashScript<Depot> script) throws Exception {
    CrashReport report =
        script.explore(
            explorer -> explorer.imagesPerPoint(IMAGES).imagesPerInnerPoint(8).descend(2, 1));
    System.out.println(report);
    report.requireClean();
  }

  static List<CrashScript<Depot>> plantedBugs() {
    return List.of(
        planted("no sync of the journal", path -> path.endsWith(".journal")),
        planted("no sync of the pool file", path -> path.endsWith(".pool")),
        planted("no sync of the new pool file", path -> path.endsWith(".new")),
        planted("no sync of the directory", path -> !path.contains(".pool")));
  }

  private static CrashScript<Depot> planted(String bug, Predicate<String> forgets) {
    return checkpointAndReopen("checkpoint and reopen with " + bug)
        .on(medium -> new ForgetfulMedium(medium, path -> forgets.test(path.toString())));
  }

  @ParameterizedTest
  @MethodSource("plantedBugs")
  void plantedBug_isFound(CrashScript<Depot> script) throws Exception {
    CrashReport report =
        CrashExplorer.of(script.workload()).imagesPerPoint(IMAGES).failures(1).explore();
    assertThat(report.failures()).as(script.name()).isNotEmpty();
  }
}
