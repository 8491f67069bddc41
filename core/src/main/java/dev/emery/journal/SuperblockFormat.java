package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The two superblocks at the start of a pool file, 4 KiB each, at 0 and at 4096.
 *
 * <pre>
 *   0  long  magic "EMERYPOL"
 *   8  int   format version
 *  12  int   CRC32C of the 4 KiB without these four bytes
 *  16  long  compatible features
 *  24  long  read-only compatible features
 *  32  long  incompatible features
 *  40  long, long  id of the pool
 *  56  long  time of creation
 *  64  long  hash seed
 *  72  long  id key
 *  80  int   checksum kind: 1 CRC32C
 *  84  int   logarithm of the length of a zone
 *  88  int   version of the schema description
 *  92  int   state: 0 closed, 1 open, 2 prepared
 *  96  long  generation
 * 104  long  epoch
 * 112  long  length of the file
 * 120  long  checkpoint: position in the journal
 * 128  long  checkpoint: sequence number of the last record before
 * 136  int   checkpoint: checksum of the last part before
 * 140        zeros
 * </pre>
 *
 * <p>A superblock is valid if and only if its magic and its checksum are right. Magic, version and
 * checksum keep their places in all versions of the format. The copy with an even generation lies
 * at 0, the other at 4096, so that a new one overwrites the older of the two.
 */
final class SuperblockFormat {
  static final int BYTES = 4096;

  /** The space of both copies; the journal never writes below. */
  static final int END = 2 * BYTES;

  static final int VERSION = 1;

  /** The most zones of a pool: the words of the zone directory. */
  static final int ZONES = 6656;

  static final int PAGE = 4096;
  private static final int MIN_ZONE_SHIFT = 16;
  private static final int MAX_ZONE_SHIFT = 30;
  private static final int CRC32C = 1;
  private static final Superblock.State[] STATES = Superblock.State.values();

  private static final long MAGIC = JournalFormat.magic("EMERYPOL");
  private static final int AT_VERSION = 8;
  private static final int AT_CRC = 12;
  private static final int AT_FEATURES = 16;
  private static final int AT_ID = 40;
  private static final int AT_CREATED = 56;
  private static final int AT_HASH_SEED = 64;
  private static final int AT_ID_KEY = 72;
  private static final int AT_CHECKSUM = 80;
  private static final int AT_ZONE_SHIFT = 84;
  private static final int AT_SCHEMA = 88;
  private static final int AT_STATE = 92;
  private static final int AT_GENERATION = 96;
  private static final int AT_EPOCH = 104;
  private static final int AT_FILE_SIZE = 112;
  private static final int AT_POSITION = 120;
  private static final int AT_SEQUENCE = 128;
  private static final int AT_PREDECESSOR = 136;

  private SuperblockFormat() {}

  /** Returns the offset of the copy that a generation is written to. */
  static long at(long generation) {
    return (generation & 1) * BYTES;
  }

  static byte[] encode(Superblock s) {
    byte[] b = new byte[BYTES];
    PoolIdentity identity = s.identity();
    LittleEndian.setLong(b, 0, MAGIC);
    LittleEndian.setInt(b, AT_VERSION, VERSION);
    LittleEndian.setLong(b, AT_FEATURES, identity.compatible());
    LittleEndian.setLong(b, AT_FEATURES + 8, identity.readOnlyCompatible());
    LittleEndian.setLong(b, AT_FEATURES + 16, identity.incompatible());
    LittleEndian.setLong(b, AT_ID, identity.id().getMostSignificantBits());
    LittleEndian.setLong(b, AT_ID + 8, identity.id().getLeastSignificantBits());
    LittleEndian.setLong(b, AT_CREATED, identity.created());
    LittleEndian.setLong(b, AT_HASH_SEED, identity.hashSeed());
    LittleEndian.setLong(b, AT_ID_KEY, identity.idKey());
    LittleEndian.setInt(b, AT_CHECKSUM, CRC32C);
    LittleEndian.setInt(b, AT_ZONE_SHIFT, identity.zoneShift());
    LittleEndian.setInt(b, AT_SCHEMA, identity.schemaVersion());
    LittleEndian.setInt(b, AT_STATE, s.state().ordinal());
    LittleEndian.setLong(b, AT_GENERATION, s.generation());
    LittleEndian.setLong(b, AT_EPOCH, s.epoch());
    LittleEndian.setLong(b, AT_FILE_SIZE, s.fileSize());
    LittleEndian.setLong(b, AT_POSITION, s.checkpoint().position());
    LittleEndian.setLong(b, AT_SEQUENCE, s.checkpoint().sequence());
    LittleEndian.setInt(b, AT_PREDECESSOR, s.checkpoint().predecessor());
    LittleEndian.setInt(b, AT_CRC, crc(b));
    return b;
  }

