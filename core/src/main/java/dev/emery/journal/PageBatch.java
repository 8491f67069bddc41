package dev.emery.journal;

import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a file, gathered by page in memory and written in the order of the file, pages that
 * follow each other in one call. Holds a bounded number of bytes; when they are used up, or at
 * {@link #flush}, it writes. The file must be as long as the last page.
 */
final class PageBatch implements ReplayTarget {
  /*
   * The changes and not their pages are held: of a page in a large table a commit changes a word or
   * two, so many more of them fit, and a page is read and written once for all of them. Pages are
   * written whole: what did not change is the same before and after.
   *
   * A change is cut at the ends of pages. Its pieces lie in slabs, which are allocated as they are
   * needed:
   *
   *   0  int  place of the next piece of the page, in the sequence in which they came
   *   4  int  bits 0..12 length, 13 zeros, 16..27 offset in the page
   *   8       the bytes, unless they are zeros
   *
   * `pages` finds a page by open addressing and holds page + 1; `firsts` and `lasts` beside it are
   * the places of its first and its last piece.
   *
   * A batch begins little and grows for as long as few changes meet in a page: where a journal
   * changes the same pages over and over, a large batch would only take memory.
   */
  private static final int PAGE = SuperblockFormat.PAGE;
  private static final int PAGE_SHIFT = 12;
  private static final int RUN_PAGES = 64;
  private static final int SLAB_SHIFT = 18;
  private static final int SLAB = 1 << SLAB_SHIFT;
  private static final int HEAD = 8;
  private static final int ZEROS = 1 << 13;
  private static final int ENTRY = Long.BYTES + 2 * Integer.BYTES; // of the table
  private static final long FIRST_BYTES = 1 << 20;
  private static final long MOST_BYTES = 1 << 30;
  private static final int MANY = 16; // changes of a page that are worth its writing

  private final MediumFile file;
  private final @Nullable PageSums sums;
  private final long most;
  private long capacity;
  private final List<byte[]> slabs = new ArrayList<>();
  private final byte[] run = new byte[RUN_PAGES * PAGE];
  private long[] pages = new long[256];
  private int[] firsts = new int[256];
  private int[] lasts = new int[256];
  private int size;
  private int pieces;
  private int end; // of the pieces in the slabs

  PageBatch(MediumFile file, long bytes) {
    this(file, bytes, null);
  }

  /** Creates a batch for a file that keeps the checksums of its pages, or not. */
  PageBatch(MediumFile file, long bytes, @Nullable PageSums sums) {
    this.file = file;
    this.sums = sums;
    this.most = Math.min(bytes, MOST_BYTES);
    this.capacity = Math.min(FIRST_BYTES, most);
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
      int unused = add(at + done >>> PAGE_SHIFT, inside << 16 | ZEROS | piece, HEAD);
      done += piece;
    }
  }

  /** Takes room for a piece as the last of its page, and returns where it lies. */
  private int add(long page, int what, int bytes) throws IOException {
    while (size > 0 && end + bytes + tableBytes() > capacity) {
      makeRoom();
    }
    if (isTableFull()) {
      rehash();
    }
    if (inSlab(end) + bytes > SLAB) {
      end = end + SLAB & -SLAB;
    }
    if (end >>> SLAB_SHIFT == slabs.size()) {
      slabs.add(new byte[SLAB]);
    }
    int place = end;
    end += bytes;
    pieces++;
    LittleEndian.setInt(slab(place), inSlab(place) + 4, what);
    int i = find(page);
    if (pages[i] == 0) {
      pages[i] = page + 1;
      firsts[i] = place;
      size++;
    } else {
      LittleEndian.setInt(slab(lasts[i]), inSlab(lasts[i]), place);
    }
    lasts[i] = place;
    return place;
  }

  private boolean isTableFull() {
    return size * 2 >= pages.length;
  }

  /** What the table takes with one page more: it must never take all that there is. */
  private long tableBytes() {
    return (long) pages.length * (isTableFull() ? 2 * ENTRY : ENTRY);
  }

  private void makeRoom() throws IOException {
    if (capacity == most || (long) size * MANY <= pieces) {
      flush();
    } else {
      capacity = Math.min(2 * capacity, most);
    }
  }

  private int find(long page) {
    int mask = pages.length - 1;
    int i = (int) (page * 0x9E3779B97F4A7C15L >>> 40) & mask;
    while (pages[i] != 0 && pages[i] != page + 1) {
      i = i + 1 & mask;
    }
    return i;
  }

  private void rehash() {
    long[] before = pages;
    int[] firstsBefore = firsts;
    int[] lastsBefore = lasts;
    pages = new long[before.length * 2];
    firsts = new int[before.length * 2];
    lasts = new int[before.length * 2];
    for (int k = 0; k < before.length; k++) {
      if (before[k] != 0) {
        int i = find(before[k] - 1);
        pages[i] = before[k];
        firsts[i] = firstsBefore[k];
        lasts[i] = lastsBefore[k];
      }
    }
  }

  /** Writes everything that was gathered, but no checksums. */
  void flush() throws IOException {
    long[] order = new long[size];
    int n = 0;
    for (long page : pages) {
      if (page != 0) {
        order[n++] = page - 1;
      }
    }
    Arrays.sort(order);
    for (int i = 0; i < n; ) {
      int count = 1;
      while (i + count < n && count < RUN_PAGES && order[i + count] == order[i] + count) {
        count++;
      }
      write(order[i], count);
      i += count;
    }
    Arrays.fill(pages, 0);
    size = 0;
    pieces = 0;
    end = 0;
  }

  /** Writes pages that follow each other. */
  private void write(long first, int count) throws IOException {
    int unread = 0; // pages in front of `p` that have to be read, in one call
    for (int p = 0; p <= count; p++) {
      if (p < count && !isCovered(first + p)) {
        unread++;
      } else if (unread > 0) {
        int start = p - unread;
        file.read(first + start << PAGE_SHIFT, run, start * PAGE, unread * PAGE);
        for (int i = start; sums != null && i < p; i++) {
          sums.read(first + i, run, i * PAGE);
        }
        unread = 0;
      }
    }
    for (int p = 0; p < count; p++) {
      apply(find(first + p), p * PAGE);
      if (sums != null) {
        sums.write(first + p, run, p * PAGE);
      }
    }
    file.write(first << PAGE_SHIFT, run, 0, count * PAGE);
  }

  /** Whether the first piece of a page is all of it. */
  private boolean isCovered(long page) {
    return length(firsts[find(page)]) == PAGE;
  }

  /** Applies the pieces of a page to its bytes. */
  private void apply(int index, int target) {
    for (int place = firsts[index]; ; place = LittleEndian.getInt(slab(place), inSlab(place))) {
      int at = target + (what(place) >>> 16);
      if (isZeros(place)) {
        Arrays.fill(run, at, at + length(place), (byte) 0);
      } else {
        System.arraycopy(slab(place), inSlab(place) + HEAD, run, at, length(place));
      }
      if (place == lasts[index]) {
        return;
      }
    }
  }

  private int what(int place) {
    return LittleEndian.getInt(slab(place), inSlab(place) + 4);
  }

  private int length(int place) {
    return what(place) & ZEROS - 1;
  }

  private boolean isZeros(int place) {
    return (what(place) & ZEROS) != 0;
  }

  private byte[] slab(int place) {
    return slabs.get(place >>> SLAB_SHIFT);
  }

  private static int inSlab(int place) {
    return place & SLAB - 1;
  }
}
