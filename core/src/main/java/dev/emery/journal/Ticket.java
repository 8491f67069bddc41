package dev.emery.journal;

import java.util.UUID;

/**
 * Names the part of one pool in one commit over several. It is drawn at random, stands in the
 * prepare record of that pool, and in the decisions of the coordinator from the decision until the
 * pool has confirmed.
 */
public record Ticket(long high, long low) {

  /** Draws a ticket that no other commit has. */
  public static Ticket draw() {
    UUID random = UUID.randomUUID();
    return new Ticket(random.getMostSignificantBits(), random.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}
