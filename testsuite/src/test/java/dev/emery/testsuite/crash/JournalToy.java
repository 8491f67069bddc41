package dev.emery.testsuite.crash;

import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.medium.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Keeps some numbers in a file behind a journal, or does so with a mistake. A step sets two
 * numbers. The file has two headers, of which the newer valid one counts: the number of the last
 * step that is in the file, and the epoch of the records that follow it.
 */
final class JournalToy implements Workload<List<Long>> {
  private static final Path DIRECTORY = Path.of("/toy");
  private static final Path DATA = DIRECTORY.resolve("data");
  private static final Path FRESH = DIRECTORY.resolve("fresh");
  private static final Path JOURNAL = DIRECTORY.resolve("journal");
  private static final int SLOTS = 6;
  private static final int FIRST_SLOT = 8192;
  private static final int SLOT_DISTANCE = 1024;
  private static final int RECORD = 48;
  private static final int JOURNAL_BYTES = 8192;
  private static final int STEPS = 9;
  private static final int STEPS_PER_CHECKPOINT = 4;

  private final Bug bug;
  private final boolean relaxed;
  private boolean recovering;

  enum Bug {
    NONE,
    NO_DIRECTORY_SYNC,
    JOURNAL_NOT_EXTENDED_DURABLY,
    NO_COMMIT_SYNC,
    NO_RECORD_CHECKSUM,
    EPOCH_NOT_CHECKED,
    EPOCH_NOT_RAISED,
    CHECKPOINT_BEFORE_JOURNAL_SYNC,
    NO_DATA_SYNC,
    HEADER_BEFORE_DATA,
    NO_HEADER_SYNC,
    ONE_HEADER,
    RECOVERY_HEADER_BEFORE_DATA,
    RECOVERY_WITHOUT_DATA_SYNC
  }

  /** What the newer header says. */
  private record Header(long steps, long epoch) {}

  JournalToy(Bug bug, boolean relaxed) {
    this.bug = bug;
    this.relaxed = relaxed;
  }

  @Override
  public String name() {
    return "journal-" + bug + (relaxed ? "-relaxed" : "");
  }

  @Override
  public List<Long> initial() {
    return List.of();
  }

  private static List<Long> zeros() {
    return Collections.nCopies(SLOTS, 0L);
  }

  @Override
  public void run(Recording<List<Long>> recording) throws Exception {
    recovering = false;
    Medium medium = recording.medium();
    recording.attempt(zeros());
    create(medium);
    recording.durable();
    try (MediumFile data = medium.open(DATA, Access.WRITE);
        MediumFile journal = medium.open(JOURNAL, Access.WRITE);
        Region region = journal.region(0, JOURNAL_BYTES)) {
      Header header = new Header(0, 1);
      List<Long> slots = new ArrayList<>(zeros());
      int records = 0;
      for (int step = 1; step <= STEPS; step++) {
        int one = step % SLOTS;
        int two = (step * 2 + 1) % SLOTS;
        slots.set(one, (long) step);
        slots.set(two, (long) step);
        recording.attempt(List.copyOf(slots));
        region.put(records++ * RECORD, record(step, one, two, header.epoch), 0, RECORD);
        if (!relaxed && bug != Bug.NO_COMMIT_SYNC) {
          journal.sync();
        }
        if (!relaxed) {
          recording.durable();
        }
        if (step % STEPS_PER_CHECKPOINT == 0) {
          if (relaxed && bug != Bug.CHECKPOINT_BEFORE_JOURNAL_SYNC) {
            journal.sync();
            recording.durable();
          }
          header = checkpoint(data, slots, step, header.epoch);
          records = 0;
        }
      }
    }
  }

  private void create(Medium medium) throws IOException {
    MediumFile journal = medium.open(JOURNAL, Access.CREATE_NEW);
    journal.extend(JOURNAL_BYTES);
    if (bug != Bug.JOURNAL_NOT_EXTENDED_DURABLY) {
      journal.sync();
    }
    medium.syncDirectory(DIRECTORY);
    MediumFile data = medium.open(FRESH, Access.CREATE_NEW);
    data.extend(FIRST_SLOT + SLOTS * SLOT_DISTANCE);
    data.write(0, header(0, 1), 0, 24);
    data.sync();
    medium.rename(FRESH, DATA);
    if (bug != Bug.NO_DIRECTORY_SYNC) {
      medium.syncDirectory(DIRECTORY);
    }
  }

