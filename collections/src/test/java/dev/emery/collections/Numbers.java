package dev.emery.collections;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;

/** The root of the tests of collections of primitives. */
record Numbers(
    PLongVec<Numbers> longs,
    PIntVec<Numbers> ints,
    PDoubleVec<Numbers> doubles,
    PHashMap<String, PLongVec<Numbers>, Numbers> more,
    PLongLongMap<Numbers> counts,
    PLongMap<String, Numbers> names,
    PLongMap<Account, Numbers> accounts,
    PLongMap<Boolean, Numbers> flags) {

  /** An entity. */
  record Account(String owner, PLong<Numbers> cents) {
    static Account of(String owner, long cents) {
      return new Account(owner, PLong.of(cents));
    }
  }

  static Pool<Numbers> inMemory() {
    return Pool.inMemory(Numbers.class);
  }

  /** A root that is in no pool. */
  static Numbers prototype() {
    return new Numbers(
        new PLongVec<>(),
        new PIntVec<>(),
        new PDoubleVec<>(),
        new PHashMap<>(),
        new PLongLongMap<>(),
        new PLongMap<>(),
        new PLongMap<>(),
        new PLongMap<>());
  }
}
