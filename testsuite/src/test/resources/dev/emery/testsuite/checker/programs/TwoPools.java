package com.acme.archive;

import dev.emery.Durability;
import dev.emery.cell.PLong;
import dev.emery.collections.JournaledCollection;
import dev.emery.collections.JournaledDeque;
import dev.emery.collections.PBytes;
import dev.emery.collections.PDeque;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PString;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.pool.Pools;
import dev.emery.transaction.Journal;
import dev.emery.transaction.ReadScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Documents that move from one pool to another, and collections used in each way there is. */
final class TwoPools {
  enum Level {
    LOW,
    HIGH
  }

  record Document(long id, String title, Level level) {
    static final Comparator<Document> BY_TITLE =
        Comparator.comparing(Document::title, String.CASE_INSENSITIVE_ORDER);
  }

  record Desk(
      PLong<Desk> lastId,
      PVec<Document, Desk> open,
      PDeque<Document, Desk> undone,
      PTreeSet<String, Desk> titles,
      PLinkedList<String, Desk> todo) {}

  record Archive(
      PHashMap<Long, Document, Archive> documents,
      PTreeMap<String, PVec<Long, Archive>, Archive> idsByTitle,
      PString<Archive> log,
      PBytes<Archive> seal) {}

  private final Pool<Desk> desks;
  private final Pool<Archive> archives;

  TwoPools(Pool<Desk> desks, Pool<Archive> archives) {
    this.desks = desks;
    this.archives = archives;
  }

  void open(String title, Level level) {
    Desk desk = desks.root();
    desks.transaction(j -> {
      var document = new Document(desk.lastId().increment(j), title, level);
      desk.open().add(j, document);
      desk.titles().add(j, title);
    });
  }

  int archive() {
    return Pools.compute(
        desks,
        archives,
        (from, to) -> {
          Desk desk = desks.root();
          int moved = 0;
          for (Document document : desk.open()) {
            store(to, document);
            moved++;
          }
          desk.open().clear(from);
          desk.titles().clear(from);
          return moved;
        });
  }

  private void store(Journal<Archive> j, Document document) {
    Archive archive = archives.root();
    archive.documents().put(j, document.id(), document);
    archive
        .idsByTitle()
        .computeIfAbsent(j, document.title(), _ -> new PVec<>())
        .add(j, document.id());
    archive.log().append(j, document.title() + "\n");
  }

  void undo(long id) {
    Pools.transaction(
        archives,
        desks,
        (a, d) -> {
          Document document = archives.root().documents().remove(a, id);
          if (document != null) {
            desks.root().undone().push(d, document);
          }
        });
  }

  void copyTitles() {
    List<String> titles = desks.query(_ -> List.copyOf(desks.root().titles()));
    archives.transaction(j ->
        titles.forEach(title -> archives.root().idsByTitle().putIfAbsent(j, title, new PVec<>())));
    archives.transaction(j -> {
      long known = desks.query(_ -> desks.root().lastId().get());
      archives.root().log().append(j, "known: " + known);
    });
  }

  void sort() {
    PVec<Document, Desk> open = desks.root().open();
    desks.transaction(j -> {
      Collections.shuffle(open.edit(j), new Random(1));
      Collections.sort(open.edit(j), Document.BY_TITLE);
      Collections.reverse(open.edit(j));
      List<Document> edited = open.edit(j);
      edited.removeIf(document -> document.title().isBlank());
      edited.replaceAll(d -> new Document(d.id(), d.title().strip(), d.level()));
      edited.sort(Document.BY_TITLE.thenComparingLong(Document::id));
      if (edited.size() > 2) {
        edited.subList(0, 1).clear();
        Collections.swap(edited, 0, edited.size() - 1);
      }
      for (ListIterator<Document> i = open.edit(j).listIterator(); i.hasNext(); ) {
        Document each = i.next();
        if (each.level() == Level.LOW) {
          i.remove();
        } else if (each.title().startsWith("old ")) {
          i.set(new Document(each.id(), each.title().substring(4), each.level()));
        }
      }
      open.sort(j, null == Document.BY_TITLE ? null : Document.BY_TITLE.reversed());
    });
  }

