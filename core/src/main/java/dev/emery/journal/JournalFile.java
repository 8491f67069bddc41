package dev.emery.journal;

import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file of a journal that is being written: segments in use, prepared ones, and ones whose
 * contents have reached the pool file. Guarded by the append lock, but for {@link #sync} and {@link
 * #file}.
 */
final class JournalFile implements AutoCloseable {
  /*
   * The segments in use and those prepared form one list in the order of their numbers:
   *
   *   first -> ... -> tail -> ready -> ... -> last
   *
   * recycle() takes segments from its front and puts them into `free`; prepare() takes them from
   * there, the oldest first, and appends them. advance() moves `tail`, allocates nothing and cannot
   * fail (E5).
   *
   * On a disk only segments that are still to be written have a window: `firstOpen` is the first of
   * them. For each page of a mapping that was stored to, a sync has to take the right to store from
   * all processors, which took 45 us a page on one virtual machine, and 4 us where the window was
   * closed. prepare() and recycle() close those of full segments, since advance() must not fail. In
   * tmpfs windows stay, so that a page is mapped once.
   *
   * The file is filled with zeros in pieces of 4 KiB: written in one piece, it comes into the page
   * cache as large folios, and then every sync writes whole folios. Measured for one mapped store
   * of 104 bytes and a sync: 151 us after pieces of 1 MiB, 19 us after pieces of 4 KiB (17 us with
   * a write call).
   */
  private static final byte[] ZEROS = new byte[4096];

  private final MediumFile file;
  private final long epoch;
  private final int shift;
  private final boolean windowsStay;
  private final List<JournalSegment> all = new ArrayList<>();
  private final byte[] header = new byte[JournalFormat.SEGMENT_HEADER];
  private @Nullable JournalSegment free;
  private @Nullable JournalSegment lastFree;
  private JournalSegment first;
  private JournalSegment tail;
  private JournalSegment last;
  private JournalSegment firstOpen;
  private int ready;

  private JournalFile(MediumFile file, JournalFormat.FileHeader header, long durable)
      throws IOException {
    this.file = file;
    this.epoch = header.epoch();
    this.shift = header.shift();
    this.windowsStay = file.inMemory();
    file.write(0, JournalFormat.fileHeader(header), 0, JournalFormat.FILE_HEADER);
    first = extend();
    writeHeader(first, 0, durable);
    tail = first;
    last = first;
    firstOpen = first;
    free = extend(); // on a full disk one is written while the other is recycled
    lastFree = free;
  }

  /** Creates the journal of a pool with one empty segment; a file that has its name is replaced. */
  static JournalFile create(PoolFile pool, int shift, long epoch) throws IOException {
    UUID id = pool.identity().id();
    var header =
        new JournalFormat.FileHeader(
            id.getMostSignificantBits(), id.getLeastSignificantBits(), epoch, shift);
    Medium medium = pool.medium();
    Path path = pool.names().journal();
    medium.delete(path);
    MediumFile file = medium.open(path, Access.CREATE_NEW);
    try {
      return new JournalFile(file, header, pool.superblock().checkpoint().sequence());
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, file::close, () -> medium.delete(path));
      throw e;
    }
  }

  MediumFile file() {
    return file;
  }

  long epoch() {
    return epoch;
  }

  int shift() {
    return shift;
  }

  /** Returns the length of the file. */
  long bytes() {
    return JournalFormat.segmentAt(all.size(), shift);
  }

  JournalSegment tail() {
    return tail;
  }

  /**
   * Returns when that many segments are prepared behind the tail: recycled ones, and where there
   * are none new ones (E4). After an exception everything is as before, but for segments prepared
   * already.
   */
  void prepare(int segments, long durable) throws IOException {
    closeFull();
    while (ready < segments) {
      if (free == null) {
        free = extend();
        lastFree = free;
      }
      JournalSegment segment = free;
      writeHeader(segment, last.number + 1, durable);
      free = segment.next;
      lastFree = free == null ? null : lastFree;
      segment.next = null;
      last.next = segment;
      last = segment;
      ready++;
    }
  }

  /** Makes the next prepared segment the tail and returns it. */
  JournalSegment advance() {
    JournalSegment next = Objects.requireNonNull(tail.next, "no segment prepared");
    ready--;
    tail = next;
    return next;
  }

  private void closeFull() {
    while (firstOpen != tail) {
      if (!windowsStay) {
        firstOpen.close();
      }
      firstOpen = Objects.requireNonNull(firstOpen.next);
    }
  }

  /** Frees all segments before a number, of which the superblock says so; never the tail. */
  void recycle(long number) {
    closeFull();
    while (first != tail && first.number < number) {
      JournalSegment segment = first;
      first = Objects.requireNonNull(segment.next);
      segment.next = null;
      if (lastFree == null) {
        free = segment;
      } else {
        lastFree.next = segment;
      }
      lastFree = segment;
    }
  }

  /** Returns where the segments in use lie: index by number. */
  Map<Long, Long> places() {
    var places = new HashMap<Long, Long>();
    for (JournalSegment s = first; s != tail; s = Objects.requireNonNull(s.next)) {
      places.put(s.number, s.index);
    }
    places.put(tail.number, tail.index);
    return places;
  }

  /** Makes everything durable that was written before the call. From any thread. */
  void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    for (JournalSegment segment : all) {
      segment.close();
    }
    file.close();
  }

  private JournalSegment extend() throws IOException {
    long start = bytes();
    long end = start + (1L << shift);
    try {
      for (long at = start; at < end; at += ZEROS.length) {
        file.write(at, ZEROS, 0, ZEROS.length);
      }
      var segment = new JournalSegment(all.size());
      all.add(segment);
      return segment;
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, () -> file.truncate(start));
      throw e;
    }
  }

  private void writeHeader(JournalSegment segment, long number, long durable) throws IOException {
    if (!segment.isOpen()) {
      segment.open(file.region(JournalFormat.segmentAt(segment.index, shift), 1 << shift));
    }
    segment.number = number;
    JournalFormat.setSegmentHeader(header, epoch, number, durable);
    segment.put(0, header, 0, header.length);
  }
}
