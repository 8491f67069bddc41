package dev.emery.journal;

import dev.emery.journal.FakeMedium.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * The file systems that a power cut may leave: what was synced is there; of what was not, any
 * subset of the pieces of each write, and the changes of names up to any of them.
 */
final class PowerCut {
  private final FakeMedium medium;
  private final int first;
  private final Map<Path, FakeFile> names = new HashMap<>();
  private final Map<FakeFile, byte[]> contents = new IdentityHashMap<>();

  /** Prepares cuts from now on; everything that is there now is durable. */
  PowerCut(FakeMedium medium) {
    this.medium = medium;
    this.first = medium.stepCount();
    for (Path name : medium.names()) {
      FakeFile file = medium.file(name);
      names.put(name, file);
      contents.put(file, file.copy());
    }
  }

  /** Returns how many steps there were since then. */
  int steps() {
    return medium.stepCount() - first;
  }

  /** What happens to unsynced steps. */
  interface Fate {
    /** Whether a piece of an unsynced write survives. */
    boolean survives();

    /** The length of the pieces. */
    int grain();
  }

  static final Fate ALL = fate(4096, () -> true);
  static final Fate NONE = fate(4096, () -> false);

  static Fate random(Random random, int grain) {
    int of = 1 + random.nextInt(9);
    return fate(grain, () -> random.nextInt(10) < of);
  }

  private static Fate fate(int grain, BooleanSupplier survives) {
    return new Fate() {
      @Override
      public boolean survives() {
        return survives.getAsBoolean();
      }

      @Override
      public int grain() {
        return grain;
      }
    };
  }

  /** Returns the file system after a cut behind some of the steps. */
  FakeMedium after(int count, Fate fate) {
    var files = new IdentityHashMap<FakeFile, FakeFile>();
    var pending = new IdentityHashMap<FakeFile, List<Step>>();
    contents.forEach((file, bytes) -> files.put(file, twin(file, bytes)));
    var named = new HashMap<>(names);
    var renames = new ArrayList<Step>();
    for (Step step : medium.steps().subList(first, first + count)) {
      switch (step) {
        case Step.Write w -> pending.computeIfAbsent(w.file(), _ -> new ArrayList<>()).add(w);
        case Step.Truncate t -> pending.computeIfAbsent(t.file(), _ -> new ArrayList<>()).add(t);
        case Step.Sync s -> settle(s.file(), files, pending.remove(s.file()), ALL);
        case Step.SyncDirectory _ -> {
          renames.forEach(r -> rename(named, r));
          renames.clear();
        }
        case Step.Create _, Step.Rename _, Step.Delete _ -> renames.add(step);
      }
    }
    pending.forEach((file, list) -> settle(file, files, list, fate));
    for (Step rename : renames) {
      if (!fate.survives()) {
        break;
      }
      rename(named, rename);
    }
    var image = new FakeMedium();
    named.forEach((path, file) -> image.put(path, twin(file, files).copy()));
    return image;
  }

  private void rename(Map<Path, FakeFile> names, Step step) {
    switch (step) {
      case Step.Create c -> names.put(c.path(), c.file());
      case Step.Rename r -> names.put(r.to(), names.remove(r.from()));
      case Step.Delete d -> names.remove(d.path());
      default -> throw new AssertionError(step);
    }
  }

  private FakeFile twin(FakeFile file, Map<FakeFile, FakeFile> files) {
    return files.computeIfAbsent(file, f -> twin(f, new byte[0]));
  }

  private static FakeFile twin(FakeFile file, byte[] bytes) {
    return new FakeFile(new FakeMedium(), file.toString(), bytes);
  }

  private void settle(FakeFile file, Map<FakeFile, FakeFile> files, List<Step> pending, Fate fate) {
    FakeFile twin = twin(file, files);
    for (Step step : pending == null ? List.<Step>of() : pending) {
      switch (step) {
        case Step.Write w -> {
          for (int from = 0; from < w.bytes().length; ) {
            long at = w.at() + from;
            int length = (int) Math.min(w.bytes().length - from, fate.grain() - at % fate.grain());
            if (fate.survives()) {
              twin.apply(at, Arrays.copyOfRange(w.bytes(), from, from + length));
            }
            from += length;
          }
        }
        case Step.Truncate t -> {
          if (fate.survives()) {
            twin.cut(t.size());
          }
        }
        default -> throw new AssertionError(step);
      }
    }
  }
}
