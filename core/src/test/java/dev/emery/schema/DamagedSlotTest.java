package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.CorruptPoolException;
import dev.emery.cell.PLong;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Slots with bytes that nobody stored: what a check says of them, and that loads refuse them. */
final class DamagedSlotTest {
  private static List<String> problems(Slot<?> slot) {
    List<String> problems = new ArrayList<>();
    slot.codec.check(slot.memory(), slot.block(), slot.at(), problems::add);
    return problems;
  }

  /** Changes the slot, looks, and puts its bytes back. */
  private static void damaged(Slot<?> slot, Consumer<Journal<?>> damage, Runnable look) {
    byte[] before = slot.bytes();
    slot.pool()
        .run(j -> {
          damage.accept(j);
          look.run();
          slot.memory().copyIn(j, slot.block(), slot.at(), before, 0, before.length);
        });
  }

  private static void assertProblem(Slot<?> slot, Consumer<Journal<?>> damage, String problem) {
    assertThat(problems(slot)).isEmpty();
    String place = "0x%x".formatted(slot.at());
    damaged(
        slot,
        damage,
        () -> assertThat(problems(slot)).containsExactly(problem.replace("HERE", place)));
    assertThat(problems(slot)).isEmpty();
  }

  private enum Color {
    RED,
    GREEN
  }

  record Colored(Probe<Color, Colored> slot) {}

