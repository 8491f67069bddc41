package dev.emery.testsuite.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/** MapDB with its write-ahead log, which syncs at every commit. */
final class MapDbStore implements EmbeddedStore {
  private final DB db;
  private final Map<Long, Long> map;

  MapDbStore(Path folder) {
    db =
        DBMaker.fileDB(folder.resolve("mapdb").toString())
            .fileMmapEnableIfSupported()
            .transactionEnable()
            .make();
    map = db.hashMap("numbers", Serializer.LONG, Serializer.LONG).createOrOpen();
  }

  @Override
  public void put(long key, long value) {
    map.put(key, value);
    db.commit();
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
    db.commit();
  }

  @Override
  public void close() {
    db.close();
  }
}