  static boolean hasMagic(byte[] b) {
    return LittleEndian.getLong(b, 0) == MAGIC;
  }

  /** Returns the superblock in 4 KiB, or null if it is not valid. */
  static @Nullable Superblock decode(byte[] b) {
    if (!hasMagic(b) || LittleEndian.getInt(b, AT_CRC) != crc(b)) {
      return null;
    }
    int version = LittleEndian.getInt(b, AT_VERSION);
    if (version != VERSION) {
      throw new PoolException(
          "cannot open pool: written by a newer version, format=%d, known=%d"
              .formatted(version, VERSION));
    }
    PoolIdentity identity = identity(b);
    int state = LittleEndian.getInt(b, AT_STATE);
    require(state >= 0 && state < STATES.length, "state", state);
    long generation = LittleEndian.getLong(b, AT_GENERATION);
    require(generation > 0 && generation < Long.MAX_VALUE >>> 1, "generation", generation);
    long size = LittleEndian.getLong(b, AT_FILE_SIZE);
    require(size >= END && size <= identity.maximumBytes() && size % PAGE == 0, "file size", size);
    long position = LittleEndian.getLong(b, AT_POSITION);
    require(position >= 0 && position < Long.MAX_VALUE >>> 1, "checkpoint", position);
    long sequence = LittleEndian.getLong(b, AT_SEQUENCE);
    require(sequence >= 0 && sequence < Long.MAX_VALUE >>> 1, "sequence", sequence);
    return new Superblock(
        identity,
        STATES[state],
        generation,
        LittleEndian.getLong(b, AT_EPOCH),
        size,
        new JournalPoint(position, sequence, LittleEndian.getInt(b, AT_PREDECESSOR)));
  }

  private static PoolIdentity identity(byte[] b) {
    int zoneShift = LittleEndian.getInt(b, AT_ZONE_SHIFT);
    require(zoneShift >= MIN_ZONE_SHIFT && zoneShift <= MAX_ZONE_SHIFT, "zone shift", zoneShift);
    int checksum = LittleEndian.getInt(b, AT_CHECKSUM);
    if (checksum != CRC32C) {
      throw new PoolException("cannot open pool: unknown checksum, kind=" + checksum);
    }
    return new PoolIdentity(
        new UUID(LittleEndian.getLong(b, AT_ID), LittleEndian.getLong(b, AT_ID + 8)),
        LittleEndian.getLong(b, AT_CREATED),
        LittleEndian.getLong(b, AT_HASH_SEED),
        LittleEndian.getLong(b, AT_ID_KEY),
        zoneShift,
        LittleEndian.getInt(b, AT_SCHEMA),
        LittleEndian.getLong(b, AT_FEATURES),
        LittleEndian.getLong(b, AT_FEATURES + 8),
        LittleEndian.getLong(b, AT_FEATURES + 16));
  }

  private static void require(boolean sane, String what, long value) {
    if (!sane) {
      throw new CorruptPoolException(
          "cannot open pool: absurd value in the superblock, %s=0x%x".formatted(what, value));
    }
  }

  private static int crc(byte[] b) {
    return LittleEndian.crcWithout(b, 0, BYTES, AT_CRC);
  }
}
