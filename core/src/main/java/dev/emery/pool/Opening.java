package dev.emery.pool;

import dev.emery.PoolException;
import dev.emery.engine.Engine;
import dev.emery.engine.EngineOptions;
import dev.emery.engine.FileStorage;
import dev.emery.engine.MemoryStorage;
import dev.emery.engine.ReadOnlyStorage;
import dev.emery.engine.StackRoom;
import dev.emery.engine.Storage;
import dev.emery.event.Events;
import dev.emery.event.OpeningEvent;
import dev.emery.heap.HeapFormat;
import dev.emery.image.Image;
import dev.emery.image.Mappings;
import dev.emery.journal.JournalOptions;
import dev.emery.journal.PoolFile;
import dev.emery.journal.PoolIdentity;
import dev.emery.journal.RedoLog;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.schema.Kinds;
import dev.emery.schema.Schema;
import dev.emery.transaction.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens pools: checks the types before a byte is touched, opens or makes the file, recovers it,
 * maps it, and puts an engine over it.
 */
final class Opening {
  private static final long LEAST_REACH = 1L << 30;
  private static final int REACH_FACTOR = 16; // of the file's length: growth by a swap stays rare
  private static final int LEAST_ZONE_SHIFT = 20;
  private static final long PAGE = HeapFormat.PAGE;

  private Opening() {}

  static <R extends Record> OpenPool<R> file(
      Path path, Class<R> root, @Nullable Supplier<? extends R> initial, PoolOptions options) {
    StackRoom.require();
    Schema.walk(
        root, Kinds.installed(root)); // refuses what cannot be stored before a byte is touched
    OpeningEvent event = Events.opening();
    PoolFile file = openFile(path, options);
    try {
      if (options.checksums() == Checksums.FULL && !options.readOnly()) {
        file.keepPageSums();
      }
      OpenPool<R> pool = over(file, root, initial, options);
      if (event != null) {
        event.over(file.path().toString(), file.size(), options.readOnly());
      }
      return pool;
    } catch (RuntimeException | Error e) {
      closeAfter(e, file);
      throw e;
    }
  }

  private static PoolFile openFile(Path path, PoolOptions options) {
    Medium medium = options.medium();
    boolean exists = medium.exists(path);
    if (exists && options.opening() == PoolOptions.Opening.MUST_BE_NEW) {
      throw new PoolException(
          "pool exists already, path=" + path + "; open it without mustBeNew()");
    }
    if (!exists && (options.readOnly() || options.opening() == PoolOptions.Opening.MUST_EXIST)) {
      throw new PoolException(
          "pool does not exist, path=" + path + "; open it without mustExist()");
    }
    if (options.readOnly()) {
      return PoolFile.openReadOnly(medium, path);
    }
    if (options.opening() == PoolOptions.Opening.OVERWRITE) {
      return create(medium, path, options);
    }
    return exists ? openExisting(path, options) : create(medium, path, options);
  }

  static void recover(Path path, PoolOptions options) {
    openExisting(path, options).close();
  }

  private static PoolFile openExisting(Path path, PoolOptions options) {
    return PoolFile.open(options.medium(), path, journal(options), options.maximumSize());
  }

  private static JournalOptions journal(PoolOptions options) {
    JournalOptions standard = JournalOptions.standard();
    int shift = standard.segmentShift();
    while (shift > 14 && 1L << shift > options.checkpointThreshold()) {
      shift--;
    }
    return new JournalOptions(shift, standard.batchBytes(), standard.random());
  }

  private static PoolFile create(Medium medium, Path path, PoolOptions options) {
    int zoneShift = zoneShift(options.maximumSize());
    var identity = PoolIdentity.create(zoneShift, new SecureRandom(), System.currentTimeMillis());
    long size =
        Math.max(HeapFormat.initialEnd(zoneShift), options.initialSize()) + PAGE - 1 & -PAGE;
    PoolFile.Contents contents = file -> format(file, zoneShift);
    return options.opening() == PoolOptions.Opening.OVERWRITE
        ? PoolFile.overwrite(medium, path, identity, size, contents)
        : PoolFile.create(medium, path, identity, size, contents);
  }

  private static int zoneShift(long maximumSize) {
    int wanted = 63 - Long.numberOfLeadingZeros(maximumSize / 4);
    return Math.min(Math.max(wanted, LEAST_ZONE_SHIFT), HeapFormat.zoneShiftFor(maximumSize));
  }

