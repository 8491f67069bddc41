package dev.emery.testsuite.fuzz;

import dev.emery.PoolException;
import dev.emery.pointer.Pointer;
import dev.emery.pool.CheckReport;
import dev.emery.pool.Pool;
import dev.emery.testsuite.fuzz.Museum.Link;
import dev.emery.testsuite.fuzz.Museum.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A walk through all rooms of a museum, whatever its file has become: reads everything, changes
 * everything, and lets each step end in a result or a {@link PoolException}.
 */
final class Tour {
  private static final int MOST_LINKS = 200;
  private static final int MOST_FRAMES = 25;
  private static final int PARTS = 6;

  private final Map<String, Integer> endings = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private volatile String present = "nothing";
  private long sum; // of what was read, so that nothing is left out
  private @Nullable CheckReport report;

  private interface Step {
    void run();
  }

  /** What went wrong, with where. */
  List<String> failures() {
    return failures;
  }

  /** How often steps ended in what way. */
  Map<String, Integer> endings() {
    return endings;
  }

  /** The step that runs at the moment. */
  String present() {
    return present;
  }

  /** Whether the pool could be opened. */
  boolean wasOpened() {
    return endings.containsKey("opened");
  }

  private boolean step(String name, Step step) {
    present = name;
    try {
      step.run();
      return true;
    } catch (PoolException e) {
      endings.merge(e.getClass().getSimpleName(), 1, Integer::sum);
    } catch (Throwable e) {
      if (seen.add(signature(e))) {
        failures.add(name + ": " + trace(e));
      }
    }
    return false;
  }

  /** Where a failure comes from: one is reported once. */
  private static String signature(Throwable e) {
    StringBuilder signature = new StringBuilder(e.getClass().getName());
    Stream.of(e.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("dev.emery."))
        .limit(3)
        .forEach(signature::append);
    return signature.toString();
  }

  private static String trace(Throwable e) {
    var trace = new StringBuilder();
    Throwable cause = e;
    for (int causes = 0; cause != null && causes < 4; causes++, cause = cause.getCause()) {
      trace.append(cause).append('\n');
      Stream.of(cause.getStackTrace())
          .limit(MOST_FRAMES)
          .forEach(frame -> trace.append("    at ").append(frame).append('\n'));
    }
    return trace.toString();
  }

  /** Opens, looks at, changes and closes a pool. */
  void visit(Path path, boolean readOnly) {
    step("info", () -> sum += Pool.info(path).fileBytes());
    List<Pool<Museum>> opened = new ArrayList<>();
    var options = Museum.options().medium(new SmallMedium()).maximumSize(16 << 20);
    step(
        "open",
        () ->
            opened.add(Pool.open(path, Museum.class, Museum::initial, options.readOnly(readOnly))));
    for (Pool<Museum> pool : opened) {
      endings.merge("opened", 1, Integer::sum);
      look(pool);
      if (!readOnly) {
        change(pool);
      }
      step("close", pool::close);
    }
  }

  private void look(Pool<Museum> pool) {
    step(
        "check",
        () -> {
          report = pool.check();
          endings.merge(report.isClean() ? "clean" : "with problems", 1, Integer::sum);
        });
    step("census", () -> sum += pool.census().bytes());
    step("statistics", () -> sum += pool.statistics().usedBytes());
    step("root", pool::root);
    step("footprint", () -> sum += pool.footprint(pool.root()));
    step("read", () -> read(pool.root()));
    step(
        "query",
        () ->
            pool.query(r -> {
              read(pool.root());
              pointers(pool.root().pointers());
              return sum;
            }));
  }

  private void read(Museum museum) {
    step("number", () -> sum += museum.number().get());
    step("note", () -> sum += museum.note().get().length());
    step("piece", () -> museum.piece().get().ifPresent(this::piece));
    step("lists", () -> lists(museum.lists()));
    step("figures", () -> figures(museum.figures()));
    step("maps", () -> maps(museum.maps()));
    step("trees", () -> trees(museum.trees()));
    step("pointers", () -> pointers(museum.pointers()));
  }

  private void piece(Piece piece) {
    step("label", () -> sum += piece.label().length());
    step("primitives", () -> sum += piece.count().get() + (long) piece.price().get());
    step("boolean", () -> sum += piece.open().get() ? 1 : 0);
    step("address", () -> sum += piece.address().read().length());
    step("seal", () -> sum += piece.seal().peek().length());
    step("colour", () -> sum += piece.colour().get().ordinal());
    step("form", () -> sum += piece.form().get().hashCode());
    step("wide", () -> sum += piece.wide().get().hashCode());
    step("volatile", () -> sum += piece.seen().getOrInit(() -> "seen").length());
    step("lazy", () -> sum += piece.title().get(() -> "title").length());
    step("piece in words", () -> sum += piece.toString().length());
  }

  private void all(String name, Collection<?> collection) {
    step(name + " size", () -> sum += collection.size());
    step(
        name + " iterator",
        () -> {
          for (Object each : collection) {
            sum += each.hashCode();
          }
        });
    step(name + " copy", () -> sum += collection.toArray().length);
    step(name + " stream", () -> sum += collection.stream().filter(e -> e != null).count());
    step(name + " in words", () -> sum += collection.toString().length());
    step(name + " hash", () -> sum += collection.hashCode());
    step(
        name + " contains",
        () -> {
          for (Object each : collection) {
            sum += collection.contains(each) ? 1 : 0;
            break;
          }
        });
  }

