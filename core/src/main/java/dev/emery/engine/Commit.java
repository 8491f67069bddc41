package dev.emery.engine;

import dev.emery.heap.BlockHeader;
import dev.emery.heap.Heap;
import dev.emery.image.Image;
import dev.emery.journal.Preparation;
import dev.emery.journal.RecordBody;
import dev.emery.journal.RedoLog;
import dev.emery.journal.Ticket;

/**
 * The way of a transaction from the image into the journal. Everything that can fail happens in
 * {@link #prepare}: judging owners, encoding, checksums. {@link #place} then gives the record its
 * place in the journal's order, and {@link #published} makes the volatile state follow.
 *
 * <p>The record has the overwritten words first, then each fresh block as a whole with runs of
 * zeros left out (E7), then a zero for the id word of each freed block (E15).
 */
final class Commit {
  private final Transaction transaction;
  private final Engine engine;
  private final Image image;
  private final RecordBody body = new RecordBody();
  private final WordChangeList words;
  private final Ownership ownership;

  Commit(Transaction transaction, Engine engine) {
    this.transaction = transaction;
    this.engine = engine;
    this.image = engine.image();
    this.words = new WordChangeList(image, engine.ids());
    this.ownership = new Ownership(transaction, engine);
  }

  /** Judges owners and encodes the record. What it throws rolls the transaction back. */
  void prepare() {
    UndoLog undo = transaction.joinAll();
    ownership.settle();
    body.reset();
    undo.encode(body);
    discardOwnFrees();
    encodeAllocations();
    encodeFrees();
    body.seal();
  }

  private void encodeAllocations() {
    Allocations allocations = transaction.allocations;
    Heap heap = engine.heap();
    if (!allocations.isEmpty()) {
      words.usesIds(); // also where nothing is left of them: weak pointers may lead there (E15)
    }
    for (int i = 0; i < allocations.size(); i++) {
      if (!allocations.isUsed(i)) {
        continue;
      }
      long block = allocations.block(i);
      heap.publish(block, words);
      long header = ownership.header(block);
      body.word(block, header);
      long capacity = heap.capacity(block, BlockHeader.sizeClass(header));
      body.block(image, block + BlockHeader.ID, BlockHeader.BYTES - BlockHeader.ID + capacity);
    }
  }

  /**
   * Discards what was allocated in one interval and freed in a later one: it never reaches the
   * record.
   */
  private void discardOwnFrees() {
    LongList frees = transaction.frees;
    for (int i = 0; i < frees.size(); i++) {
      if (BlockHeader.isFresh(image.getLong(frees.get(i)))) {
        transaction.allocations.discard(frees.get(i));
      }
    }
  }

  private void encodeFrees() {
    LongList frees = transaction.frees;
    for (int i = 0; i < frees.size(); i++) {
      long block = frees.get(i);
      if (BlockHeader.isFresh(image.getLong(block))) {
        continue;
      }
      engine.heap().retire(block, words);
      body.word(block + BlockHeader.ID, 0);
      if (engine.options().zeroOnFree()) {
        body.zeros(block + BlockHeader.BYTES, engine.heap().capacity(block));
      }
    }
  }

  /** Adds words that no object lock covers to what {@link #place} changes. */
  void setWord(long at, long value) {
    words.change(at, -1L, value);
  }

  /**
   * Gives the record a place in which it changes nothing yet, after {@link #prepare}. The words
   * that no object lock covers go with it as changes of bits, since others change them meanwhile.
   */
  long placePrepared(RedoLog log, Preparation preparation) {
    words.announce(body);
    preparation.addTo(body);
    body.seal();
    return log.prepare(body, preparation.ticket());
  }

  /** Says that the prepared record counts, and returns the sequence number of what says so. */
  long resolve(RedoLog log, Ticket ticket) {
    return log.resolve(ticket, words.words(), words);
  }

  /** Gives the record its place, and returns its sequence number. */
  long place(boolean syncing) {
    return syncing
        ? engine.log().appendForSync(body, words.words(), words)
        : engine.log().append(body, words.words(), words);
  }

  /**
   * Lets the volatile state follow the placed record: fresh blocks are ordinary from here on, freed
   * ones may be reused.
   */
  void published() {
    Allocations allocations = transaction.allocations;
    Heap heap = engine.heap();
    for (int i = 0; i < allocations.size(); i++) {
      long block = allocations.block(i);
      if (allocations.isUsed(i)) {
        image.setLong(block, ownership.header(block));
      } else {
        heap.cancel(block);
      }
    }
    LongList frees = transaction.frees;
    for (int i = 0; i < frees.size(); i++) {
      long block = frees.get(i);
      if (image.getLong(block + BlockHeader.ID) != 0) {
        image.setLong(block + BlockHeader.ID, 0);
        engine.freed(block);
        heap.release(block);
      }
    }
    ownership.published();
  }

  /**
   * Takes back what {@link #prepare} has reserved, after a failure before the record had its place.
   */
  void cancelled() {
    ownership.cancelled();
  }

  /** Bytes of the record that {@link #prepare} has made. */
  long bytes() {
    return body.length();
  }

  /** Blocks that the record makes allocated. */
  int allocated() {
    int used = 0;
    for (int i = 0; i < transaction.allocations.size(); i++) {
      used += transaction.allocations.isUsed(i) ? 1 : 0;
    }
    return used;
  }

  /** Blocks that the transaction has freed. */
  int freed() {
    return transaction.frees.size();
  }

  void reset() {
    body.reset();
    words.reset();
    ownership.reset();
  }
}
