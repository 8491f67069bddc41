package dev.emery.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.cell.Drawer.Cabinet;
import dev.emery.cell.Drawer.Values;
import dev.emery.transaction.Journal;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a drawer must hold, in fields, and random changes of both. */
final class DrawerModel {
  private Values values;
  private @Nullable String passing; // to the end of the transaction
  private @Nullable String beside; // to the end of the opening
  private @Nullable String lazy;

  DrawerModel(Values values) {
    this.values = values;
  }

  /** What a rollback brings back: everything but what a volatile cell was set to for good. */
  Runnable keep(boolean placed) {
    Values keptValues = values;
    String keptPassing = passing;
    String keptBeside = beside;
    String keptLazy = lazy;
    return () -> {
      values = keptValues;
      passing = keptPassing;
      if (!placed) { // it goes back to what it was made with
        beside = keptBeside;
        lazy = keptLazy;
      }
    };
  }

  void transactionEnds() {
    passing = null;
  }

  void poolCloses() {
    beside = null;
    lazy = null;
  }

  /** Changes one cell that a prototype has as well. */
  void change(Drawer drawer, Journal<Cabinet> j, RandomGenerator random) {
    Values next = Values.random(random);
    Values v = values;
    int kind = random.nextInt(12);
    switch (kind) {
      case 0, 7 -> {
        if (kind == 0) {
          drawer.number().set(j, next.number());
        } else {
          assertThat(drawer.number().add(j, next.number() - v.number())).isEqualTo(next.number());
        }
      }
      case 1 -> assertThat(drawer.small().getAndSet(j, next.small())).isEqualTo(v.small());
      case 2 -> drawer.fraction().set(j, next.fraction());
      case 3 -> drawer.flag().set(j, next.flag());
      case 4 -> assertThat(drawer.text().getAndSet(j, next.text())).isEqualTo(v.text());
      case 5 -> assertThat(drawer.lent().replaceWith(j, _ -> next.lent())).isEqualTo(v.lent());
      case 6 -> drawer.guarded().lock(j).set(next.guarded());
      case 8 -> {
        passing = next.text();
        drawer.passing().set(j, next.text());
      }
      case 9 -> {
        passing = null;
        drawer.passing().invalidate(j);
      }
      case 10 -> {
        passing = passing == null ? next.text() : passing;
        assertThat(drawer.passing().getOrInit(j, next::text)).isEqualTo(passing);
      }
      default -> assertThat(drawer.guarded().tryLock(j).orElseThrow().get()).isEqualTo(v.guarded());
    }
    values =
        new Values(
            kind == 0 || kind == 7 ? next.number() : v.number(),
            kind == 1 ? next.small() : v.small(),
            kind == 2 ? next.fraction() : v.fraction(),
            kind == 3 ? next.flag() : v.flag(),
            kind == 4 ? next.text() : v.text(),
            kind == 5 ? next.lent() : v.lent(),
            kind == 6 ? next.guarded() : v.guarded());
    assertThat(drawer.values()).isEqualTo(values);
  }

  /** Changes what a placed drawer has on the Java heap; a rollback runs what this returns. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // the very text that was set
  Optional<Runnable> changeBeside(Drawer drawer, Journal<Cabinet> j, RandomGenerator random) {
    String text = Drawer.text(random);
    switch (random.nextInt(5)) {
      case 0 -> {
        String old = beside;
        drawer.beside().set(j, text);
        beside = text;
        return Optional.of(() -> beside = beside == text ? old : beside);
      }
      case 1 -> {
        drawer.beside().set(text);
        beside = text;
      }
      case 2 -> {
        drawer.beside().invalidate();
        beside = null;
      }
      case 3 -> {
        beside = beside == null ? text : beside;
        assertThat(drawer.beside().getOrInit(() -> text)).isSameAs(beside);
      }
      default -> {
        lazy = lazy == null ? text : lazy;
        assertThat(drawer.lazy().get(() -> text)).isSameAs(lazy);
      }
    }
    return Optional.empty();
  }

  void compare(Drawer drawer) {
    assertThat(drawer.values()).isEqualTo(values);
    assertThat(drawer.beside().get()).isEqualTo(Optional.ofNullable(beside));
    assertThat(drawer.lazy().isComputed()).isEqualTo(lazy != null);
  }

  void compareInside(Drawer drawer, Journal<Cabinet> j) {
    compare(drawer);
    assertThat(drawer.passing().get(j)).isEqualTo(Optional.ofNullable(passing));
  }
}