  private static byte[] record(long step, long one, long two, long epoch) {
    ByteBuffer record = ByteBuffer.allocate(RECORD);
    record.putLong(step).putLong(one).putLong(two).putLong(epoch);
    return sealed(record.putLong(0));
  }

  private static byte[] header(long steps, long epoch) {
    return sealed(ByteBuffer.allocate(24).putLong(steps).putLong(epoch));
  }

  private static byte[] sealed(ByteBuffer buffer) {
    return buffer.putLong(checksum(buffer.array())).array();
  }

  private static long checksum(byte[] bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - 8);
    return checksum.getValue() + 1;
  }

  private static boolean isSealed(ByteBuffer buffer) {
    return buffer.getLong(buffer.capacity() - 8) == checksum(buffer.array());
  }

  private Header checkpoint(MediumFile data, List<Long> slots, long steps, long epoch)
      throws IOException {
    boolean headerFirst =
        bug == (recovering ? Bug.RECOVERY_HEADER_BEFORE_DATA : Bug.HEADER_BEFORE_DATA);
    boolean noSync = bug == (recovering ? Bug.RECOVERY_WITHOUT_DATA_SYNC : Bug.NO_DATA_SYNC);
    var next = new Header(steps, bug == Bug.EPOCH_NOT_RAISED ? epoch : epoch + 1);
    if (headerFirst) {
      writeHeader(data, next);
    }
    for (int i = 0; i < SLOTS; i++) {
      byte[] slot = ByteBuffer.allocate(8).putLong(slots.get(i)).array();
      data.write(FIRST_SLOT + i * SLOT_DISTANCE, slot, 0, 8);
    }
    if (!noSync) {
      data.sync();
    }
    if (!headerFirst) {
      writeHeader(data, next);
    }
    if (bug != Bug.NO_HEADER_SYNC) {
      data.sync();
    }
    return next;
  }

  private void writeHeader(MediumFile data, Header header) throws IOException {
    long place = bug == Bug.ONE_HEADER ? 0 : header.epoch % 2 == 1 ? 0 : 4096;
    data.write(place, header(header.steps, header.epoch), 0, 24);
  }

  private Header readHeader(MediumFile data) throws IOException {
    Header newest = null;
    for (long place : new long[] {0, 4096}) {
      ByteBuffer header = ByteBuffer.allocate(24);
      data.read(place, header.array(), 0, 24);
      if (isSealed(header) && (newest == null || header.getLong(8) > newest.epoch)) {
        newest = new Header(header.getLong(0), header.getLong(8));
      }
    }
    if (newest == null) {
      throw new IOException("no valid header");
    }
    return newest;
  }

  @Override
  public List<Long> recover(Medium medium) throws IOException {
    recovering = true;
    if (!medium.exists(DATA)) {
      return unfinished(medium);
    }
    MediumFile data = medium.open(DATA, Access.WRITE);
    MediumFile journal = medium.open(JOURNAL, Access.READ);
    Header header = readHeader(data);
    List<Long> slots = readSlots(data);
    long steps = replay(journal, header, slots);
    if (steps > header.steps) {
      checkpoint(data, slots, steps, header.epoch);
    }
    return slots;
  }

  private static List<Long> unfinished(Medium medium) throws IOException {
    medium.delete(FRESH);
    medium.delete(JOURNAL);
    medium.syncDirectory(DIRECTORY);
    return List.of();
  }

  private static List<Long> readSlots(MediumFile data) throws IOException {
    List<Long> slots = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      ByteBuffer slot = ByteBuffer.allocate(8);
      data.read(FIRST_SLOT + i * SLOT_DISTANCE, slot.array(), 0, 8);
      slots.add(slot.getLong(0));
    }
    return slots;
  }

  private long replay(MediumFile journal, Header header, List<Long> slots) throws IOException {
    long steps = header.steps;
    for (int at = 0; at + RECORD <= JOURNAL_BYTES; at += RECORD) {
      ByteBuffer record = ByteBuffer.allocate(RECORD);
      journal.read(at, record.array(), 0, RECORD);
      boolean valid = bug == Bug.NO_RECORD_CHECKSUM || isSealed(record);
      boolean current = record.getLong(24) == header.epoch || bug == Bug.EPOCH_NOT_CHECKED;
      boolean next = record.getLong(0) == steps + 1 || bug == Bug.EPOCH_NOT_CHECKED;
      if (!valid || !current || !next || record.getLong(0) == 0) {
        break;
      }
      steps = record.getLong(0);
      slots.set((int) record.getLong(8), steps);
      slots.set((int) record.getLong(16), steps);
    }
    return steps;
  }
}
