package dev.emery.heap;

import dev.emery.journal.RecordBody;
import dev.emery.journal.Section;

/**
 * What the heap needs of the pool around it: more bytes, and system records (E14). Both may be
 * called while locks of the heap are held, by any thread that has an open transaction.
 */
public interface Space {
  /**
   * Makes the file and the image at least {@code end} bytes long, with zeros where nothing was.
   *
   * @throws dev.emery.PoolFullException if the maximum size is reached or the disk is full; nothing
   *     has happened
   */
  void extend(long end);

  /**
   * Seals a record of the heap's own and gives it the next place in the journal. No abort takes it
   * back, and records that rely on it come later.
   *
   * @param body new bytes that the image has already; not yet sealed
   * @param maxWords the most words that the section sets
   * @param section changes the words in the image and reports them; it takes no lock
   * @throws dev.emery.PoolException if the record got no place; nothing has happened
   */
  @SuppressWarnings("exports") // callable from core only: the types are not exported
  void system(RecordBody body, int maxWords, Section section);
}
