package dev.emery.testsuite.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What embedded stores have in common: longs to longs, each put a commit of its own. */
public interface EmbeddedStore extends AutoCloseable {

  /** Puts an entry; it survives the process, and the power too if the store was opened to sync. */
  void put(long key, long value);

  /** The value of a key. */
  @Nullable Long get(long key);

  /** Puts entries 0 to {@code entries} in one transaction. */
  void load(int entries);

  @Override
  void close();

  /** The stores that are compared. */
  enum Kind {
    EMERY {
      @Override
      EmbeddedStore open(Path folder, boolean sync) {
        return new EmeryStore(folder, sync);
      }
    },
    MVSTORE {
      @Override
      EmbeddedStore open(Path folder, boolean sync) {
        return new MvStore(folder, sync);
      }
    },
    MAPDB {
      @Override
      EmbeddedStore open(Path folder, boolean sync) {
        return new MapDbStore(folder);
      }
    },
    XODUS {
      @Override
      EmbeddedStore open(Path folder, boolean sync) {
        return new XodusStore(folder, sync);
      }
    };

    abstract EmbeddedStore open(Path folder, boolean sync);
  }
}
