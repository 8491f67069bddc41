package dev.emery.testsuite.crash;

import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.Path;

/** Keeps a number in a file that is replaced as a whole, or does so with a step left out. */
final class RenameToy implements Workload<Integer> {
  private static final Path DIRECTORY = Path.of("/toy");
  private static final Path NAME = DIRECTORY.resolve("number");
  private static final Path FRESH = DIRECTORY.resolve("fresh");
  private static final int PAGES = 3;

  private final Bug bug;

  enum Bug {
    NONE,
    NO_FILE_SYNC,
    FILE_SYNC_AFTER_RENAME,
    NO_DIRECTORY_SYNC,
    WRITTEN_IN_PLACE,
    DELETED_BEFORE_RENAME,
    DURABLE_TOO_EARLY
  }

  RenameToy(Bug bug) {
    this.bug = bug;
  }

  @Override
  public String name() {
    return "rename-" + bug;
  }

  @Override
  public Integer initial() {
    return 0;
  }

  @Override
  public void run(Recording<Integer> recording) throws Exception {
    for (int number = 1; number <= 3; number++) {
      recording.attempt(number);
      if (bug == Bug.DURABLE_TOO_EARLY) {
        recording.durable();
      }
      replace(recording.medium(), number);
      recording.durable();
    }
  }

  private void replace(Medium medium, int number) throws IOException {
    boolean inPlace = bug == Bug.WRITTEN_IN_PLACE && medium.exists(NAME);
    try (MediumFile file =
        inPlace ? medium.open(NAME, Access.WRITE) : medium.open(FRESH, Access.CREATE_NEW)) {
      for (int page = 0; page < PAGES; page++) {
        file.write(page * 4096L, new byte[] {(byte) number}, 0, 1);
      }
      if (bug != Bug.NO_FILE_SYNC && bug != Bug.FILE_SYNC_AFTER_RENAME) {
        file.sync();
      }
      if (bug == Bug.DELETED_BEFORE_RENAME) {
        medium.delete(NAME);
      }
      if (!inPlace) {
        medium.rename(FRESH, NAME);
      }
      if (bug == Bug.FILE_SYNC_AFTER_RENAME) {
        file.sync();
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    if (bug != Bug.NO_DIRECTORY_SYNC) {
      medium.syncDirectory(DIRECTORY);
    }
  }

  @Override
  public Integer recover(Medium medium) throws IOException {
    medium.delete(FRESH);
    if (!medium.exists(NAME)) {
      return 0;
    }
    MediumFile file = medium.open(NAME, Access.READ);
    byte[] number = new byte[PAGES];
    for (int page = 0; page < PAGES; page++) {
      file.read(page * 4096L, number, page, 1);
      if (number[page] != number[0]) {
        throw new IOException("half a number, page=" + page);
      }
    }
    return (int) number[0];
  }
}
