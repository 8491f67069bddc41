package dev.emery.journal;

/**
 * The decisions of a pool about commits over several pools, in the words of its header page from
 * offset 0x2040 on: 100 entries of 40 bytes.
 *
 * <pre>
 *  0  long, long  ticket; an entry of zeros is free
 * 16  long, long  id of the pool whose part has this ticket
 * 32  long        hash of that pool's path, seen from the directory of this one
 * </pre>
 *
 * <p>An entry comes with the record that decides, and stays until its pool has confirmed.
 */
public final class DecisionFormat {
  /** The words of one entry. */
  public static final int WORDS = 5;

  /** How many entries there are. */
  public static final int ENTRIES = 100;

  private static final long START = SuperblockFormat.END + 0x40;

  private DecisionFormat() {}

  /** The offset of a word of an entry. */
  public static long at(int entry, int word) {
    return START + ((long) entry * WORDS + word) * EntryFormat.WORD;
  }
}