  @Test
  void constantWithoutANumber_isAProblem_andIsNotLoaded() {
    try (Slot<Color> slot = new Slot<>(Colored.class, new Colored(Probe.of(Color.GREEN)))) {
      Memory m = slot.memory();
      for (int number : new int[] {0, 3, -1}) {
        Consumer<Journal<?>> damage = j -> m.setInt(j, slot.block(), slot.at(), number);
        assertProblem(slot, damage, "no constant has number=" + number + ", offset=HERE");
        damaged(
            slot,
            damage,
            () -> {
              assertThatThrownBy(slot::load)
                  .isInstanceOf(CorruptPoolException.class)
                  .hasMessage("no constant has number=" + number);
              assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), Color.GREEN))
                  .isFalse();
            });
      }
    }
  }

  sealed interface Figure permits Dot, Line, Spot {}

  record Dot(long at) implements Figure {}

  record Line(long from, long to, String name) implements Figure {}

  record Spot(long at) implements Figure {}

  record Drawing(Probe<Figure, Drawing> slot) {}

  @Test
  void variantWithoutANumber_isAProblem_andIsNotLoaded() {
    try (Slot<Figure> slot = new Slot<>(Drawing.class, new Drawing(Probe.of(new Dot(7))))) {
      Memory m = slot.memory();
      for (int number : new int[] {0, 4, -1}) {
        Consumer<Journal<?>> damage = j -> m.setInt(j, slot.block(), slot.at(), number);
        String name = Figure.class.getName();
        assertProblem(
            slot, damage, "no variant of " + name + " has number=" + number + ", offset=HERE");
        damaged(
            slot,
            damage,
            () ->
                assertThatThrownBy(slot::load)
                    .isInstanceOf(CorruptPoolException.class)
                    .hasMessage("no variant of Figure has number=" + number));
      }
    }
  }

  @Test
  void sealedValues_areEqualStored_onlyIfTheirVariantsAre() {
    Figure line = new Line(1, 2, "a name that is too long for its slot");
    try (Slot<Figure> slot = new Slot<>(Drawing.class, new Drawing(Probe.of(line)))) {
      for (Figure other :
          List.of(new Dot(1), new Line(1, 3, "a name that is too long for its slot"))) {
        assertThat(slot.codec.equalsStored(slot.memory(), slot.block(), slot.at(), other))
            .isFalse();
      }
      assertThat(slot.codec.equalsStored(slot.memory(), slot.block(), slot.at(), line)).isTrue();
      slot.store(new Dot(7));
      assertThat(slot.codec.equalsStored(slot.memory(), slot.block(), slot.at(), new Spot(7)))
          .isFalse();
    }
  }

  @Test
  void boxThatIsNone_isAProblem_andIsNeitherLoadedNorDropped() {
    Figure line = new Line(1, 2, "short");
    try (Slot<Figure> slot = new Slot<>(Drawing.class, new Drawing(Probe.of(line)))) {
      Memory m = slot.memory();
      long tooSmall = slot.pool().compute(j -> m.allocate(j, 1, 8));
      for (long target : new long[] {slot.block(), tooSmall}) {
        Consumer<Journal<?>> damage = j -> m.setLong(j, slot.block(), slot.at() + 8, target);
        String message = "no box where one should be, offset=0x" + Long.toHexString(target);
        assertProblem(slot, damage, message);
        damaged(
            slot,
            damage,
            () -> {
              assertThatThrownBy(slot::load)
                  .isInstanceOf(CorruptPoolException.class)
                  .hasMessage(message);
              slot.pool()
                  .run(j ->
                      assertThatThrownBy(() -> slot.codec.drop(m, j, slot.block(), slot.at()))
                          .isInstanceOf(CorruptPoolException.class)
                          .hasMessage(message));
            });
      }
      slot.pool().run(j -> m.free(j, tooSmall));
    }
  }

  record Chain(long head, Optional<Chain> tail) {}

  record Chained(Probe<Optional<Chain>, Chained> slot) {}

  @Test
  void valueThatContainsItself_isAProblem() {
    Optional<Chain> chain = Optional.of(new Chain(1, Optional.empty()));
    try (Slot<Optional<Chain>> slot = new Slot<>(Chained.class, new Chained(Probe.of(chain)))) {
      Memory m = slot.memory();
      long part = m.getLong(slot.at());
      slot.pool()
          .run(j -> {
            m.setLong(j, part, part + 24, part);
            assertThat(problems(slot))
                .singleElement()
                .asString()
                .endsWith("value nests too deep, offset=0x" + Long.toHexString(part + 24));
            m.setLong(j, part, part + 24, 0);
          });
      assertThat(problems(slot)).isEmpty();
    }
  }

  record Flags(boolean set, Optional<Integer> number) {}

  record Flagged(Probe<Flags, Flagged> slot) {}

  @Test
  void bytesThatAreNeitherZeroNorOne_areProblems() {
    Flags value = new Flags(true, Optional.of(7));
    try (Slot<Flags> slot = new Slot<>(Flagged.class, new Flagged(Probe.of(value)))) {
      Memory m = slot.memory();
      damaged(
          slot,
          j -> {
            m.setByte(j, slot.block(), slot.at(), (byte) 2);
            m.setByte(j, slot.block(), slot.at() + 4, (byte) -1);
          },
          () -> {
            assertThat(problems(slot)).hasSize(2);
            assertThat(problems(slot).getFirst()).startsWith("Flags.set: ");
            assertThat(problems(slot).getLast()).startsWith("Flags.number: ");
          });
      assertThat(problems(slot)).isEmpty();
    }
  }

  record Text(Probe<String, Text> slot) {}

  @Test
  void textsThatSayWhatTheyAreNot_areProblems() {
    String ascii = "a text that has a block of its own";
    try (Slot<String> slot = new Slot<>(Text.class, new Text(Probe.of(ascii)))) {
      Memory m = slot.memory();
      assertProblem(
          slot,
          j -> m.setByte(j, slot.block(), slot.at(), (byte) 0xC0),
          "string has the wrong ASCII flag, offset=HERE");
      long text = m.getLong(slot.at() + 8);
      slot.pool()
          .run(j -> {
            m.setInt(j, text, Memory.payload(text) + 4, ascii.length() - 1);
            assertThat(problems(slot))
                .containsExactly("string has the wrong length, offset=0x%x".formatted(slot.at()));
            m.setInt(j, text, Memory.payload(text) + 4, ascii.length());
          });
      slot.store("\u00e9".repeat(20));
      assertThat(problems(slot)).isEmpty();
    }
  }

  record Entity(PLong<Owning> number) {}

  record Owning(Probe<Entity, Owning> slot) {}

  @Test
  void referenceToAnotherType_isAProblem_andIsNotFollowed() {
    Entity entity = new Entity(PLong.of(1));
    try (Slot<Entity> slot = new Slot<>(Owning.class, new Owning(Probe.of(entity)))) {
      Memory m = slot.memory();
      long root = slot.pool().rootBlock();
      Consumer<Journal<?>> damage = j -> m.setLong(j, slot.block(), slot.at(), root);
      damaged(
          slot,
          damage,
          () -> {
            assertThat(problems(slot)).hasSize(1);
            String message = "reference to a block of another type, offset=0x%x".formatted(root);
            assertThatThrownBy(slot::load)
                .isInstanceOf(CorruptPoolException.class)
                .hasMessageStartingWith(message);
            slot.pool()
                .run(j ->
                    assertThatThrownBy(() -> slot.codec.drop(m, j, slot.block(), slot.at()))
                        .isInstanceOf(CorruptPoolException.class)
                        .hasMessageStartingWith(message));
          });
      assertThat(problems(slot)).isEmpty();
    }
  }

  @Test
  void entity_isEqualStored_onlyToWhatLiesAtItsPlace() {
    Entity entity = new Entity(PLong.of(1));
    try (Slot<Entity> slot = new Slot<>(Owning.class, new Owning(Probe.of(entity)))) {
      Memory m = slot.memory();
      assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), slot.load())).isTrue();
      Entity prototype = new Entity(PLong.of(1));
      assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), prototype)).isFalse();
      Entity before = slot.load();
      slot.pool()
          .run(j -> {
            m.disown(j, m.getLong(slot.at()), slot.block(), slot.at());
            m.setLong(j, slot.block(), slot.at(), 0);
            assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), prototype)).isFalse();
            slot.codec.store(m, j, slot.block(), slot.at(), new Entity(PLong.of(2)));
            assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), before)).isFalse();
          });
    }
  }

  record Counters(Probe<PLong<Counters>, Counters> slot, PLong<Counters> other) {}

  @Test
  void cellInABlockOfItsOwn_isTheOneAtItsPlace_andNoOther() {
    Counters root = new Counters(Probe.of(PLong.of(1)), PLong.of(2));
    try (Slot<PLong<Counters>> slot = new Slot<>(Counters.class, root)) {
      Memory m = slot.memory();
      PLong<Counters> stored = slot.load();
      assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), stored)).isTrue();
      PLong<Counters> ofTheRoot = ((Counters) slot.pool().root()).other();
      assertThat(slot.codec.equalsStored(m, slot.block(), slot.at(), ofTheRoot)).isFalse();
      assertThatThrownBy(() -> slot.store(ofTheRoot))
          .isInstanceOf(AlreadyOwnedException.class)
          .hasMessage(
              "cell belongs to an entity; use a new one with its value, as in PLong.of(old.get())");
      assertThat(problems(slot)).isEmpty();
    }
  }
}
