package dev.emery.samples;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text, with the number of bytes read so far: where another run goes on. */
final class LineReader implements Closeable {
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long position;

  /** Reads from {@code position} on, which is at the beginning of a line. */
  LineReader(InputStream in, long position) throws IOException {
    in.skipNBytes(position);
    this.in = new BufferedInputStream(in, 1 << 16);
    this.position = position;
  }

  /** How many bytes of the text the lines had so far. */
  long position() {
    return position;
  }

  /** Returns the next lines, fewer than asked for at the end of the text and none after it. */
  List<String> next(int most) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < most) {
      int b = in.read();
      for (; b >= 0 && b != '\n'; b = in.read()) {
        line.write(b);
      }
      if (b < 0 && line.size() == 0) {
        return lines;
      }
      position += line.size() + (b < 0 ? 0 : 1);
      lines.add(line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
