package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack, which is closed and opened between its calls. */
final class StackTest {
  @TempDir private Path folder;

  private Pool<Stack> open() {
    return Pool.open(folder.resolve("stack.pool"), Stack.class);
  }

  @Test
  void pop_afterReopening_givesWhatWasPushedLast() {
    try (var pool = open()) {
      pool.transaction(j -> List.of("a", "b", "c").forEach(word -> pool.root().push(j, word)));
    }
    try (var pool = open()) {
      Stack stack = pool.root();
      assertThat(pool.compute(stack::pop)).contains("c");
      assertThat(stack.values()).containsExactly("b", "a");
    }
    try (var pool = open()) {
      Stack stack = pool.root();
      assertThat(pool.compute(stack::pop)).contains("b");
      assertThat(pool.compute(stack::pop)).contains("a");
      assertThat(pool.compute(stack::pop)).isEmpty();
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void push_inABodyThatThrows_changesNothing() {
    try (var pool = open()) {
      Stack stack = pool.root();
      pool.transaction(j -> stack.push(j, "kept"));
      assertThatThrownBy(() ->
              pool.transaction(j -> {
                stack.pop(j);
                stack.push(j, "lost");
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
      assertThat(stack.values()).containsExactly("kept");
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
