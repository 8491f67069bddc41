package dev.emery.testsuite.crash;

/**
 * Something that a crash leaves in one of several versions, independently of all others. Version 0
 * is the durable one, the last is what the running system shows.
 */
sealed interface Unit {

  /** How many versions there are, at least two. */
  int versions();

  /** The index of the event that made a version; less than any index for version 0. */
  int time(int version);

  /** Whether it is there, and when: the newest version that is not younger than an event. */
  default int versionAt(int time) {
    int version = versions() - 1;
    while (version > 0 && time(version) > time) {
      version--;
    }
    return version;
  }

  /**
   * A part of a page of a file.
   *
   * @param origin where in the page the bytes of the versions begin, of which only the part counts
   */
  record Data(
      PendingFile file,
      int page,
      int from,
      int to,
      int origin,
      byte[][] bytes,
      int[] times,
      long[] sums)
      implements Unit {

    static Data of(
        PendingFile file, int page, int from, int to, int origin, byte[][] bytes, int[] times) {
      long[] sums = new long[bytes.length];
      long start = (long) page * Content.PAGE + from;
      for (int version = 0; version < sums.length; version++) {
        sums[version] = Content.sum(start, bytes[version], from - origin, to - origin);
      }
      return new Data(file, page, from, to, origin, bytes, times, sums);
    }

    /** Copies a version to its place in a page. */
    void copyTo(byte[] target, int version) {
      System.arraycopy(bytes[version], from - origin, target, from, to - from);
    }

    long start() {
      return (long) page * Content.PAGE + from;
    }

    @Override
    public int versions() {
      return bytes.length;
    }

    @Override
    public int time(int version) {
      return times[version];
    }

    @Override
    public String toString() {
      return "%s [0x%x,+%d)".formatted(file.name().getFileName(), start(), to - from);
    }
  }

  /** The length of a file. */
  record Length(PendingFile file, long[] lengths, int[] times) implements Unit {
    @Override
    public int versions() {
      return lengths.length;
    }

    @Override
    public int time(int version) {
      return times[version];
    }

    @Override
    public String toString() {
      return "length of " + file.name().getFileName();
    }
  }

  /** A change of names, done or not. */
  record Name(int index, CrashEvent.OnName event) implements Unit {
    @Override
    public int versions() {
      return 2;
    }

    @Override
    public int time(int version) {
      return version == 0 ? Integer.MIN_VALUE : index;
    }

    @Override
    public String toString() {
      return event.toString();
    }
  }
}
