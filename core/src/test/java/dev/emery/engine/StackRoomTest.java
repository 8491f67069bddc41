package dev.emery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where the stack is too short, that is found where it is asked, and can be caught there. */
final class StackRoomTest {
  private static final int WARM = 60_000;
  private static final int FRAMES = 5000;

  /** A change whose second step asks once more. */
  private static final class Change {
    boolean begun;
    boolean doomed;

    void run(Consumer<Change> second) {
      StackRoom.require();
      begun = true;
      second.accept(this);
      begun = false;
    }

    void require() {
      try {
        StackRoom.require();
      } catch (StackOverflowError e) {
        doomed = true;
        throw e;
      }
    }
  }

  private int frames;
  private int half;
  private int missed;
  private Consumer<Change> second = Change::require;

  @Test
  void room_missingInCompiledCode_isFoundWhereItIsAskedFor() throws InterruptedException {
    // Three kinds, so that none is compiled into what calls it.
    List<Consumer<Change>> kinds =
        List.of(Change::require, change -> change.require(), change -> second(change));
    for (int i = 0; i < WARM; i++) {
      new Change().run(kinds.get(i % kinds.size()));
    }
    for (Consumer<Change> kind : kinds) {
      second = kind;
      frames = 0;
      Thread thread = new Thread(null, this::dive, "diver", 256 << 10);
      thread.start();
      thread.join();
    }
    assertThat(half).as("changes that ended half done").isPositive();
    assertThat(missed).as("of them, those that nobody has noticed").isZero();
  }

  private static void second(Change change) {
    change.require();
  }

  /** Goes to the end of the stack, and tries a change in each frame on the way back. */
  private void dive() {
    try {
      dive();
    } catch (StackOverflowError e) {
      // the end, or none left for the attempt below this one
    }
    if (frames < FRAMES) {
      frames++;
      attempt();
    }
  }

  private void attempt() {
    Change change = new Change();
    try {
      change.run(second);
    } catch (StackOverflowError e) {
      if (change.begun) {
        half++;
        missed += change.doomed ? 0 : 1;
      }
    }
  }
}
