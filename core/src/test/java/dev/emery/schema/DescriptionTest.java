package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.IncompatibleSchemaException;
import dev.emery.PoolException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.schema.TestKinds.Link;
import dev.emery.schema.TestKinds.Sorted;
import dev.emery.schema.TestKinds.Table;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The description that a pool keeps of its types, and opening it with others (E35). */
final class DescriptionTest {
  private static String describe(Class<?> root, String stored) {
    return Schema.build(root, TestKinds.ALL, stored).description();
  }

  private static void assertDiffers(Class<?> was, Class<?> now, String... lines) {
    String stored = describe(was, null);
    assertThatThrownBy(() -> describe(now, stored))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessage(
            "pool holds other types than record "
                + now.getSimpleName()
                + ":\n  "
                + String.join("\n  ", lines));
  }

  /** The types of a program before it was changed. */
  static final class Before {
    enum Color {
      RED,
      GREEN
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(Optional<Point> corner) implements Shape {}

    record Point(int x, int y) {}

    record Account(String owner, PLong<Bank> cents, Color color) {}

    record Bank(
        Table<String, Account, Bank> accounts,
        Probe<Shape, Bank> shapes,
        PCell<Optional<Link<Account, Bank>>, Bank> best,
        Probe<PLong<Bank>, Bank> counters,
        PCell<Color, Bank> color) {}
  }

  @Test
  void description_hasALineForEachType() {
    String text = describe(Before.Bank.class, null);
    assertThat(text)
        .isEqualTo(
            """
            emery schema 1
            root #16
            #16 entity Bank(accounts: #17, shapes: #18, best: PCell<Optional<Link<#20>>>, counters: #19, color: PCell<@2>)
            #17 Table<String, #20>
            #18 Probe<@1>
            #19 Probe<#21>
            #20 entity Account(owner: String, cents: PLong, color: @2)
            #21 box PLong
            @1 sealed Shape(Circle=1: @3, Square=2: @4)
            @2 enum Color(RED=1, GREEN=2)
            @3 value Circle(radius: double)
            @4 value Square(corner: Optional<@5>)
            @5 value Point(x: int, y: int)
            """);
    assertThat(describe(Before.Bank.class, text)).isEqualTo(text);
  }

  /** More constants and variants, other names of types, and boxes: all compatible. */
  static final class Grown {
    enum Colour {
      BLUE,
      GREEN,
      RED
    }

    sealed interface Shape permits Square, Triangle, Counted, Circle {}

    record Circle(double radius) implements Shape {}

    record Square(Optional<Point> corner) implements Shape {}

    record Triangle(Point a, Point b, Shape inner) implements Shape {}

    record Counted(PLong<Bank> count) implements Shape {}

    record Point(Integer x, Integer y) {}

    record Customer(String owner, PLong<Bank> cents, Colour color) {}

    record Bank(
        Table<String, Customer, Bank> accounts,
        Probe<Shape, Bank> shapes,
        PCell<Optional<Link<Customer, Bank>>, Bank> best,
        Probe<PLong<Bank>, Bank> counters,
        PCell<Colour, Bank> color) {}
  }

  @Test
  void addedConstantsAndVariants_areCompatible_andNumbersStay() {
    String text = describe(Grown.Bank.class, describe(Before.Bank.class, null));
    assertThat(text)
        .isEqualTo(
            """
            emery schema 1
            root #16
            #16 entity Bank(accounts: #17, shapes: #18, best: PCell<Optional<Link<#20>>>, counters: #19, color: PCell<@2>)
            #17 Table<String, #20>
            #18 Probe<@1>
            #19 Probe<#21>
            #20 entity Customer(owner: String, cents: PLong, color: @2)
            #21 box PLong
            #22 entity Triangle(a: @5, b: @5, inner: @1)
            #23 entity Counted(count: PLong)
            @1 sealed Shape(Square=2: @4, Triangle=3: #22, Counted=4: #23, Circle=1: @3)
            @2 enum Colour(BLUE=3, GREEN=2, RED=1)
            @3 value Circle(radius: double)
            @4 value Square(corner: Optional<@5>)
            @5 value Point(x: int, y: int)
            """);
    assertThat(describe(Grown.Bank.class, text)).isEqualTo(text);
    Probe.Type<?> probe =
        (Probe.Type<?>) Schema.build(Grown.Bank.class, TestKinds.ALL, text).object(18);
    assertThat(probe.content.width()).isEqualTo(24);
  }

  @Test
  void removedConstantsAndVariants_areDifferences() {
    String grown = describe(Grown.Bank.class, null);
    assertThatThrownBy(() -> describe(Before.Bank.class, grown))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessage(
            """
            pool holds other types than record Bank:
              Shape.Triangle: was there, now missing
              Shape.Counted: was there, now missing
              Color.BLUE: was there, now missing\
            """);
  }

  /** Types that differ. */
  static final class Changed {
    record Account(String owner, PCell<Long, Bank> cents, String email, Before.Color color) {}

    record Bank(
        Table<Long, Account, Bank> accounts,
        Probe<Optional<String>, Bank> shapes,
        PCell<Optional<Link<Account, Bank>>, Bank> best,
        PCell<Before.Color, Bank> color,
        Probe<String, Bank> counters) {}
  }

