package dev.emery.journal;

import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.Arrays;

/** The header page of a pool as recovery would leave it, to look up decisions in it. */
final class DecisionPage implements ReplayTarget {
  private static final int START = SuperblockFormat.END;

  private final byte[] page = new byte[SuperblockFormat.PAGE];

  /** Reads the page as the last checkpoint has left it. */
  DecisionPage(MediumFile pool) throws IOException {
    pool.read(START, page, 0, page.length);
  }

  boolean holds(Ticket ticket) {
    for (int i = 0; i < DecisionFormat.ENTRIES; i++) {
      if (word(i, 0) == ticket.high() && word(i, 1) == ticket.low()) {
        return true;
      }
    }
    return false;
  }

  private long word(int entry, int word) {
    return LittleEndian.getLong(page, (int) DecisionFormat.at(entry, word) - START);
  }

  @Override
  public void data(long at, byte[] source, int from, int length) {
    long first = Math.max(at, START);
    long end = Math.min(at + length, START + page.length);
    if (first < end) {
      int skipped = (int) (first - at);
      System.arraycopy(source, from + skipped, page, (int) first - START, (int) (end - first));
    }
  }

  @Override
  public void zeros(long at, long length) {
    long first = Math.max(at, START);
    long end = Math.min(at + length, START + page.length);
    if (first < end) {
      Arrays.fill(page, (int) first - START, (int) end - START, (byte) 0);
    }
  }
}
