package dev.emery.testsuite.crash;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The choices of a version for each of some units: all of them, or a limited number of telling
 * ones.
 */
final class Choices {
  /*
   * What a limited number goes to: none and all, then a quarter each to prefixes in time, one change
   * alone and all but one, an eighth to pairs, and what is left to samples. A quarter that needs
   * less leaves the rest to the samples.
   */
  private final List<Unit> units;
  private final int limit;
  private final Random random;
  private final int[] last;
  private int left;

  Choices(List<Unit> units, int limit, long seed) {
    this.units = units;
    this.limit = limit;
    this.random = new Random(seed);
    this.last = units.stream().mapToInt(unit -> unit.versions() - 1).toArray();
  }

  /** Visits each choice, in arrays of their own, until the visitor returns false. */
  boolean forEach(Predicate<int[]> visitor) {
    if (allAreWithin(limit)) {
      return exhaustive(visitor);
    }
    left = limit;
    return some(choice -> left-- > 0 && visitor.test(choice)) || left < 0;
  }

  private boolean allAreWithin(int bound) {
    long product = 1;
    for (Unit unit : units) {
      product *= unit.versions();
      if (product > bound) {
        return false;
      }
    }
    return true;
  }

  private boolean exhaustive(Predicate<int[]> visitor) {
    int[] choice = new int[units.size()];
    while (visitor.test(choice.clone())) {
      int digit = 0;
      while (digit < choice.length && choice[digit] == last[digit]) {
        choice[digit++] = 0;
      }
      if (digit == choice.length) {
        return true;
      }
      choice[digit]++;
    }
    return false;
  }

  private boolean some(Predicate<int[]> visitor) {
    int quarter = limit / 4;
    int[] moves = moves();
    return visitor.test(none())
        && visitor.test(all())
        && prefixes(quarter, visitor)
        && each(moves, quarter, false, visitor)
        && each(moves, quarter, true, visitor)
        && pairs(moves, limit / 8, visitor)
        && samples(visitor);
  }

  private int[] none() {
    return new int[units.size()];
  }

  private int[] all() {
    return last.clone();
  }

  /** What was there at each moment, if the medium had kept up with the calls until then. */
  private boolean prefixes(int count, Predicate<int[]> visitor) {
    int[] times =
        units.stream()
            .flatMapToInt(unit -> IntStream.range(1, unit.versions()).map(unit::time))
            .sorted()
            .distinct()
            .toArray();
    for (int time : spread(times, count)) {
      int[] choice = none();
      for (int i = 0; i < choice.length; i++) {
        choice[i] = units.get(i).versionAt(time);
      }
      if (!visitor.test(choice)) {
        return false;
      }
    }
    return true;
  }

  /** Each unit once for each of its versions but one: a unit and a version in one number. */
  private int[] moves() {
    int[] moves = new int[units.stream().mapToInt(unit -> unit.versions() - 1).sum()];
    int next = 0;
    for (int i = 0; i < units.size(); i++) {
      for (int version = 1; version < units.get(i).versions(); version++) {
        moves[next++] = i;
      }
    }
    return moves;
  }

  /** One unit in a later version alone, or in an earlier version than all others. */
  private boolean each(int[] moves, int count, boolean butOne, Predicate<int[]> visitor) {
    int[] order = spread(IntStream.range(0, moves.length).toArray(), count);
    for (int move : order) {
      int unit = moves[move];
      int[] choice = butOne ? all() : none();
      int first = move;
      while (first > 0 && moves[first - 1] == unit) {
        first--;
      }
      choice[unit] = move - first + (butOne ? 0 : 1);
      if (!visitor.test(choice)) {
        return false;
      }
    }
    return true;
  }

  private boolean pairs(int[] moves, int count, Predicate<int[]> visitor) {
    for (int i = 0; i < count; i++) {
      int[] choice = random.nextBoolean() ? all() : none();
      for (int both = 0; both < 2; both++) {
        int unit = moves[random.nextInt(moves.length)];
        choice[unit] = random.nextInt(units.get(unit).versions());
      }
      if (!visitor.test(choice)) {
        return false;
      }
    }
    return true;
  }

  /** Fills what is left of the limit: mostly none, mostly all, or anything. */
  private boolean samples(Predicate<int[]> visitor) {
    while (left > 0) {
      double density = new double[] {0.1, 0.5, 0.9}[random.nextInt(3)];
      int[] choice = none();
      for (int i = 0; i < choice.length; i++) {
        if (random.nextDouble() < density) {
          choice[i] = random.nextInt(4) == 0 ? random.nextInt(last[i] + 1) : last[i];
        }
      }
      if (!visitor.test(choice)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns at most so many of the values, from all over their range, the first and last among
   * them.
   */
  private static int[] spread(int[] values, int count) {
    if (values.length <= count || count < 2) {
      return Arrays.copyOf(values, Math.min(values.length, count));
    }
    long steps = count - 1L;
    return IntStream.range(0, count)
        .map(i -> values[(int) (i * (values.length - 1L) / steps)])
        .toArray();
  }
}