  @Test
  void otherTypes_areDifferences_oneALine() {
    assertDiffers(
        Before.Bank.class,
        Changed.Bank.class,
        "Bank.accounts: was Table<String, Account>, now Table<long, Account>",
        "Bank.shapes: was Probe<Shape>, now Probe<Optional<String>>",
        "Bank.counters: was Probe<PLong>, now Probe<String>",
        "Account.cents: was PLong, now PCell<long>",
        "Account.email: was not there");
  }

  record Swapped(PLong<Swapped> a, Probe<String, Swapped> b) {}

  static final class Reordered {
    record Swapped(Probe<String, Swapped> b, PLong<Swapped> a) {}
  }

  static final class Fewer {
    record Swapped(PLong<Swapped> a) {}
  }

  @Test
  void movedOrMissingComponents_areDifferences() {
    assertDiffers(
        Swapped.class, Reordered.Swapped.class, "Swapped: components were a, b, now b, a");
    assertDiffers(Swapped.class, Fewer.Swapped.class, "Swapped.b: was Probe<String>, now missing");
  }

  record Values(Probe<Holder, Values> holder) {}

  record Holder(Item item) {}

  sealed interface Item permits Plain {}

  record Plain(String text) implements Item {}

  static final class Entities {
    record Values(Probe<Holder, Values> holder) {}

    record Holder(Item item) {}

    sealed interface Item permits Plain, Counted {}

    record Plain(String text) implements Item {}

    record Counted(PLong<Values> count) implements Item {}
  }

  @Test
  void valueThatBecameAnEntity_isADifference() {
    assertDiffers(
        Values.class,
        Entities.Values.class,
        "Values.holder: was Probe<value Holder>, now Probe<entity Holder>");
  }

  record Same(Probe<Before.Point, Same> a, Probe<Before.Point, Same> b) {}

  static final class Split {
    record Place(int x, int y) {}

    record Same(Probe<Before.Point, Same> a, Probe<Place, Same> b) {}
  }

  @Test
  void oneTypeThatBecameTwo_isADifference() {
    assertDiffers(Same.class, Split.Same.class, "Same.b: was Probe<Point>, now Probe<Place>");
  }

  record Ordered(Sorted<Optional<Before.Color>, String, Ordered> sorted) {}

  static final class OrderedAnew {
    enum Color {
      GREEN,
      RED
    }

    record Ordered(Sorted<Optional<Color>, String, Ordered> sorted) {}
  }

  static final class OrderedMore {
    enum Color {
      WHITE,
      RED,
      PINK,
      GREEN
    }

    record Ordered(Sorted<Optional<Color>, String, Ordered> sorted) {}
  }

  @Test
  void reorderedConstants_matterWhereTheyAreSorted() {
    assertDiffers(
        Ordered.class,
        OrderedAnew.Ordered.class,
        "Color: order was RED, GREEN, now GREEN, RED, and a sorted collection depends on it");
    assertThat(describe(OrderedMore.Ordered.class, describe(Ordered.class, null)))
        .contains("enum Color(WHITE=3, RED=1, PINK=4, GREEN=2)");
  }

  @Test
  void newerVersion_isRefused() {
    assertThatThrownBy(() -> describe(Swapped.class, "emery schema 2\nanything"))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessage(
            "schema of the pool has version=2, this Emery knows version=1; use a newer Emery");
  }

  @Test
  void damagedText_isRefused() {
    String[] texts = {
      "",
      "emery",
      "emery schema 1",
      "emery schema 1\nroot #16\n",
      "emery schema 99999999999\nroot #16\n",
      "emery schema 1\nroot #15\n#15 entity A()\n",
      "emery schema 1\nroot #70000\n#70000 entity A()\n",
      "emery schema 1\nroot @1\n@1 entity A()\n",
      "emery schema 1\nroot #16\n#16 value A()\n",
      "emery schema 1\nroot #16\n#16 Probe\n",
      "emery schema 1\nroot #16\n#16 entity A()\n#16 entity A()\n",
      "emery schema 1\nroot #16\n#16 entity A(a: @1)\n",
      "emery schema 1\nroot #16\n#16 entity A(a: int, a: int)\n",
      "emery schema 1\nroot #16\n#16 entity A(a: @1)\n@1 enum E(A=1, B=1)\n",
      "emery schema 1\nroot #16\n#16 entity A(a: @1)\n@1 enum E(A=1, B=65000)\n",
      "emery schema 1\nroot #16\n#16 entity A(a: @1)\n@1 sealed S(A=1: int)\n",
      "emery schema 1\nroot #16\n#16 entity A(a: " + "Optional<".repeat(100_000) + "\n",
    };
    for (String text : texts) {
      assertThatThrownBy(() -> describe(Swapped.class, text))
          .as(text)
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageStartingWith("damaged schema: ");
    }
  }

  @Test
  void textThatLeadsInCircles_ends() {
    String circle =
        """
        emery schema 1
        root #16
        #16 entity Swapped(a: #17, b: #18)
        #17 Probe<#17>
        #18 box #18
        """;
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(() -> describe(Swapped.class, circle))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("Swapped.a: was Probe<Probe<"));
  }

  @Test
  void anyDamage_endsInAPoolException_orInASchema() {
    String text = describe(Before.Bank.class, null);
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.setCharAt(at, text.charAt(random.nextInt(text.length())));
          case 1 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(20)));
          default -> damaged.insert(at, text, 0, random.nextInt(text.length()));
        }
      }
      try {
        describe(Before.Bank.class, damaged.toString());
      } catch (PoolException e) {
        assertThat(e)
            .isInstanceOfAny(CorruptPoolException.class, IncompatibleSchemaException.class);
      }
    }
  }
}
