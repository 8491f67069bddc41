package dev.emery.sync;

import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The root of the tests in this package. */
record Vault(
    PLong<Vault> beside,
    PMutex<Long, Vault> gold,
    PMutex<Long, Vault> silver,
    PMutex<String, Vault> note,
    PMutex<Boolean, Vault> sealed,
    PMutex<Optional<Safe>, Vault> inner,
    PCell<Optional<Safe>, Vault> safe,
    PCell<Optional<Node>, Vault> accounts) {

  /** An entity with a mutex and something beside it. */
  record Safe(
      String label, PLong<Vault> visits, PMutex<Long, Vault> coins, PMutex<String, Vault> list) {
    static Safe of(String label, long coins) {
      String list = "a list that is too long to lie in the slot of a mutex";
      return new Safe(label, PLong.of(0), PMutex.of(coins), PMutex.of(list));
    }
  }

  /** A list of accounts. */
  record Node(PMutex<Long, Vault> cents, PCell<Optional<Node>, Vault> next) {}

  static Vault initial() {
    return new Vault(
        PLong.of(0),
        PMutex.of(0L),
        PMutex.of(0L),
        PMutex.of(""),
        PMutex.of(false),
        PMutex.of(Optional.empty()),
        PCell.of(Optional.empty()),
        PCell.of(Optional.empty()));
  }

  static Pool<Vault> inMemory() {
    return Pool.inMemory(Vault.class, Vault::initial);
  }

  static Pool<Vault> open(Path path, PoolOptions options) {
    return Pool.open(path, Vault.class, Vault::initial, options);
  }

  /** Puts a safe into the root. */
  static Safe store(Pool<Vault> pool, Safe safe) {
    pool.transaction(j -> pool.root().safe().set(j, Optional.of(safe)));
    return pool.root().safe().get().orElseThrow();
  }

  /** Makes so many accounts of 1000 cents each. */
  static List<PMutex<Long, Vault>> open(Pool<Vault> pool, int count) {
    pool.transaction(j -> {
      for (int i = 0; i < count; i++) {
        var rest = PCell.<Optional<Node>, Vault>of(PCell.take(pool.root().accounts(), j));
        pool.root().accounts().set(j, Optional.of(new Node(PMutex.of(1000L), rest)));
      }
    });
    List<PMutex<Long, Vault>> all = new ArrayList<>();
    for (Optional<Node> node = pool.root().accounts().get(); node.isPresent(); ) {
      all.add(node.get().cents());
      node = node.get().next().get();
    }
    return all;
  }
}
