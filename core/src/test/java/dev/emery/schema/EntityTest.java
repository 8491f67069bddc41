package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.PoolException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.schema.TestKinds.Link;
import dev.emery.schema.TestKinds.LinkCodec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Entities in blocks of their own: placing, moving and dropping them (E17, E18, E20a). */
final class EntityTest {
  record Account(String owner, PLong<Bank> cents) {}

  record Bank(
      PCell<Optional<Account>, Bank> first,
      PCell<Optional<Account>, Bank> second,
      Probe<PLong<Bank>, Bank> lone) {}

  private static Bank bank() {
    return new Bank(PCell.of(Optional.empty()), PCell.of(Optional.empty()), Probe.of(PLong.of(5)));
  }

  private static Account ada() {
    return new Account("ada lovelace, countess", PLong.of(100));
  }

  @Test
  void prototype_stored_isPlacedInABlockOfItsOwn() {
    try (TestPool<Bank> pool = new TestPool<>(Bank.class, bank())) {
      Account ada = ada();
      pool.run(j -> pool.root().first().set(j, Optional.of(ada)));
      assertThat(pool.root().first().get()).contains(ada); // by the place of its cell
      pool.run(j -> ada.cents().add(j, 1));
      assertThat(pool.root().first().get().orElseThrow().cents().get()).isEqualTo(101);
      assertThat(pool.reach()).hasSize(5); // bank, probe, box of its cell, account, text
    }
  }

