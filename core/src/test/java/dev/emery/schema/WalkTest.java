package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.NotPersistentSafeException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.schema.TestKinds.Link;
import dev.emery.schema.TestKinds.Nothing;
import dev.emery.schema.TestKinds.Shared;
import dev.emery.schema.TestKinds.Sorted;
import dev.emery.schema.TestKinds.Table;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What the walk over a root's types takes and refuses (E19, E20), with the whole message. */
final class WalkTest {
  private static final String HERE = "dev.emery.schema.WalkTest$";

  private static void assertRefused(Class<?> root, String message) {
    assertThatThrownBy(() -> Schema.walk(root, TestKinds.ALL))
        .isInstanceOf(NotPersistentSafeException.class)
        .hasMessage(message.replace("$$", HERE).replace("%%", "dev.emery.schema.TestKinds$"));
  }

  private static void assertTaken(Class<?> root) {
    assertThatCode(() -> Schema.walk(root, TestKinds.ALL)).doesNotThrowAnyException();
  }

  record Counted(PLong<Counted> number) {}

  /** A schema that is known spares the walk, but only where the kinds are the same. */
  @Test
  void rootThatIsKnownWithOtherKinds_isWalked() {
    assertThatCode(() -> Schema.build(Counted.class, TestKinds.ALL, null))
        .doesNotThrowAnyException();
    assertTaken(Counted.class);
    assertThatThrownBy(() -> Schema.walk(Counted.class, Kinds.of()))
        .isInstanceOf(NotPersistentSafeException.class);
    assertTaken(Counted.class);
  }

  record Guarded(ReentrantLock lock) {}

  record Bank(Table<String, Guarded, Bank> accounts) {}

  @Test
  void foreignClass_deepInside_isRefusedWithItsPath() {
    assertRefused(
        Bank.class,
        "not persistent-safe: Bank.accounts.value.lock: java.util.concurrent.locks.ReentrantLock");
  }

  record Foreign(List<String> names) {}

  record ForeignInOptional(Optional<List<String>> names) {}

  record Anything(Object any) {}

  record Array(int[] numbers) {}

  record GenericArray(Optional<String>[] texts) {}

  record Action(Runnable action) {}

  record Plain(StringBuilder text) {}

  record Worker(Thread thread) {}

  @Test
  void componentsOfOtherTypes_areRefused() {
    assertRefused(
        Foreign.class, "not persistent-safe: Foreign.names: java.util.List<java.lang.String>");
    assertRefused(
        ForeignInOptional.class,
        "not persistent-safe: ForeignInOptional.names.value: java.util.List<java.lang.String>");
    assertRefused(Anything.class, "not persistent-safe: Anything.any: java.lang.Object");
    assertRefused(Array.class, "not persistent-safe: Array.numbers: int[] (array)");
    assertRefused(
        GenericArray.class,
        "not persistent-safe: GenericArray.texts: java.util.Optional<java.lang.String>[] (array)");
    assertRefused(Action.class, "not persistent-safe: Action.action: java.lang.Runnable");
    assertRefused(Plain.class, "not persistent-safe: Plain.text: java.lang.StringBuilder");
    assertRefused(Worker.class, "not persistent-safe: Worker.thread: java.lang.Thread");
  }

  @SuppressWarnings("rawtypes")
  record Raw(Optional text) {}

  @SuppressWarnings("rawtypes")
  record RawKind(Probe probe) {}

  record Wild(Optional<? extends String> text) {}

  record WildKind(Probe<?, WildKind> probe) {}

  @Test
  void rawTypesAndWildcards_areRefused() {
    assertRefused(Raw.class, "not persistent-safe: Raw.text: java.util.Optional (raw type)");
    assertRefused(
        RawKind.class, "not persistent-safe: RawKind.probe: dev.emery.schema.Probe (raw type)");
    assertRefused(
        Wild.class,
        "not persistent-safe: Wild.text: java.util.Optional<? extends java.lang.String>"
            + " (wildcard)");
    assertRefused(
        WildKind.class,
        "not persistent-safe: WildKind.probe: dev.emery.schema.Probe<?, $$WildKind> (wildcard)");
  }

  record Shop(PLong<Shop> cents) {}

  record WrongBrand(Probe<String, Shop> probe) {}

  record Shelf<V, P>(Probe<V, P> books) {}

  record WrongBrandInside(Shelf<String, Shop> shelf) {}

  record RightBrand(Shelf<String, RightBrand> shelf, Shelf<Long, RightBrand> numbers) {}

  @Test
  void brandOfAnotherRoot_isRefused() {
    assertRefused(
        WrongBrand.class,
        "not persistent-safe: WrongBrand.probe: dev.emery.schema.Probe<java.lang.String, $$Shop>"
            + " (belongs to pools of $$Shop, this is one of $$WrongBrand)");
    assertRefused(
        WrongBrandInside.class,
        "not persistent-safe: WrongBrandInside.shelf.books:"
            + " dev.emery.schema.Probe<java.lang.String, $$Shop>"
            + " (belongs to pools of $$Shop, this is one of $$WrongBrandInside)");
    assertTaken(RightBrand.class);
  }

  record Growing<T>(Optional<Growing<Optional<T>>> next) {}

  record Grows(Growing<String> first) {}

  record Wider<A, B>(
      Optional<Wider<Couple<A, B>, A>> left, Optional<Wider<B, Couple<A, A>>> right) {}

  record Couple<A, B>(A first, B second) {}

  record GrowsWide(Wider<String, Long> first) {}

