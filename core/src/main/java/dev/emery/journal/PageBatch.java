package dev.emery.journal;

import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes to a file, gathered in memory and written in the order of the file, pages that follow
 * each other in one call. Holds a bounded number of bytes; when they are used up, or at {@link
 * #flush}, it writes. The file must be as long as the last page.
 */
final class PageBatch implements ReplayTarget {
  /*
   * The changes and not their pages are held: of a page in a large table a commit changes a word or
   * two, so many more of them fit, and a page is read and written once for all of them.
   *
   * A change is cut at the ends of pages. Each piece lies in one of the slabs, behind a head that
   * says where in its page it belongs and how long it is. `order` has an entry for each piece: its
   * page, and then its place in the slabs, so that sorting gathers the pieces of a page and keeps
   * the sequence in which they came. Pages are written whole: what did not change is the same before
   * and after.
   */
  private static final int PAGE = SuperblockFormat.PAGE;
  private static final int PAGE_SHIFT = 12;
  private static final int RUN_PAGES = 64;
  private static final int SLAB_SHIFT = 18;
  private static final int HEAD = 4; // bits 0..12 bytes, 13 zeros without data, 16..27 offset
  private static final int ZEROS = 1 << 13;
  private static final int PLACE_BITS = 28;
  private static final long MOST_BYTES = (1L << PLACE_BITS) - (1 << SLAB_SHIFT);

  private final MediumFile file;
  private final long capacity;
  private final List<byte[]> slabs = new ArrayList<>();
  private final byte[] run = new byte[RUN_PAGES * PAGE];
  private long[] order = new long[256];
  private int size;
  private int end; // of the pieces in the slabs

  PageBatch(MediumFile file, long bytes) {
    this.file = file;
    this.capacity = Math.min(bytes, MOST_BYTES);
  }

  @Override
  public void data(long at, byte[] source, int from, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int inside = (int) (at + done) & PAGE - 1;
      int piece = Math.min(length - done, PAGE - inside);
      int place = add(at + done >>> PAGE_SHIFT, inside << 16 | piece, HEAD + piece);
      System.arraycopy(source, from + done, slab(place), inSlab(place) + HEAD, piece);
      done += piece;
    }
  }

  @Override
  public void zeros(long at, long length) throws IOException {
    for (long done = 0; done < length; ) {
      int inside = (int) (at + done) & PAGE - 1;
      int piece = (int) Math.min(length - done, PAGE - inside);
      add(at + done >>> PAGE_SHIFT, inside << 16 | ZEROS | piece, HEAD);
      done += piece;
    }
  }

  /** Makes room for a piece, and returns where it lies. */
  private int add(long page, int head, int bytes) throws IOException {
    if (size > 0 && end + (long) bytes + (long) (size + 1) * Long.BYTES > capacity) {
      flush();
    }
    if (inSlab(end) + bytes > 1 << SLAB_SHIFT) {
      end = end + (1 << SLAB_SHIFT) & -(1 << SLAB_SHIFT);
    }
    if (end >>> SLAB_SHIFT == slabs.size()) {
      slabs.add(new byte[1 << SLAB_SHIFT]);
    }
    if (size == order.length) {
      order = Arrays.copyOf(order, size * 2);
    }
    int place = end;
    LittleEndian.setInt(slab(place), inSlab(place), head);
    order[size++] = page << PLACE_BITS | place;
    end += bytes;
    return place;
  }

  /** Writes everything that was gathered. */
  void flush() throws IOException {
    Arrays.sort(order, 0, size);
    for (int i = 0; i < size; ) {
      i = write(i);
    }
    size = 0;
    end = 0;
  }

  /** Writes the pages that follow each other from a piece on, and returns the piece behind them. */
  private int write(int from) throws IOException {
    long first = page(from);
    int pages = pagesFrom(from);
    read(from, first, pages);
    int i = from;
    for (; i < size && page(i) < first + pages; i++) {
      int place = place(i);
      int head = head(place);
      int target = (int) (page(i) - first) * PAGE + (head >>> 16);
      int length = head & ZEROS - 1;
      if ((head & ZEROS) != 0) {
        Arrays.fill(run, target, target + length, (byte) 0);
      } else {
        System.arraycopy(slab(place), inSlab(place) + HEAD, run, target, length);
      }
    }
    file.write(first << PAGE_SHIFT, run, 0, pages * PAGE);
    return i;
  }

  /** Returns how many pages follow each other from a piece on, as far as one run can hold them. */
  private int pagesFrom(int from) {
    long last = page(from);
    for (int i = from; i < size && page(i) <= last + 1; i++) {
      if (page(i) > last) {
        if (page(i) == page(from) + RUN_PAGES) {
          break;
        }
        last = page(i);
      }
    }
    return (int) (last - page(from)) + 1;
  }

  /** Reads the pages of a run that a single piece does not cover, neighbors in one call. */
  private void read(int from, long first, int pages) throws IOException {
    int i = from;
    int unread = 0; // pages in front of `p` that have to be read
    for (int p = 0; p <= pages; p++) {
      boolean covered = p == pages;
      for (; p < pages && i < size && page(i) == first + p; i++) {
        covered |= (head(place(i)) & ZEROS - 1) == PAGE;
      }
      if (!covered) {
        unread++;
      } else if (unread > 0) {
        int start = p - unread;
        file.read(first + start << PAGE_SHIFT, run, start * PAGE, unread * PAGE);
        unread = 0;
      }
    }
  }

  private long page(int piece) {
    return order[piece] >>> PLACE_BITS;
  }

  private int place(int piece) {
    return (int) order[piece] & (1 << PLACE_BITS) - 1;
  }

  private int head(int place) {
    return LittleEndian.getInt(slab(place), inSlab(place));
  }

  private byte[] slab(int place) {
    return slabs.get(place >>> SLAB_SHIFT);
  }

  private static int inSlab(int place) {
    return place & (1 << SLAB_SHIFT) - 1;
  }
}
