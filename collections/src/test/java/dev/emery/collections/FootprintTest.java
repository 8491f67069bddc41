package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.cell.PLong;
import dev.emery.pool.Census;
import dev.emery.pool.Census.TypeCount;
import dev.emery.pool.Pool;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What collections take of their pool. */
@Timeout(60)
final class FootprintTest {
  private static final int HEADER = 16;

  /** The root: each sort of collection, entities in both, and a map of collections. */
  record Library(
      PVec<Long, Library> numbers,
      PVec<Book, Library> left,
      PVec<Book, Library> right,
      PHashMap<String, Book, Library> byTitle,
      PHashMap<Long, PVec<String, Library>, Library> lines,
      PString<Library> text) {}

  /** An entity that owns a collection. */
  record Book(String title, PLong<Library> copies, PVec<String, Library> chapters) {
    static Book of(String title, int chapters) {
      return new Book(
          title,
          PLong.of(1),
          PVec.of(IntStream.range(0, chapters).mapToObj(i -> "chapter " + i).toList()));
    }
  }

  private Pool<Library> pool;
  private Library library;

  @BeforeEach
  void open() {
    pool = Pool.inMemory(Library.class);
    library = pool.root();
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    Census census = pool.census();
    while (census.queuedObjects() > 0) {
      pool.transaction(j -> library.text().append(j, "")); // takes apart what was dropped
      census = pool.census();
    }
    assertThat(pool.footprint(library)).isEqualTo(census.bytes() - census.poolBytes());
    assertThat(census.bytes()).isEqualTo(pool.statistics().usedBytes());
    pool.close();
  }

  @Test
  void prototypes_takeNothing() {
    assertThat(PVec.of(1L, 2L).footprint()).isZero();
    assertThat(PString.of("text").footprint()).isZero();
    assertThat(new PHashMap<String, Long, Library>().footprint()).isZero();
    assertThat(pool.footprint(Book.of("Emma", 3))).isZero();
  }

  @Test
  void vector_takesItsElementsAndLittleMore() {
    long empty = library.numbers().footprint();
    assertThat(empty).isBetween((long) HEADER, 256L);
    pool.transaction(j ->
        library.numbers().addAll(j, IntStream.range(0, 100_000).mapToObj(Long::valueOf).toList()));
    assertThat(library.numbers().footprint()).isBetween(800_000L, 850_000L);
    assertThat(pool.footprint(library.numbers())).isEqualTo(library.numbers().footprint());
    pool.transaction(j -> library.numbers().clear(j));
    assertThat(library.numbers().footprint()).isLessThan(32_000);
  }

  @Test
  void text_takesItsBytes() {
    pool.transaction(j -> library.text().append(j, "x".repeat(500_000)));
    assertThat(library.text().footprint()).isBetween(500_000L, 540_000L);
  }

  @Test
  void map_takesWhatItsEntitiesOwnToo() {
    pool.transaction(j -> {
      for (int i = 0; i < 200; i++) {
        library.byTitle().put(j, "book " + i, Book.of("book " + i, 0));
      }
    });
    long before = library.byTitle().footprint();
    Book first = library.byTitle().get("book 1");
    long alone = pool.footprint(first);
    assertThat(alone).isEqualTo(bytesOf("Book") / 200 + first.chapters().footprint());
    pool.transaction(j -> first.chapters().addAll(j, List.of("a".repeat(1000), "b")));
    assertThat(pool.footprint(first)).isGreaterThan(alone + 1000);
    assertThat(library.byTitle().footprint() - before).isEqualTo(pool.footprint(first) - alone);
  }

  private long bytesOf(String type) {
    return pool.census().types().stream()
        .filter(count -> count.type().equals(type))
        .mapToLong(TypeCount::bytes)
        .sum();
  }

  @Test
  void collectionsInAMap_areOwned_andCountedByTheirTypes() {
    pool.transaction(j -> {
      for (long i = 0; i < 50; i++) {
        library.lines().put(j, i, PVec.of("line"));
      }
    });
    assertThat(library.lines().footprint()).isGreaterThan(50 * library.lines().get(1L).footprint());
    assertThat(pool.census().types())
        .filteredOn(count -> count.type().equals("PVec<String>"))
        .singleElement()
        .satisfies(count -> assertThat(count.objects()).isEqualTo(50));
  }

  @Test
  void insideATransaction_itsOwnChangesCount() {
    pool.transaction(j -> {
      long before = library.text().footprint();
      library.text().append(j, "x".repeat(100_000));
      assertThat(library.text().footprint()).isGreaterThan(before + 100_000);
    });
  }

  @Test
  void removedCollection_isStale() {
    pool.transaction(j -> library.lines().put(j, 1L, PVec.of("line")));
    PVec<String, Library> line = library.lines().get(1L);
    pool.transaction(j -> library.lines().remove(j, 1L));
    assertThatThrownBy(line::footprint).isInstanceOf(StaleReferenceException.class);
  }

  /** A book that moves between two shelves is on one of them in every sum. */
  @Test
  void besideWriters_theSumIsOfOneState() throws Exception {
    pool.transaction(j -> library.left().add(j, Book.of("Emma", 500)));
    long book = pool.footprint(library.left().get(0));
    long root = pool.footprint(library);
    try (var threads = Executors.newSingleThreadExecutor()) {
      var stop = new AtomicBoolean();
      var moved =
          threads.submit(() -> {
            int times = 0;
            for (; !stop.get(); times++) {
              boolean back = times % 2 == 1;
              PVec<Book, Library> from = back ? library.right() : library.left();
              PVec<Book, Library> to = back ? library.left() : library.right();
              pool.transaction(j -> to.add(j, from.removeAt(j, 0)));
            }
            return times;
          });
      try {
        for (int i = 0; i < 3000; i++) {
          assertThat(pool.footprint(library)).isBetween(root, root + book / 4);
        }
      } finally {
        stop.set(true);
      }
      assertThat(moved.get()).isPositive();
    }
  }
}
