package dev.emery.testsuite.crash;

import java.util.Locale;

/** What reaches the medium as a whole or not at all when the power fails. */
public enum Granularity {
  /** Pages of the page cache. */
  PAGE(4096),
  /** Sectors of a disk, so that pages are torn. */
  SECTOR(512),
  /**
   * Lines of a processor's cache, as where mapped memory is the medium: each has lost no store but
   * the last ones, which may be parts of one call.
   */
  LINE(64),
  /** Single words, so that sectors are torn: harsher than any medium. */
  ATOM(8);

  private final int bytes;

  Granularity(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one piece. */
  public int bytes() {
    return bytes;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Granularity ofId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
