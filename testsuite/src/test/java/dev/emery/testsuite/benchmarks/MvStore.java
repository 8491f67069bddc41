package dev.emery.testsuite.benchmarks;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;

/** MVStore, the storage of H2: a copy-on-write tree in a log-structured file. */
final class MvStore implements EmbeddedStore {
  private final MVStore store;
  private final MVMap<Long, Long> map;
  private final boolean sync;

  MvStore(Path folder, boolean sync) {
    this.sync = sync;
    store =
        new MVStore.Builder()
            .fileName(folder.resolve("mvstore").toString())
            .autoCommitDisabled()
            .open();
    map =
        store.openMap(
            "numbers",
            new MVMap.Builder<Long, Long>()
                .keyType(LongDataType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
  }

  @Override
  public void put(long key, long value) {
    map.put(key, value);
    store.commit();
    if (sync) {
      store.sync();
    }
  }

  @Override
  public Long get(long key) {
    return map.get(key);
  }

  @Override
  public void load(int entries) {
    for (int i = 0; i < entries; i++) {
      map.put(Numbers.key(i), (long) i);
    }
    store.commit();
  }

  @Override
  public void close() {
    store.close();
  }
}
