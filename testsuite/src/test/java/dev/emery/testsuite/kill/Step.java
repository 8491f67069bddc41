package dev.emery.testsuite.kill;

import java.util.SplittableRandom;

/**
 * One transaction of a thread. Everything in it follows from the seed, the lane and the number, so
 * that whoever knows the last number knows the whole content.
 *
 * @param lane whose step it is
 * @param number counts from 1
 * @param account where the amount is taken from, and the first account that gets a share
 * @param amount what is moved
 * @param width how many accounts share the amount: usually one, sometimes thousands
 * @param textKey which text is replaced
 * @param text the new text; empty removes the old one
 * @param bookFirst whether the shared part is changed before the lane
 */
record Step(
    long lane,
    long number,
    long account,
    long amount,
    int width,
    long textKey,
    String text,
    boolean bookFirst) {
  private static final long ACCOUNTS = 4000;
  private static final int TEXTS = 250;
  private static final int WIDEST = 3000;
  private static final int LONGEST_TEXT = 30_000;
  private static final int STEPS_IN_LOG = 1500;

  static Step of(long seed, long lane, long number) {
    var random = new SplittableRandom(seed * 31 + lane * 1_000_003 + number * 0x9E3779B97F4A7C15L);
    boolean wide = random.nextInt(300) == 0;
    boolean isLong = random.nextInt(10) == 0;
    int length = random.nextInt(isLong ? LONGEST_TEXT : 60);
    return new Step(
        lane,
        number,
        random.nextLong(ACCOUNTS),
        random.nextLong(1, 1_000_000),
        wide ? random.nextInt(1, WIDEST) : 1,
        random.nextInt(TEXTS),
        text(length, number),
        random.nextBoolean());
  }

  private static String text(int length, long number) {
    String word = "step " + number + (number % 3 == 0 ? " äöü ⚒ " : " ");
    return word.repeat(length / word.length() + 1).substring(0, length);
  }

  /** What the i-th of the accounts gets: all together get the amount. */
  long share(int i) {
    return i == 0 ? amount - (width - 1) * (amount / width) : amount / width;
  }

  /** Whether the log begins anew with this step. */
  boolean emptiesLog() {
    return number % STEPS_IN_LOG == 0;
  }

  /** Whether this step also changes what all lanes share. */
  boolean booked() {
    return number % 16 == 0;
  }

  /** What is written into the shared book. */
  long entry() {
    return entry(lane, number);
  }

  static long entry(long lane, long number) {
    return lane << 48 | number;
  }
}
