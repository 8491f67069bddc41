package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.image.Image;
import dev.emery.image.Mappings;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets beyond 2^31, 2^32 and 2^40, in a sparse file. */
class FarOffsetsTest {
  private static final long[] PLACES = {
    (1L << 31) - 8, 1L << 31, (1L << 32) - 8, 1L << 32, (1L << 40) - 8, (1L << 40) + 4096
  };
  private static final long SIZE = (1L << 40) + (1 << 20);

  @TempDir private Path folder;

  @Test
  void farOffsets_areStoredAndReplayed_whereTheyAre() throws IOException {
    Path path = folder.resolve("sparse");
    try (var sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.setLength(SIZE);
    }
    try (MediumFile file = Medium.files().open(path, Access.WRITE);
        Arena arena = Arena.ofShared()) {
      Image image = Image.of(Mappings.ofFile(file, SIZE, arena), SIZE);
      Image replayed = Image.of(Mappings.ofFile(file, SIZE, arena), SIZE);
      var body = new RecordBody();
      for (int i = 0; i < PLACES.length; i++) {
        image.setLong(PLACES[i], i + 1);
        image.copyIn(PLACES[i] + 16, new byte[] {(byte) i, 1, 2, 3, 4, 5, 6, 7}, 0, 8);
        body.words(image, PLACES[i], 3);
      }
      body.seal();
      for (RecordBody.Piece p : body.cut(1 << 20)) {
        EntryFormat.apply(p.bytes(), p.from(), p.length(), new ImageTarget(replayed));
      }
      for (int i = 0; i < PLACES.length; i++) {
        assertThat(image.getLong(PLACES[i])).isEqualTo(i + 1);
        assertThat(replayed.getLong(PLACES[i])).isEqualTo(i + 1);
        assertThat(replayed.getLong(PLACES[i] + 16)).isEqualTo(image.getLong(PLACES[i] + 16));
        file.write(PLACES[i], new byte[] {9}, 0, 1);
        byte[] read = new byte[2];
        file.read(PLACES[i], read, 0, 2);
        assertThat(read).containsExactly(9, 0);
      }
      assertThat(image.getLong(0)).isZero();
    }
  }
}