  private static void format(MediumFile file, int zoneShift) throws IOException {
    byte[] contents = new byte[(int) (HeapFormat.initialEnd(zoneShift) - HeapFormat.HEADER_PAGE)];
    HeapFormat.format(
        zoneShift,
        (at, value) -> {
          for (int i = 0; i < 8; i++) {
            contents[(int) (at - HeapFormat.HEADER_PAGE) + i] = (byte) (value >>> i * 8);
          }
        });
    file.write(HeapFormat.HEADER_PAGE, contents, 0, contents.length);
  }

  private static <R extends Record> OpenPool<R> over(
      PoolFile file, Class<R> root, @Nullable Supplier<? extends R> initial, PoolOptions options) {
    Arena arena = file.file().arena();
    Engine engine;
    Mappings mappings;
    try {
      long size = file.size();
      mappings = map(file, size, options, arena);
      Storage storage =
          options.readOnly()
              ? new ReadOnlyStorage(file)
              : new FileStorage(file, new RedoLog(file, journal(options)), options.maximumSize());
      PoolIdentity identity = file.identity();
      engine =
          new Engine(
              Image.of(mappings, size),
              storage,
              engineOptions(file.path().toString(), options, options.memoryLimit()),
              identity.zoneShift(),
              identity.hashSeed(),
              identity.idKey());
      if (engine.decisions() != null) {
        file.answerWith(engine.decisions());
      }
    } catch (IOException e) {
      arena.close();
      throw new PoolException(
          "pool cannot be mapped: %s, path=%s; see that the file can be reached and open it again"
              .formatted(e, file.path()),
          e);
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
    return types(engine, root, initial, options, mappings, arena);
  }

  private static Mappings map(PoolFile file, long size, PoolOptions options, Arena arena)
      throws IOException {
    if (options.readOnly()) {
      return Mappings.of(file.file().mapReadOnly(size, arena));
    }
    long wanted = Math.max(LEAST_REACH, size * REACH_FACTOR);
    long reach = Math.max(size, Math.min(wanted, options.maximumSize() + PAGE - 1 & -PAGE));
    return Mappings.ofFile(file.file(), reach, arena);
  }

  private static EngineOptions engineOptions(String name, PoolOptions options, long memoryLimit) {
    return new EngineOptions(
        name,
        options.durability(),
        options.lockWaitLimit().toNanos(),
        options.rerunLimit(),
        memoryLimit,
        options.checkpointThreshold(),
        options.zeroOnFree(),
        options.readOnly());
  }

  private static <R extends Record> OpenPool<R> types(
      Engine engine,
      Class<R> root,
      @Nullable Supplier<? extends R> initial,
      PoolOptions options,
      Mappings mappings,
      Arena arena) {
    engine.upkeep().take(mappings, arena);
    try {
      Memory memory = new Memory(engine);
      Schema<R> schema =
          Schema.build(root, Kinds.installed(root), SchemaText.load(engine.image(), engine));
      OpenPool<R> pool = OpenPool.over(engine, memory, schema, initial, options.comparators());
      engine.upkeep().begin();
      return pool;
    } catch (RuntimeException | Error e) {
      engine.upkeep().discard();
      throw e;
    }
  }

  static <R extends Record> OpenPool<R> memory(
      Class<R> root, @Nullable Supplier<? extends R> initial, PoolOptions options) {
    Schema.walk(root, Kinds.installed(root));
    int zoneShift = zoneShift(options.maximumSize());
    long size = HeapFormat.initialEnd(zoneShift);
    Arena arena = Arena.ofShared();
    Mappings mappings = Mappings.inMemory(Math.max(1 << 20, size), arena);
    Image image = Image.of(mappings, size);
    HeapFormat.format(zoneShift, image::setLong);
    SecureRandom random = new SecureRandom();
    Engine engine =
        new Engine(
            image,
            new MemoryStorage(options.maximumSize()),
            engineOptions("memory of " + root.getSimpleName(), options, Long.MAX_VALUE),
            zoneShift,
            random.nextLong(),
            random.nextLong());
    return types(engine, root, initial, options, mappings, arena);
  }

  private static void closeAfter(Throwable failure, PoolFile file) {
    try {
      file.close();
    } catch (RuntimeException | Error e) {
      if (!e.equals(failure)) { // where memory runs out it may be one and the same error
        failure.addSuppressed(e);
      }
    }
  }
}
