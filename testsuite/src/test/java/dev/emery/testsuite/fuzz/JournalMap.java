package dev.emery.testsuite.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Where the parts of records lie in a journal file. */
final class JournalMap {
  static final int FILE_HEADER = 4096;
  static final int SEGMENT_HEADER = 64;
  static final int HEAD = 56;

  private final List<Integer> segments = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<Integer> entries = new ArrayList<>();

  /** A part of a record as it was written. */
  record Part(int at, int length, int words) {
    int body() {
      return at + HEAD + words * 16;
    }
  }

  JournalMap(byte[] journal) {
    int length = 1 << Bytes.getInt(journal, 40);
    for (int segment = FILE_HEADER; segment + length <= journal.length; segment += length) {
      segments.add(segment);
      int end = segment + length;
      for (int at = segment + SEGMENT_HEADER; at + HEAD <= end; ) {
        int bytes = Bytes.getInt(journal, at + 4);
        int words = Bytes.getInt(journal, at + 48);
        if (bytes < HEAD
            || bytes > end - at
            || Bytes.crc(journal, at + 4, HEAD - 4 + words * 16) != Bytes.getInt(journal, at)) {
          break;
        }
        Part part = new Part(at, bytes, words);
        parts.add(part);
        entries(journal, part);
        at += bytes;
      }
    }
  }

  private void entries(byte[] journal, Part part) {
    for (int at = part.body(); at < part.at() + part.length(); ) {
      entries.add(at);
      long header = Bytes.getLong(journal, at);
      at += header >>> 62 == 1 ? 8 : 8 + ((int) (header >>> 40) & 0x3f_ffff) * 8;
    }
  }

  /** The offsets of segments. */
  List<Integer> segments() {
    return segments;
  }

  /** The parts in their order in the file. */
  List<Part> parts() {
    return parts;
  }

  /** The offsets of the header words of entries. */
  List<Integer> entries() {
    return entries;
  }

  /**
   * Computes all checksums of a changed journal again, so that each part continues the one before.
   */
  void seal(byte[] journal) {
    if (journal.length >= SEGMENT_HEADER) {
      Bytes.setCrcWithin(journal, 0, SEGMENT_HEADER, 12);
    }
    for (int segment : segments) {
      if (segment + SEGMENT_HEADER <= journal.length) {
        Bytes.setCrcWithin(journal, segment, SEGMENT_HEADER, segment + 8);
      }
    }
    int before = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.at() + part.length() > journal.length) {
        break;
      }
      if (i > 0 && Bytes.getInt(journal, part.at() + 40) == before) {
        Bytes.setInt(journal, part.at() + 40, Bytes.getInt(journal, parts.get(i - 1).at()));
      }
      before = Bytes.getInt(journal, part.at());
      seal(journal, part);
    }
  }

  private static void seal(byte[] journal, Part written) {
    int at = written.at();
    int length = Bytes.getInt(journal, at + 4);
    int words = Bytes.getInt(journal, at + 48);
    boolean sane =
        length >= HEAD
            && length <= journal.length - at
            && words >= 0
            && words <= (length - HEAD) / 16;
    Part part = sane ? new Part(at, length, words) : written;
    Bytes.setInt(
        journal, at + 44, Bytes.crc(journal, part.body(), at + part.length() - part.body()));
    Bytes.setInt(journal, at, Bytes.crc(journal, at + 4, HEAD - 4 + part.words() * 16));
  }
}
