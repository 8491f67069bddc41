package dev.emery.testsuite.crash.pool;

import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.testsuite.process.ForwardingMedium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A medium that leaves out some syncs: a planted bug, which the explorer has to find. */
public final class ForgetfulMedium extends ForwardingMedium {
  private final Predicate<Path> forgets;

  /** Leaves out the syncs of the files and directories that {@code forgets} accepts. */
  public ForgetfulMedium(Medium real, Predicate<Path> forgets) {
    super(real);
    this.forgets = forgets;
  }

  @Override
  public MediumFile open(Path path, Access access) throws IOException {
    return new ForwardingFile(super.open(path, access)) {
      @Override
      public void sync() throws IOException {
        if (!forgets.test(path)) {
          super.sync();
        }
      }
    };
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (!forgets.test(directory)) {
      super.syncDirectory(directory);
    }
  }
}
