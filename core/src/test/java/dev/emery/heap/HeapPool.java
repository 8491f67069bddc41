package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.PoolFullException;
import dev.emery.image.Image;
import dev.emery.image.Mappings;
import dev.emery.journal.RecordBody;
import dev.emery.journal.Section;
import java.lang.foreign.Arena;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A pool without an engine: an image, and a medium that sees records only, each applied whole when
 * it has its place. A crash throws the image and the heap away and starts from the medium.
 */
final class HeapPool implements Space, AutoCloseable {
  static final int ZONE_SHIFT = 20;

  private static final Method BODY_BYTES;

  static {
    try {
      BODY_BYTES = RecordBody.class.getDeclaredMethod("array");
      BODY_BYTES.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private final Arena arena = Arena.ofShared();
  private final int zoneShift;
  private final long maximum;
  private final Image medium;
  private long ids = 100;
  private final Image image;
  private Heap heap;
  int records;
  int extensions;
  boolean failRecords;

  HeapPool(long maximum) {
    this(ZONE_SHIFT, maximum);
  }

  HeapPool(int zoneShift, long maximum) {
    this.zoneShift = zoneShift;
    this.maximum = maximum;
    medium = image(HeapFormat.initialEnd(zoneShift));
    image = image(medium.limit());
    HeapFormat.format(zoneShift, medium::setLong);
    crash();
  }

  private Image image(long limit) {
    return Image.of(Mappings.inMemory(maximum, arena), limit);
  }

  /** Opens the pool anew, with nothing but what is on the medium. */
  void crash() {
    copy(medium, image);
    heap = new Heap(image, this, zoneShift);
  }

  private static void copy(Image from, Image to) {
    byte[] buffer = new byte[1 << 16];
    for (long at = 0; at < from.limit(); at += buffer.length) {
      int length = (int) Math.min(buffer.length, from.limit() - at);
      from.copyOut(at, buffer, 0, length);
      to.copyIn(at, buffer, 0, length);
    }
  }

  Heap heap() {
    return heap;
  }

  Image image() {
    return image;
  }

  Image medium() {
    return medium;
  }

  int zoneShift() {
    return zoneShift;
  }

  @Override
  public synchronized void extend(long end) {
    if (end > maximum) {
      throw new PoolFullException("pool is full, needed=0x%x".formatted(end));
    }
    extensions++;
    if (end > image.limit()) {
      image.limit(end);
      medium.limit(end);
    }
  }

  @Override
  public synchronized void system(RecordBody body, int maxWords, Section section) {
    if (failRecords) {
      throw new PoolFullException("no space for the journal");
    }
    body.seal();
    applyBody(body);
    int[] left = {maxWords};
    section.place(
        ++records,
        (at, value) -> {
          assertThat(left[0]--).isPositive();
          assertThat(image.getLong(at)).isEqualTo(value);
          medium.setLong(at, value);
        });
  }

  private void applyBody(RecordBody body) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap((byte[]) BODY_BYTES.invoke(body)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    while (bytes.position() < body.length()) {
      long header = bytes.getLong();
      long at = (header & (1L << 40) - 1) << 3;
      int words = (int) (header >>> 40) & (1 << 22) - 1;
      for (int i = 0; i < words; i++) {
        medium.setLong(at + i * 8L, header >>> 62 == 0 ? bytes.getLong() : 0);
      }
    }
  }

  Transaction begin() {
    return new Transaction();
  }

  /** Allocates a block in a transaction of its own. */
  long allocate(long bytes) {
    Transaction transaction = begin();
    try {
      return transaction.allocate(bytes);
    } finally {
      transaction.commit();
    }
  }

  /** Frees a block in a transaction of its own. */
  void free(long block) {
    Transaction transaction = begin();
    transaction.free(block);
    transaction.commit();
  }

  /** Reports the problems of the medium, and the blocks on it. */
  List<String> check(List<Long> blocks) {
    List<String> problems = new ArrayList<>();
    HeapCheck.check(medium, zoneShift, problems::add, blocks::add);
    return problems;
  }

  List<Long> checkedBlocks() {
    List<Long> blocks = new ArrayList<>();
    assertThat(check(blocks)).isEmpty();
    return blocks;
  }

  /** A hash of everything that only records change: it leaves out what lies in free space. */
  List<Long> persistentWords() {
    List<Long> words = new ArrayList<>();
    for (long at = HeapFormat.HEADER_PAGE; at < HeapFormat.initialEnd(zoneShift); at += 8) {
      words.add(image.getLong(at));
    }
    ZoneLayout layout = new ZoneLayout(zoneShift);
    for (int zone = 0; zone < layout.zone(heap.end() - 1) + 1; zone++) {
      if (image.getLong(HeapFormat.directoryWord(zone)) == 0) {
        continue;
      }
      ExtentCursor extents = new ExtentCursor(image, layout, zone, layout.pages());
      while (extents.next()) {
        words.add(extents.offset());
        words.add((long) extents.length());
        for (int i = 0; extents.kind() == HeapFormat.RUN && i < 9; i++) {
          words.add(image.getLong(extents.offset() + i * 8L));
        }
      }
    }
    return words;
  }

  @Override
  public void close() {
    try {
      checkedBlocks();
    } finally {
      arena.close();
    }
  }

  /** What an engine does for one transaction, as far as the heap sees it. */
  final class Transaction {
    private final List<Long> reserved = new ArrayList<>();
    private final List<Long> freed = new ArrayList<>();

    long allocate(long bytes) {
      long block = heap.reserve(bytes);
      reserved.add(block);
      assertThat(block & 15).isZero();
      assertThat(heap.capacity(block)).isGreaterThanOrEqualTo(bytes);
      image.setLong(block, BlockHeader.fresh(BlockHeader.PART, heap.sizeClass(block), 1));
      image.setLong(block + BlockHeader.ID, 1);
      image.setByte(block + BlockHeader.BYTES + heap.capacity(block) - 1, (byte) 1);
      return block;
    }

    void free(long block) {
      freed.add(block);
    }

    /** Commits but leaves the freed blocks to {@link #release}. */
    void place() {
      WordUpdates updates = new WordUpdates(image);
      RecordBody body = new RecordBody();
      for (long block : reserved) {
        heap.publish(block, updates);
        body.word(block, BlockHeader.published(image.getLong(block), 1));
      }
      for (long block : freed) {
        heap.retire(block, updates);
        body.word(block + BlockHeader.ID, 0);
      }
      synchronized (HeapPool.this) {
        for (long block : reserved) {
          body.word(block + BlockHeader.ID, ++ids);
        }
        system(body, updates.count(), updates);
      }
      for (long block : reserved) {
        image.setLong(block, BlockHeader.published(image.getLong(block), 1));
      }
      reserved.clear();
    }

    void release() {
      freed.forEach(heap::release);
      freed.clear();
    }

    void commit() {
      place();
      release();
    }

    void abort() {
      reserved.forEach(heap::cancel);
      reserved.clear();
      freed.clear();
    }
  }
}
