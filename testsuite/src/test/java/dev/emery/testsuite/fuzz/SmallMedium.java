package dev.emery.testsuite.fuzz;

import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.testsuite.process.ForwardingMedium;
import java.io.IOException;
import java.nio.file.Path;

/** The files of the system on a disk that is soon full, and that is never waited for. */
final class SmallMedium extends ForwardingMedium {
  private static final long MOST_BYTES = 64 << 20;

  SmallMedium() {
    super(Medium.files());
  }

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    return new ForwardingFile(super.open(path, access)) {
      @Override
      public void extend(long size) throws IOException {
        if (size > MOST_BYTES) {
          throw new IOException("No space left on device");
        }
        super.extend(size);
      }

      @Override
      public void sync() {}
    };
  }

  @Override
  public void syncDirectory(Path directory) {}
}