  @Test
  void endlesslyGrowingType_isRefusedAtItsFirstStep() {
    assertRefused(
        Grows.class,
        "not persistent-safe: Grows.first.next.value:"
            + " $$Growing<java.util.Optional<java.lang.String>> (endlessly growing type)");
    assertThatThrownBy(() -> Schema.walk(GrowsWide.class, TestKinds.ALL))
        .isInstanceOf(NotPersistentSafeException.class)
        .hasMessageEndingWith("(endlessly growing type)");
  }

  record Account(String owner, PLong<Keyed> cents) {}

  record Keyed(Table<Account, String, Keyed> byAccount) {}

  record KeyedInside(Table<Optional<Deep>, String, KeyedInside> byOptional) {}

  record Deep(Probe<String, KeyedInside> probe) {}

  record SortedKeyed(Sorted<SortedAccount, String, SortedKeyed> byAccount) {}

  record SortedAccount(PLong<SortedKeyed> cents) {}

  @Test
  void entityAsKey_isRefused() {
    String reason = " (a key is a value; this holds a cell, pointer or collection)";
    assertRefused(Keyed.class, "not persistent-safe: Keyed.byAccount.key: $$Account" + reason);
    assertRefused(
        KeyedInside.class,
        "not persistent-safe: KeyedInside.byOptional.key: java.util.Optional<$$Deep>" + reason);
    assertRefused(
        SortedKeyed.class,
        "not persistent-safe: SortedKeyed.byAccount.key: $$SortedAccount" + reason);
  }

  record Node(Link<Node2, Sharing> next) {}

  record Node2(long value) {}

  record Sharing(Shared<Node, Sharing> shared) {}

  record SharingValues(Shared<Node2, SharingValues> shared) {}

  @Test
  void confinedKindInSharedPointer_isRefused() {
    assertRefused(
        Sharing.class,
        "not persistent-safe: Sharing.shared.target: $$Node"
            + " (shared between threads, but it holds Link, which is not)");
    assertTaken(SharingValues.class);
  }

  record Cache(Nothing<List<StringBuilder>, Cache> any, Nothing<?, Cache> wild) {}

  record Hiding(Nothing<List<Link<String, Hiding>>, Hiding> hidden) {}

  @Test
  void volatilePlace_holdsAnythingButPointers() {
    assertTaken(Cache.class);
    assertRefused(
        Hiding.class,
        "not persistent-safe: Hiding.hidden.value: %%Link<java.lang.String, $$Hiding>"
            + " (persistent pointer in a volatile place)");
  }

  sealed interface Shape permits Circle, Group {}

  record Circle(double radius) implements Shape {}

  sealed interface Group extends Shape permits Pair, None {}

  record Pair(Shape left, Shape right) implements Group {}

  record None() implements Group {}

  record Drawing(Shape shape, Table<Shape, Long, Drawing> count) {}

  sealed interface Open permits Closed, Loose {}

  record Closed() implements Open {}

  static non-sealed class Loose implements Open {}

  record Opened(Open open) {}

  sealed interface Expression<T> permits Literal, Number, Not {}

  record Literal<T>(T value) implements Expression<T> {}

  record Number(long value) implements Expression<Long> {}

  record Not(Expression<Boolean> of) implements Expression<Boolean> {}

  record Program(Expression<Long> number, Expression<Boolean> truth) {}

  sealed interface Vague permits Unknown {}

  record Unknown<T>(Optional<T> value) implements Vague {}

  record Guess(Vague vague) {}

  interface Unsealed {}

  record HasUnsealed(Unsealed any) {}

  @Test
  void sealedInterfaces_ofRecordsOnly() {
    assertTaken(Drawing.class);
    assertTaken(Program.class);
    assertRefused(
        Opened.class,
        "not persistent-safe: Opened.open.Loose: $$Loose"
            + " (only records implement a sealed interface)");
    assertRefused(
        Guess.class,
        "not persistent-safe: Guess.vague.Unknown: $$Unknown"
            + " (nothing says what its type parameter T is)");
    assertRefused(HasUnsealed.class, "not persistent-safe: HasUnsealed.any: $$Unsealed");
  }

  record Tree(Optional<Tree> left, Optional<Tree> right, PLong<Forest> size) {}

  record Chain(long head, Optional<Chain> tail) {}

  record Forest(Tree tree, Chain chain, Probe<Tree, Forest> more) {}

  record Endless(long head, Endless tail) {}

  record HasEndless(Optional<Endless> endless) {}

  @Test
  void recursion_needsAnEnd() {
    assertTaken(Forest.class);
    assertRefused(
        HasEndless.class,
        "not persistent-safe: HasEndless.endless.value: $$Endless"
            + " (contains itself, so no value can be made; use Optional)");
  }

  record Generic<P>(PLong<P> cents) {}

  enum Color {
    RED
  }

  @Test
  void root_isARecordWithoutParameters() {
    assertRefused(
        String.class,
        "not persistent-safe: String: java.lang.String (the root of a pool is a record)");
    assertRefused(
        Generic.class,
        "not persistent-safe: Generic: $$Generic (the root of a pool has no type parameters)");
  }

  record Everything(
      boolean a,
      byte b,
      short c,
      char d,
      int e,
      long f,
      float g,
      double h,
      Boolean i,
      Byte j,
      Short k,
      Character l,
      Integer m,
      Long n,
      Float o,
      Double p,
      String q,
      Color r,
      Optional<Optional<Color>> s,
      PLong<Everything> t,
      PCell<Optional<PLong<Everything>>, Everything> u) {}

  @Test
  void everyPersistentType_isTaken() {
    assertTaken(Everything.class);
  }
}