  void drain(Collection<? super String> into) {
    var todo = desks.root().todo();
    for (boolean more = true; more; ) {
      String next = desks.compute(j -> todo.isEmpty() ? null : todo.removeFirst(j));
      more = next != null;
      if (more) {
        into.add(next);
      }
    }
  }

  void fillFromThreads() throws InterruptedException {
    List<String> todo = desks.root().todo().autoCommit();
    Deque<Document> undone = desks.root().undone().autoCommit();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> todo.add("task " + number)));
      threads.add(new Thread(() -> undone.offerLast(new Document(-number, "none", Level.LOW))));
    }
    threads.getLast().start();
    for (Thread thread : threads) {
      thread.join();
    }
    Collections.sort(todo);
    desks.root().titles().autoCommit().addAll(Set.of("a", "b"));
  }

  private static <E, P> int size(ReadScope<P> scope, JournaledCollection<E, P> all) {
    return scope.isOpen() ? all.size() : 0;
  }

  private static <P> void rotate(Journal<P> j, JournaledDeque<Document, P> deque) {
    if (!deque.isEmpty()) {
      deque.addLast(j, deque.pollFirst(j));
    }
  }

  Map<Level, Long> levels() {
    var counts = new EnumMap<Level, Long>(Level.class);
    archives.root().documents().values().forEach(each -> counts.merge(each.level(), 1L, Long::sum));
    return counts;
  }

  String summary() {
    Archive archive = archives.root();
    ToLongFunction<Document> id = Document::id;
    return archives.query(scope -> {
      NavigableMap<String, PVec<Long, Archive>> early = archive.idsByTitle().headMap("m", false);
      Iterator<Entry<String, PVec<Long, Archive>>> entries = early.entrySet().iterator();
      var text = new StringBuilder();
      while (entries.hasNext()) {
        Entry<String, PVec<Long, Archive>> entry = entries.next();
        text.append(entry.getKey()).append('=').append(entry.getValue().getFirst());
      }
      BiConsumer<String, PVec<Long, Archive>> show = (title, ids) -> text.append(title).append(ids);
      archive.idsByTitle().descendingMap().forEach(show);
      long[] all = archive.documents().values().stream().mapToLong(id).sorted().toArray();
      String[] titles = archive.idsByTitle().keySet().toArray(String[]::new);
      Set<String> sorted = new TreeSet<>(archive.idsByTitle().keySet());
      String groups =
          archive.documents().values().stream()
              .collect(
                  Collectors.groupingBy(
                      Document::level, Collectors.mapping(Document::title, Collectors.toSet())))
              .toString();
      return text
          + groups
          + all.length
          + titles.length
          + sorted
          + size(scope, archive.documents().values());
    });
  }

  static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args.length > 0 ? args[0] : ".");
    try (var desks = Pool.open(folder.resolve("desk.pool"), Desk.class);
        var archives = Pool.open(folder.resolve("archive.pool"), Archive.class)) {
      var both = new TwoPools(desks, archives);
      both.open("Emma", Level.HIGH);
      both.open("old Persuasion", Level.LOW);
      both.sort();
      both.copyTitles();
      both.fillFromThreads();
      both.undo(both.archive());
      var drained = new ArrayList<Object>();
      both.drain(drained);
      desks.transaction(Durability.RELAXED, j -> rotate(j, desks.root().undone()));
      archives.transaction(j -> {
        byte[] seal = both.summary().getBytes(StandardCharsets.UTF_8);
        archives.root().seal().append(j, seal);
        archives.root().log().append(j, "%d %s".formatted(seal.length, drained));
      });
      IO.println(both.levels() + both.summary());
    }
  }
}
