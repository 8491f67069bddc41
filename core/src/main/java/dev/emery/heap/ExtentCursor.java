package dev.emery.heap;

import dev.emery.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the extents of one zone in the order of their pages, as the page table in the image
 * has them. What contradicts the format is reported and passed over, so that a walk over any bytes
 * ends.
 */
final class ExtentCursor {
  private final Image image;
  private final ZoneLayout layout;
  private final int zone;
  private final int covered;
  private int page;
  private int pages;
  private int entry;
  private @Nullable String problem;

  /**
   * @param covered the pages of the zone that lie below the end of the heap
   */
  ExtentCursor(Image image, ZoneLayout layout, int zone, int covered) {
    this.image = image;
    this.layout = layout;
    this.zone = zone;
    this.covered = covered;
  }

  /** Goes to the next extent, and tells whether there is one. */
  boolean next() {
    page += pages;
    pages = 0;
    problem = null;
    long table = layout.table(zone);
    while (page < covered) {
      long place = table + (long) page * HeapFormat.ENTRY_BYTES;
      if ((page & 1) == 0 && image.getLong(place) == 0) {
        page += 2;
        continue;
      }
      entry = image.getInt(place);
      if (entry != 0) {
        problem = read();
        return true;
      }
      page++;
    }
    return false;
  }

  private @Nullable String read() {
    pages = 1;
    int length = HeapFormat.length(entry);
    switch (HeapFormat.kind(entry)) {
      case HeapFormat.RUN -> {
        if (!SizeClasses.isClass(length)) {
          return "run of an unknown size class";
        }
        int runPages = SizeClasses.runPages(length);
        if ((page & runPages - 1) != 0 || runPages > covered - page) {
          return "run out of place";
        }
        pages = runPages;
      }
      case HeapFormat.LARGE -> {
        return length > layout.largestInZone() ? readSpanning(length) : readLarge(length);
      }
      case HeapFormat.RESERVED -> {
        if (page != 0 || length != layout.reservedPages(zone)) {
          return "reserved pages out of place";
        }
        pages = length;
      }
      default -> {
        return "extent of an unknown kind";
      }
    }
    return null;
  }

  private @Nullable String readLarge(int length) {
    if (length == 0 || length > covered - page) {
      return "block beyond its zone or the heap's end";
    }
    pages = length;
    return null;
  }

  private @Nullable String readSpanning(int length) {
    if (page != layout.spanStart(length) || covered != layout.pages()) {
      return "block larger than a zone out of place";
    }
    pages = layout.pages() - page;
    return null;
  }

  /** What is wrong with the present extent, which is then taken for one page long. */
  @Nullable String problem() {
    return problem == null
        ? null
        : "%s, offset=0x%x, entry=0x%x".formatted(problem, offset(), entry);
  }

  int kind() {
    return HeapFormat.kind(entry);
  }

  long offset() {
    return layout.offset(zone, page);
  }

  int page() {
    return page;
  }

  /** The pages that the extent takes in this zone. */
  int pages() {
    return pages;
  }

  /** The pages of a large block, those in further zones included. */
  int length() {
    return HeapFormat.length(entry);
  }

  /** The size class of a run. */
  int sizeClass() {
    return HeapFormat.length(entry);
  }
}