  private void all(String name, Map<?, ?> map) {
    all(name + " keys", map.keySet());
    all(name + " values", map.values());
    all(name + " entries", map.entrySet());
    step(
        name + " get",
        () -> {
          for (Object key : map.keySet()) {
            sum += map.get(key) == null ? 0 : 1;
          }
        });
  }

  private void lists(Museum.Lists lists) {
    all("longs", lists.longs());
    all("texts", lists.texts());
    all("texts backwards", lists.texts().reversed());
    all("nested", lists.nested());
    step("pieces", () -> lists.pieces().forEach(this::piece));
    all("deque", lists.deque());
    all("deque backwards", lists.deque().reversed());
    all("linked", lists.linked());
    all("linked backwards", lists.linked().reversed());
    step(
        "linked get",
        () -> {
          if (!lists.linked().isEmpty()) {
            sum += lists.linked().get(lists.linked().size() / 2);
          }
        });
    all("queue", lists.queue());
    step("bytes", () -> sum += lists.bytes().toByteArray().length);
    step("bytes search", () -> sum += lists.bytes().indexOf(new byte[] {7, 8}));
    step("bytes hash", () -> sum += lists.bytes().hashCode());
    step("text", () -> sum += lists.text().toString().length());
    step("text chars", () -> sum += lists.text().codePoints().count());
    step("text hash", () -> sum += lists.text().hashCode());
  }

  private void figures(Museum.Figures figures) {
    all("long vector", figures.longs());
    all("int vector", figures.ints());
    all("double vector", figures.doubles());
    step("sum", () -> sum += figures.longs().longStream().sum());
    all("counts", figures.counts());
    all("names", figures.names());
  }

  private void maps(Museum.Maps maps) {
    all("map", maps.map());
    all("shelves", maps.shelves());
    all("forms", maps.forms());
    all("set", maps.set());
    all("line", maps.line());
    all("line backwards", maps.line().reversed());
  }

  private void trees(Museum.Trees trees) {
    all("sorted", trees.sorted());
    all("sorted backwards", trees.sorted().descendingMap());
    all("sorted part", trees.sorted().subMap("2", "4"));
    all("sets", trees.sets());
    all("tree set", trees.set());
    all("by length", trees.byLength());
    step("ceiling", () -> sum += trees.set().ceiling(500L) == null ? 0 : 1);
    step("floor", () -> sum += trees.byLength().floorEntry("x".repeat(20)) == null ? 0 : 1);
  }

  private void pointers(Museum.Pointers pointers) {
    step("owned", () -> chain(pointers.owned().get()));
    step("shared", () -> chain(pointers.shared().get()));
    step("all", () -> sum += pointers.all().toArray().length); // in words it may be a circle
    step("each link", () -> pointers.all().forEach(link -> sum += link.get().name().length()));
    all("numbers", pointers.numbers());
    step("each number", () -> pointers.numbers().values().forEach(number -> sum += number.get()));
  }

  private void chain(Optional<? extends Pointer<Link, Museum>> start) {
    Optional<? extends Pointer<Link, Museum>> at = start;
    for (int i = 0; i < MOST_LINKS && at.isPresent(); i++) {
      Link link = at.get().get();
      sum += link.name().length() + at.get().strongCount();
      at = link.next().get();
    }
  }

  private void change(Pool<Museum> pool) {
    step("root for changes", () -> change(pool, pool.root()));
    step("collect cycles", () -> sum += pool.collectCycles().freed());
    step("checkpoint", pool::checkpoint);
    step("check after changes", () -> sum += pool.check().objects());
  }

  private void change(Pool<Museum> pool, Museum museum) {
    step(
        "weak",
        () ->
            pool.transaction(j -> {
              museum
                  .pointers()
                  .weak()
                  .get()
                  .upgrade(j)
                  .ifPresent(link -> sum += link.strongCount());
              museum.pointers().weakly().get().upgrade(j).ifPresent(number -> sum += number.get());
            }));
    step(
        "lock",
        () ->
            pool.transaction(
                j -> museum.piece().get().ifPresent(piece -> piece.seal().lock(j).set("sealed"))));
    step(
        "clone",
        () ->
            pool.transaction(j -> {
              if (!museum.lists().nested().isEmpty()) {
                museum.lists().nested().add(j, pool.pclone(museum.lists().nested().getFirst()));
              }
            }));
    step("add", () -> pool.transaction(j -> Filling.add(museum, j, 500, 516)));
    step("remove", () -> pool.transaction(j -> Filling.remove(museum, j, 0, 24)));
    for (int part = 0; part < PARTS; part++) {
      int which = part;
      step(
          "add to " + part, () -> pool.transaction(j -> Filling.addTo(which, museum, j, 600, 610)));
      step("empty " + part, () -> pool.transaction(j -> Filling.empty(which, museum, j)));
    }
  }
}
