package dev.emery.testsuite.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws a number of tickets, each with the same chance, from a stream of unknown length (algorithm
 * R, J. S. Vitter, "Random Sampling with a Reservoir", 1985).
 */
final class Lottery<T> {
  private final int wanted;
  private final Random random;
  private final List<T> drawn = new ArrayList<>();
  private int seen;

  Lottery(int wanted, Random random) {
    this.wanted = wanted;
    this.random = random;
  }

  void add(T ticket) {
    seen++;
    if (drawn.size() < wanted) {
      drawn.add(ticket);
    } else {
      int place = random.nextInt(seen);
      if (place < wanted) {
        drawn.set(place, ticket);
      }
    }
  }

  List<T> drawn() {
    return drawn;
  }
}
