package dev.emery.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.StaleReferenceException;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each cell does what a variable of its type does, and a rollback undoes it. */
final class PrimitiveCellTest {
  record Root(
      PBool<Root> flag,
      PBool<Root> otherFlag,
      PInt<Root> number,
      PInt<Root> otherNumber,
      PLong<Root> total,
      PDouble<Root> share,
      PCell<Optional<Gauge>, Root> gauge) {}

  record Gauge(PBool<Root> on, PInt<Root> level, PDouble<Root> heat) {}

  @TempDir Path directory;
  private Pool<Root> pool;
  private Root root;

  @BeforeEach
  void open() {
    pool = Pool.open(directory.resolve("cells.pool"), Root.class);
    root = pool.root();
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void reopen() {
    pool.close();
    open();
  }

  @Test
  void newPool_hasZeros() {
    assertThat(root.flag().get()).isFalse();
    assertThat(root.number().get()).isZero();
    assertThat(root.total().get()).isZero();
    assertThat(root.share().get()).isZero();
  }

  @Test
  void operations_returnWhatAVariableWould() {
    pool.transaction(j -> {
      assertThat(root.number().add(j, 5)).isEqualTo(5);
      assertThat(root.number().increment(j)).isEqualTo(6);
      assertThat(root.number().decrement(j)).isEqualTo(5);
      assertThat(root.number().getAndSet(j, Integer.MAX_VALUE)).isEqualTo(5);
      assertThat(root.number().getAndAdd(j, 1)).isEqualTo(Integer.MAX_VALUE);
      assertThat(root.number().get()).isEqualTo(Integer.MIN_VALUE);
      assertThat(root.number().update(j, x -> x / 2)).isEqualTo(Integer.MIN_VALUE / 2);

      assertThat(root.share().add(j, 0.5)).isEqualTo(0.5);
      assertThat(root.share().getAndAdd(j, 0.25)).isEqualTo(0.5);
      assertThat(root.share().update(j, Math::sqrt)).isEqualTo(Math.sqrt(0.75));
      assertThat(root.share().getAndSet(j, -0.0)).isEqualTo(Math.sqrt(0.75));

      assertThat(root.flag().flip(j)).isTrue();
      assertThat(root.flag().getAndSet(j, true)).isTrue();
      assertThat(root.flag().flip(j)).isFalse();
      assertThat(root.otherFlag().getAndSet(j, true)).isFalse();

      assertThat(root.total().getAndAdd(j, -1)).isZero();
      assertThat(root.total().update(j, x -> x * 10)).isEqualTo(-10);
    });
    reopen();
    assertThat(root.number().get()).isEqualTo(Integer.MIN_VALUE / 2);
    assertThat(Double.doubleToRawLongBits(root.share().get())).isEqualTo(Long.MIN_VALUE);
    assertThat(root.flag().get()).isFalse();
    assertThat(root.otherFlag().get()).isTrue();
    assertThat(root.total()).hasToString("-10");
  }

  @Test
  void swap_exchangesValues_alsoWithAPrototype() {
    PInt<Root> loose = PInt.of(3);
    pool.transaction(j -> {
      root.number().set(j, 1);
      root.otherNumber().set(j, 2);
      root.number().swap(j, root.otherNumber());
      root.otherNumber().swap(j, loose);
      root.flag().set(j, true);
      root.flag().swap(j, root.otherFlag());
      root.flag().swap(j, root.flag());
    });
    assertThat(root.number().get()).isEqualTo(2);
    assertThat(root.otherNumber().get()).isEqualTo(3);
    assertThat(loose.get()).isEqualTo(1);
    assertThat(root.flag().get()).isFalse();
    assertThat(root.otherFlag().get()).isTrue();
  }

  @Test
  void bitsOfNaN_stayAsTheyAre() {
    double odd = Double.longBitsToDouble(0x7ff0_0000_0000_0badL);
    pool.transaction(j -> root.share().set(j, odd));
    reopen();
    assertThat(Double.doubleToRawLongBits(root.share().get()))
        .isEqualTo(Double.doubleToRawLongBits(odd));
  }

  @Test
  void anyChanges_withAbortsAndSavepoints_leaveWhatWasCommitted() {
    var random = new SplittableRandom(7);
    long[] model = new long[6];
    for (int i = 0; i < 2_000; i++) {
      long[] next = model.clone();
      try {
        pool.transaction(j -> {
          change(random, j, next);
          if (random.nextInt(4) == 0) {
            var savepoint = j.savepoint();
            change(random, j, next.clone());
            j.rollbackTo(savepoint);
          }
          assertThat(values()).isEqualTo(next);
          if (random.nextInt(4) == 0) {
            throw new ArithmeticException();
          }
        });
        model = next;
      } catch (ArithmeticException e) {
        assertThat(values()).isEqualTo(model);
      }
      if (i % 500 == 0) {
        reopen();
      }
      assertThat(values()).isEqualTo(model);
    }
  }

  /** Changes cells, and the model in the order of {@link #values}. */
  private void change(SplittableRandom random, Journal<Root> j, long[] model) {
    for (int n = random.nextInt(5); n > 0; n--) {
      switch (random.nextInt(6)) {
        case 0 -> model[0] = root.flag().flip(j) ? 1 : 0;
        case 1 -> {
          boolean value = random.nextBoolean();
          root.otherFlag().set(j, value);
          model[1] = value ? 1 : 0;
        }
        case 2 -> root.number().set(j, (int) (model[2] = random.nextInt()));
        case 3 -> {
          int delta = random.nextInt();
          root.otherNumber().add(j, delta);
          model[3] = (int) (model[3] + delta);
        }
        case 4 -> root.total().set(j, model[4] = random.nextLong());
        default -> {
          double value = random.nextDouble();
          root.share().set(j, value);
          model[5] = Double.doubleToRawLongBits(value);
        }
      }
    }
  }

  private long[] values() {
    return new long[] {
      root.flag().get() ? 1 : 0,
      root.otherFlag().get() ? 1 : 0,
      root.number().get(),
      root.otherNumber().get(),
      root.total().get(),
      Double.doubleToRawLongBits(root.share().get())
    };
  }

  @Test
  void e18_prototype_isPlacedWithItsEntity_andLooseAgainAfterARollback() {
    var gauge = new Gauge(PBool.of(true), PInt.of(-7), PDouble.of(21.5));
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              root.gauge().set(j, Optional.of(gauge));
              gauge.level().set(j, 8);
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(gauge.level().get()).isEqualTo(-7);
    pool.transaction(j -> root.gauge().set(j, Optional.of(gauge)));
    Gauge stored = root.gauge().get().orElseThrow();
    assertThat(stored).isEqualTo(gauge).hasSameHashCodeAs(gauge);
    assertThat(stored.level()).isNotEqualTo(root.number());
    assertThat(PInt.of(1)).isNotEqualTo(PInt.of(1));
    reopen();
    stored = root.gauge().get().orElseThrow();
    assertThat(stored.on().get()).isTrue();
    assertThat(stored.level().get()).isEqualTo(-7);
    assertThat(stored.heat().get()).isEqualTo(21.5);
  }

  @Test
  void e18_changeOfAPrototype_isUndoneByARollback() {
    PBool<Root> on = PBool.of(true);
    PInt<Root> level = PInt.of(1);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              on.flip(j);
              level.add(j, 1);
              assertThat(level.get()).isEqualTo(2);
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(on.get()).isTrue();
    assertThat(level.get()).isEqualTo(1);
  }

  @Test
  void cellOfAnotherEntity_isRefusedWithTheWayOut() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              var gauge = new Gauge(PBool.of(true), root.number(), PDouble.of(0));
              root.gauge().set(j, Optional.of(gauge));
            }))
        .isInstanceOf(AlreadyOwnedException.class)
        .hasMessageContaining("PInt.of(old.level().get())");
  }

  @Test
  void e15_cellOfARemovedEntity_isStale() {
    pool.transaction(j ->
        root.gauge().set(j, Optional.of(new Gauge(PBool.of(true), PInt.of(1), PDouble.of(0)))));
    Gauge gauge = root.gauge().get().orElseThrow();
    pool.transaction(j -> root.gauge().set(j, Optional.empty()));
    assertThatThrownBy(() -> gauge.on().get()).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> gauge.heat().get()).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> gauge.level().set(j, 1)))
        .isInstanceOf(StaleReferenceException.class);
  }
}
