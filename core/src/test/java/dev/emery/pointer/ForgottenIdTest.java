package dev.emery.pointer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.cell.PCell;
import dev.emery.pool.Pool;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An id that was given once is never given again, whatever became of its object (E15). */
class ForgottenIdTest {
  record Knot(long number) {}

  record Web(PCell<Optional<Prc<Knot, Web>>, Web> strong, PCell<Prc.PWeak<Knot, Web>, Web> weak) {}

  @Test
  void e15_weakPointerToWhatItsTransactionDropped_isEmptyAlsoAfterTheNextOpening(
      @TempDir Path folder) {
    Path path = folder.resolve("web.pool");
    try (Pool<Web> pool = open(path)) {
      pool.transaction(j -> {
        Web web = pool.root();
        Prc<Knot, Web> first = Prc.of(new Knot(1));
        web.strong().set(j, Optional.of(first));
        web.weak().set(j, first.downgrade());
        web.strong().set(j, Optional.empty());
      });
      assertThat(reached(pool)).isEmpty();
    }
    try (Pool<Web> pool = open(path)) {
      pool.transaction(j -> pool.root().strong().set(j, Optional.of(Prc.of(new Knot(2)))));
      assertThat(reached(pool)).isEmpty();
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  private static Pool<Web> open(Path path) {
    return Pool.open(
        path, Web.class, () -> new Web(PCell.of(Optional.empty()), PCell.of(Prc.PWeak.empty())));
  }

  private static Optional<Long> reached(Pool<Web> pool) {
    return pool.query(r -> pool.root().weak().get().upgrade(r).map(knot -> knot.get().number()));
  }
}
