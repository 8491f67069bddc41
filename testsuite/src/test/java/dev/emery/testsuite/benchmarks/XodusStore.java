package dev.emery.testsuite.benchmarks;

import java.nio.file.Path;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.bindings.LongBinding;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;

/** Xodus, a log-structured store with trees. */
final class XodusStore implements EmbeddedStore {
  private final Environment environment;
  private final Store store;

  XodusStore(Path folder, boolean sync) {
    environment =
        Environments.newInstance(
            folder.resolve("xodus").toString(), new EnvironmentConfig().setLogDurableWrite(sync));
    store =
        environment.computeInTransaction(
            t -> environment.openStore("numbers", StoreConfig.WITHOUT_DUPLICATES, t));
  }

  @Override
  public void put(long key, long value) {
    environment.executeInTransaction(
        t -> store.put(t, LongBinding.longToEntry(key), LongBinding.longToEntry(value)));
  }

  @Override
  public Long get(long key) {
    ByteIterable value =
        environment.computeInReadonlyTransaction(t -> store.get(t, LongBinding.longToEntry(key)));
    return value == null ? null : LongBinding.entryToLong(value);
  }

  @Override
  public void load(int entries) {
    environment.executeInTransaction(t -> {
      for (int i = 0; i < entries; i++) {
        store.put(t, LongBinding.longToEntry(Numbers.key(i)), LongBinding.longToEntry(i));
      }
    });
  }

  @Override
  public void close() {
    environment.close();
  }
}