  @Test
  void rollback_makesAPrototypeUnplacedAgain() {
    try (TestPool<Bank> pool = new TestPool<>(Bank.class, bank())) {
      Account ada = ada();
      assertThatThrownBy(() ->
              pool.run(j -> {
                pool.root().first().set(j, Optional.of(ada));
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
      assertThat(ada.cents().get()).isEqualTo(100);
      pool.run(j -> pool.root().second().set(j, Optional.of(ada)));
      assertThat(pool.root().second().get()).contains(ada);
    }
  }

  @Test
  void placedEntity_storedElsewhere_moves() {
    try (TestPool<Bank> pool = new TestPool<>(Bank.class, bank())) {
      pool.run(j -> pool.root().first().set(j, Optional.of(ada())));
      Account ada = pool.root().first().get().orElseThrow();
      pool.run(j -> pool.root().second().set(j, PCell.take(pool.root().first(), j)));
      assertThat(pool.root().first().get()).isEmpty();
      assertThat(pool.root().second().get()).contains(ada);
      assertThatThrownBy(() -> pool.run(j -> pool.root().first().set(j, Optional.of(ada))))
          .isInstanceOf(AlreadyOwnedException.class);
      assertThat(pool.root().first().get()).isEmpty();
    }
  }

  @Test
  void newRecordAroundAPlacedCell_isRefusedWithTheWayOut() {
    try (TestPool<Bank> pool = new TestPool<>(Bank.class, bank())) {
      pool.run(j -> pool.root().first().set(j, Optional.of(ada())));
      Account ada = pool.root().first().get().orElseThrow();
      Account thief = new Account("bob", ada.cents());
      assertThatThrownBy(() -> pool.run(j -> pool.root().second().set(j, Optional.of(thief))))
          .isInstanceOf(AlreadyOwnedException.class)
          .hasMessage(
              "record Account: cell cents belongs to another entity;"
                  + " use PLong.of(old.cents().get())");
      Account same = new Account(ada.owner(), ada.cents());
      pool.run(j -> {
        pool.root().first().set(j, Optional.empty());
        pool.root().second().set(j, Optional.of(same)); // the same record is the same entity
      });
      assertThat(pool.root().second().get()).contains(ada);
    }
  }

  @Test
  void entityOfAnotherPool_isRefused() {
    try (TestPool<Bank> one = new TestPool<>(Bank.class, bank());
        TestPool<Bank> two = new TestPool<>(Bank.class, bank())) {
      one.run(j -> one.root().first().set(j, Optional.of(ada())));
      Account ada = one.root().first().get().orElseThrow();
      assertThatThrownBy(() -> two.run(j -> two.root().first().set(j, Optional.of(ada))))
          .isInstanceOf(WrongPoolException.class);
    }
  }

  @Test
  void droppedEntity_isStale() {
    try (TestPool<Bank> pool = new TestPool<>(Bank.class, bank())) {
      pool.run(j -> pool.root().first().set(j, Optional.of(ada())));
      Account ada = pool.root().first().get().orElseThrow();
      pool.run(j -> pool.root().first().set(j, Optional.empty()));
      pool.run(j -> {});
      assertThatThrownBy(() -> ada.cents().get()).isInstanceOf(StaleReferenceException.class);
      assertThat(pool.reach()).hasSize(3);
    }
  }

  @Test
  void cellAsAnArgument_hasABlockOfItsOwn() {
    try (TestPool<Bank> pool = new TestPool<>(Bank.class, bank())) {
      PLong<Bank> lone = pool.root().lone().get();
      pool.run(j -> lone.add(j, 2));
      assertThat(pool.root().lone().get()).isEqualTo(lone);
      assertThat(pool.root().lone().get().get()).isEqualTo(7);
      pool.run(j -> pool.root().lone().set(j, PLong.of(9)));
      assertThat(pool.root().lone().get().get()).isEqualTo(9);
      pool.run(j -> pool.root().first().set(j, Optional.of(ada())));
      PLong<Bank> taken = pool.root().first().get().orElseThrow().cents();
      assertThatThrownBy(() -> pool.run(j -> pool.root().lone().set(j, taken)))
          .isInstanceOf(AlreadyOwnedException.class)
          .hasMessage(
              "cell belongs to an entity; use a new one with its value, as in PLong.of(old.get())");
    }
  }

  record Texts(String a, String b, String c, PLong<Shelf> number) {}

  record Shelf(PCell<Optional<Texts>, Shelf> texts) {}

  @Test
  void drop_inSmallSteps_goesOnWhereItStopped() {
    try (TestPool<Shelf> pool =
        new TestPool<>(Shelf.class, new Shelf(PCell.of(Optional.empty())))) {
      String text = "this takes a block of its own";
      Texts texts = new Texts(text, "short", text, PLong.of(1));
      pool.run(j -> pool.root().texts().set(j, Optional.of(texts)));
      long block = pool.memory().getLong(pool.rootBlock() + 16);
      ObjectType<?> type = pool.schema().object(pool.memory().tag(block));
      assertThatThrownBy(() ->
              pool.run(j -> {
                assertThat(type.dropSome(pool.memory(), j, block, 2)).isFalse();
                assertThat(type.dropSome(pool.memory(), j, block, 1)).isTrue();
                assertThat(type.dropSome(pool.memory(), j, block, 0)).isTrue();
                throw new IllegalStateException("back");
              }))
          .hasMessage("back");
      assertThat(pool.root().texts().get()).contains(texts);
    }
  }

  // ---- entities in entities

  record Tree(String name, PLong<Forest> size, Optional<Tree> left, Optional<Tree> right) {}

  record Forest(PCell<Optional<Tree>, Forest> tree) {}

  private static Tree tree(int depth) {
    return new Tree(
        "this is a tree of depth " + depth,
        PLong.of(depth),
        depth == 0 ? Optional.empty() : Optional.of(tree(depth - 1)),
        depth == 0 ? Optional.empty() : Optional.of(tree(depth - 1)));
  }

  @Test
  void nestedPrototypes_arePlacedAndDroppedTogether() {
    try (TestPool<Forest> pool =
        new TestPool<>(Forest.class, new Forest(PCell.of(Optional.empty())))) {
      Tree tree = tree(3);
      pool.run(j -> pool.root().tree().set(j, Optional.of(tree)));
      assertThat(pool.root().tree().get()).contains(tree);
      assertThat(pool.reach()).hasSize(1 + 15 * 2);
      Tree left = pool.root().tree().get().orElseThrow().left().orElseThrow();
      pool.run(j -> {
        pool.root().tree().set(j, Optional.empty());
        pool.root().tree().set(j, Optional.of(left)); // all but this branch is dropped
      });
      assertThat(pool.root().tree().get()).contains(left);
      assertThat(pool.reach()).hasSize(1 + 7 * 2);
    }
  }

  // ---- entities without a cell

  record Node(long value, Optional<Link<Node, Graph>> next) {}

  record Graph(
      PCell<Optional<Node>, Graph> first, PCell<Optional<Link<Node, Graph>>, Graph> link) {}

  private static TestPool<Graph> graph() {
    return new TestPool<>(
        Graph.class, new Graph(PCell.of(Optional.empty()), PCell.of(Optional.empty())));
  }

  @Test
  void entityWithoutACell_isKnownByIdentity() {
    try (TestPool<Graph> pool = graph()) {
      Node node = new Node(1, Optional.empty());
      pool.run(j -> pool.root().first().set(j, Optional.of(node)));
      long block = pool.memory().getLong(pool.rootBlock() + 16);
      ObjectType<?> type = pool.schema().object(pool.memory().tag(block));
      Node loaded = pool.root().first().get().orElseThrow();
      assertThat(place(pool, type, node)).isEqualTo(block);
      assertThat(place(pool, type, loaded)).isEqualTo(block);
      assertThat(place(pool, type, new Node(1, Optional.empty()))).isZero();
      pool.run(j -> pool.root().first().set(j, Optional.of(loaded))); // off its place and back
      assertThat(pool.memory().getLong(pool.rootBlock() + 16)).isEqualTo(block);
      pool.run(j -> pool.root().first().set(j, Optional.empty()));
      pool.run(j -> {});
      assertThatThrownBy(() -> place(pool, type, loaded))
          .isInstanceOf(StaleReferenceException.class);
    }
  }

  @Test
  void entityWithoutACell_afterRollback_isAPrototype() {
    try (TestPool<Graph> pool = graph()) {
      Node node = new Node(1, Optional.empty());
      assertThatThrownBy(() ->
              pool.run(j -> {
                pool.root().first().set(j, Optional.of(node));
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
      pool.run(j -> pool.root().first().set(j, Optional.of(node)));
      assertThat(pool.root().first().get()).contains(node);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> long place(TestPool<?> pool, ObjectType<T> type, Object value) {
    return type.place(pool.memory(), (T) value);
  }

  record Library(PCell<Optional<Book>, Library> book) {}

  record Book(String title, Optional<Probe<Chapter, Library>> chapter) {}

  record Chapter(Probe<Integer, Library> pages) {}

  @Test
  void detachedEntity_isAPrototype() {
    try (TestPool<Library> pool =
        new TestPool<>(Library.class, new Library(PCell.of(Optional.empty())))) {
      Book book = new Book("a", Optional.of(Probe.of(new Chapter(Probe.of(7)))));
      pool.run(j -> pool.root().book().set(j, Optional.of(book)));
      ObjectType<?> type =
          pool.schema().object(pool.memory().tag(pool.memory().getLong(pool.rootBlock() + 16)));
      Book copy = (Book) detach(type, pool.root().book().get().orElseThrow());
      pool.run(j -> pool.root().book().set(j, Optional.empty()));
      assertThat(copy.chapter().orElseThrow().anchor.isPlaced()).isFalse();
      pool.run(j -> pool.root().book().set(j, Optional.of(copy)));
      Book stored = pool.root().book().get().orElseThrow();
      assertThat(stored.chapter().orElseThrow().get().pages().get()).isEqualTo(7);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> Object detach(ObjectType<T> type, Object value) {
    return type.detach((T) value);
  }

  // ---- variants, roots

  sealed interface Item permits Plain, Counted {}

  record Plain(String text) implements Item {}

  record Counted(PLong<Shop> count) implements Item {}

  record Shop(PCell<Item, Shop> item) {}

  @Test
  void variantThatIsAnEntity_isAReference() {
    try (TestPool<Shop> pool =
        new TestPool<>(Shop.class, new Shop(PCell.of(new Plain("a text beyond its slot"))))) {
      Counted counted = new Counted(PLong.of(3));
      pool.run(j -> pool.root().item().set(j, counted));
      assertThat(pool.root().item().get()).isEqualTo(counted);
      pool.run(j -> counted.count().add(j, 1));
      assertThat(((Counted) pool.root().item().get()).count().get()).isEqualTo(4);
      pool.run(j -> pool.root().item().set(j, new Plain("b")));
      assertThat(pool.root().item().get()).isEqualTo(new Plain("b"));
    }
  }

  record Empty(
      PLong<Empty> number,
      PCell<Optional<String>, Empty> text,
      Probe<String, Empty> collection,
      Inner inner) {}

  record Inner(PLong<Empty> number, Optional<String> text) {}

  record NotEmpty(PLong<NotEmpty> number, PCell<String, NotEmpty> text) {}

  record Looped(PCell<Looped, Looped> self) {}

  @Test
  void defaultRoot_isEmpty_orAskedFor() {
    Schema<Empty> schema = Schema.build(Empty.class, TestKinds.ALL, null);
    try (TestPool<Empty> pool = new TestPool<>(schema, schema.defaultRoot())) {
      assertThat(pool.root().number().get()).isZero();
      assertThat(pool.root().inner().text()).isEmpty();
    }
    assertThatThrownBy(() -> Schema.build(NotEmpty.class, TestKinds.ALL, null).defaultRoot())
        .isInstanceOf(PoolException.class)
        .hasMessage(
            "no value to start with for NotEmpty.text; give an initial root,"
                + " as in open(path, NotEmpty.class, () -> new NotEmpty(…))");
    assertThatThrownBy(() -> Schema.build(Looped.class, TestKinds.ALL, null).defaultRoot())
        .isInstanceOf(PoolException.class)
        .hasMessageStartingWith("no value to start with for Looped.self");
  }

  record Boxes(Probe<Link<String, Boxes>, Boxes> toText, Probe<Link<Sub, Boxes>, Boxes> toEntity) {}

  record Sub(PLong<Boxes> number) {}

  @Test
  void pointer_getsObjectsOnly() {
    Schema<Boxes> schema = Schema.build(Boxes.class, TestKinds.ALL, null);
    assertThat(schema.description())
        .isEqualTo(
            """
            emery schema 1
            root #16
            #16 entity Boxes(toText: #17, toEntity: #18)
            #17 Probe<Link<#19>>
            #18 Probe<Link<#20>>
            #19 box String
            #20 entity Sub(number: PLong)
            """);
    Probe.Type<?> probe = (Probe.Type<?>) schema.object(17);
    assertThat(((LinkCodec) probe.content).target.tag()).isEqualTo(19);
    assertThat(schema.name(17)).isEqualTo("Probe<Link<String>>");
    assertThat(schema.name(20)).isEqualTo("Sub");
  }
}
