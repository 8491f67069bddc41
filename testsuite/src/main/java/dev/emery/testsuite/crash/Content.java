package dev.emery.testsuite.crash;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, in pages that several contents share: a page is replaced when it is written
 * to, never changed. A page of zeros may be absent. Bytes beyond the length are zero.
 */
final class Content {
  static final int PAGE = 4096;

  private static final byte[] ZERO_PAGE = new byte[PAGE];
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
          .withInvokeExactBehavior();

  private byte[] @Nullable [] pages;
  private long length;
  private long sum;
  private boolean summed;

  Content() {
    this(new byte[0][], 0);
  }

  private Content(byte[] @Nullable [] pages, long length) {
    this.pages = pages;
    this.length = length;
  }

  Content copy() {
    Content copy = new Content(pages.clone(), length);
    copy.sum = sum;
    copy.summed = summed;
    return copy;
  }

  long length() {
    return length;
  }

  int pages() {
    return pages.length;
  }

  /** Returns a page, which is not to be changed. */
  byte[] page(int index) {
    byte[] page = index < pages.length ? pages[index] : null;
    return page == null ? ZERO_PAGE : page;
  }

  /** Replaces a page; the length stays. */
  void page(int index, byte[] page) {
    summed = false;
    reserve(index + 1);
    pages[index] = page;
  }

  /** Cuts, or grows by zeros. */
  void length(long bytes) {
    if (bytes < length) {
      clearFrom(bytes);
      pages = Arrays.copyOf(pages, pageCount(bytes));
    }
    length = bytes;
  }

  /** Clears everything from an offset on; the length stays. */
  void clearFrom(long at) {
    summed = false;
    int first = (int) (at / PAGE);
    int inside = (int) (at % PAGE);
    if (inside != 0 && first < pages.length) {
      byte[] page = page(first).clone();
      Arrays.fill(page, inside, PAGE, (byte) 0);
      pages[first++] = page;
    }
    for (int i = first; i < pages.length; i++) {
      pages[i] = null;
    }
  }

  void write(long at, byte[] source, int from, int count) {
    summed = false;
    length = Math.max(length, at + count);
    reserve(pageCount(length));
    for (int done = 0; done < count; ) {
      int index = (int) ((at + done) / PAGE);
      int inside = (int) ((at + done) % PAGE);
      int piece = Math.min(PAGE - inside, count - done);
      byte[] page = page(index).clone();
      System.arraycopy(source, from + done, page, inside, piece);
      pages[index] = page;
      done += piece;
    }
  }

  void read(long at, byte[] target, int from, int count) {
    for (int done = 0; done < count; ) {
      int inside = (int) ((at + done) % PAGE);
      int piece = Math.min(PAGE - inside, count - done);
      System.arraycopy(page((int) ((at + done) / PAGE)), inside, target, from + done, piece);
      done += piece;
    }
  }

  /** Copies into zeroed memory what lies in a range. */
  void copyTo(long at, MemorySegment target) {
    long end = Math.min(length, at + target.byteSize());
    for (long done = at; done < end; ) {
      int index = (int) (done / PAGE);
      int inside = (int) (done % PAGE);
      int piece = (int) Math.min(PAGE - inside, end - done);
      byte[] page = index < pages.length ? pages[index] : null;
      if (page != null) {
        MemorySegment.copy(page, inside, target, ValueLayout.JAVA_BYTE, done - at, piece);
      }
      done += piece;
    }
  }

  private void reserve(int count) {
    if (count > pages.length) {
      pages = Arrays.copyOf(pages, Math.max(count, pages.length + pages.length / 8));
    }
  }

  private static int pageCount(long bytes) {
    return Math.toIntExact((bytes + PAGE - 1) / PAGE);
  }

  /** Returns a hash of the bytes that is the sum of the hashes of all their words. */
  long sum() {
    if (!summed) {
      sum = sumFrom(0);
      summed = true;
    }
    return sum;
  }

  /** Returns the same for the pages from one on. */
  long sumFrom(int first) {
    long total = 0;
    for (int i = first; i < pages.length; i++) {
      byte[] page = pages[i];
      if (page != null) {
        total += sum((long) i * PAGE, page, 0, PAGE);
      }
    }
    return total;
  }

  /**
   * Returns what some bytes add to {@link #sum()}.
   *
   * @param start where they lie in the file, a multiple of 8 like the other bounds
   */
  static long sum(long start, byte[] page, int from, int to) {
    long sum = 0;
    long place = start;
    for (int i = from; i < to; i += 8, place += 8) {
      long word = (long) WORD.get(page, i);
      if (word != 0) {
        sum += mix(word + place * 0x9E3779B97F4A7C15L);
      }
    }
    return sum;
  }

  /** A good mixture of the bits (the finalizer of MurmurHash3, in Stafford's variant 13). */
  static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
