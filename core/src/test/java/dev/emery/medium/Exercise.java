package dev.emery.medium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Makes every call that a file has, and checks what it does. */
final class Exercise {

  private Exercise() {}

  static void all(MediumFile file) throws IOException {
    byte[] written = new byte[5_000];
    Arrays.fill(written, (byte) 7);
    file.write(0, written, 0, written.length);
    file.extend(10_000);
    try (Arena arena = Arena.ofShared();
        Region region = file.region(6_000, 4_000)) {
      region.put(10, written, 0, 100);
      assertThat(file.mapPrivate(1 << 20, arena).get(ValueLayout.JAVA_BYTE, 6_010))
          .isEqualTo((byte) 7);
      assertThat(file.mapReadOnly(10_000, arena).get(ValueLayout.JAVA_BYTE, 4_999))
          .isEqualTo((byte) 7);
    }
    file.sync();
    assertThat(file.size()).isEqualTo(10_000);
    byte[] read = new byte[5_000];
    file.read(0, read, 0, read.length);
    assertThat(read).isEqualTo(written);
    file.truncate(5_000);
  }
}
