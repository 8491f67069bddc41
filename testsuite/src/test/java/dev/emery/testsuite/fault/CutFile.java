package dev.emery.testsuite.fault;

import dev.emery.Durability;
import dev.emery.PoolException;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A program whose pool file is cut short while it is open. It says what came of each call, and ends
 * by itself: the virtual machine must not.
 */
final class CutFile {
  private CutFile() {}

  /**
   * Arguments: which length is left, in percent; how often each call is made before; which call is
   * the first that meets the cut file. The one that does breaks the pool for the others.
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of("cut.pool");
    fill(file);
    Pool<Books> pool = open(file);
    Books root = pool.root();
    List<Runnable> calls =
        Arrays.asList(
            () -> pool.transaction(j -> root.shared().set(j, Optional.of(Prc.of("another")))),
            () -> Books.stepsOf(pool),
            () -> root.texts().forEach((_, _) -> {}),
            () -> root.head().get().map(node -> node.shared().get().orElseThrow().get()));
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      calls.forEach(Runnable::run);
    }
    Collections.rotate(calls, -Integer.parseInt(arguments[2]));
    long length = Files.size(file) * Integer.parseInt(arguments[0]) / 100;
    try (var cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(length);
    }
    for (int i = 0; i < 3; i++) {
      calls.forEach(call -> say("call", call));
    }
    say("statistics", pool::statistics);
    say("checkpoint", pool::checkpoint);
    say("check", pool::check);
    say("close", pool::close);
    say("open", () -> open(file).close());
    System.out.println("lives");
  }

  /** Without what is in the cache of the image, so that reads meet the pages of the file. */
  private static void fill(Path file) {
    try (Pool<Books> pool = open(file)) {
      for (long step = 1; step <= 11; step++) {
        long number = step;
        pool.transaction(j -> pool.root().take(j, number));
      }
      pool.transaction(j -> {
        for (long key = 100; key < 400; key++) {
          pool.root().texts().put(j, key, "a text that takes room ".repeat(100));
        }
      });
      pool.transaction(j -> pool.root().texts().removeIf(j, (key, _) -> key >= 100));
      for (long step = 13; step <= 23; step++) {
        long number = step;
        pool.transaction(j -> pool.root().take(j, number));
      }
    }
  }

  private static Pool<Books> open(Path file) {
    return Pool.open(
        file, Books.class, Books::initial, PoolOptions.defaults().durability(Durability.RELAXED));
  }

  private static void say(String what, Runnable call) {
    try {
      call.run();
      System.out.println(what + " returned");
    } catch (PoolException e) {
      System.out.println(what + " typed " + e.getClass().getSimpleName() + " " + e.getMessage());
    } catch (Throwable e) {
      System.out.println(what + " untyped " + e);
      e.printStackTrace();
    }
  }
}
