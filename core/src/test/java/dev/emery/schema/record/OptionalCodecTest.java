package dev.emery.schema.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.cell.PLong;
import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.schema.TestPool;
import dev.emery.schema.walk.Scalar;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Optional values with a byte before them, and references of which 0 is none. */
final class OptionalCodecTest {
  record Root(PLong<Root> number) {}

  private static final int PART = 1;

  private final TestPool<Root> pool = new TestPool<>(Root.class, new Root(PLong.of(0)));
  private final Memory memory = pool.memory();
  private final OptionalCodec<Integer> number = of(Scalar.INT);
  private final OptionalCodec<String> text = of(Scalar.STRING);
  private final OptionalCodec<Integer> boxed = new OptionalCodec<>(new BoxedCodec<>(content()));
  private long block;
  private long at;

  @SuppressWarnings("unchecked") // the test says what the scalar is
  private static <T> OptionalCodec<T> of(Scalar scalar) {
    return new OptionalCodec<>((Codec<T>) ScalarCodec.of(scalar));
  }

  @SuppressWarnings("unchecked")
  private static Codec<Integer> content() {
    return (Codec<Integer>) ScalarCodec.of(Scalar.INT);
  }

  @BeforeEach
  void allocate() {
    block = pool.compute(j -> memory.allocate(j, PART, 64));
    at = Memory.payload(block);
  }

  @AfterEach
  void close() {
    pool.run(j -> memory.free(j, block));
    pool.close();
  }

  /** Stores a value in place of what is there, looks, and leaves nothing. */
  private <T> void stored(OptionalCodec<T> codec, Optional<T> value, Consumer<Journal<Root>> look) {
    pool.run(j -> {
      codec.store(memory, j, block, at, value);
      look.accept(j);
      codec.drop(memory, j, block, at);
      memory.clear(j, block, at, codec.width());
    });
  }

  private List<String> problems(Codec<?> codec) {
    List<String> problems = new ArrayList<>();
    codec.check(memory, block, at, problems::add);
    return problems;
  }

  private List<Long> parts(Codec<?> codec) {
    List<Long> parts = new ArrayList<>();
    codec.visit(
        memory,
        block,
        at,
        new OwnedVisitor() {
          @Override
          public boolean part(long part, long bytes) {
            parts.add(part);
            return true;
          }

          @Override
          public void object(long target, long holder, long place) {
            throw new AssertionError("no object is stored");
          }
        });
    return parts;
  }

  @Test
  void value_hasAByteBeforeIt_andAReferenceHasNone() {
    assertThat(number.width()).isEqualTo(8);
    assertThat(boxed.width()).isEqualTo(8);
    assertThat(boxed.alignment()).isEqualTo(8);
    stored(
        number,
        Optional.of(0),
        _ -> {
          assertThat(memory.getByte(at)).isEqualTo((byte) 1);
          assertThat(memory.getInt(at + 4)).isZero();
        });
    stored(boxed, Optional.of(7), _ -> assertThat(memory.tag(memory.getLong(at))).isEqualTo(PART));
  }

  @Test
  void storedValue_comesBack_andIsEqualToItselfAlone() {
    requireRoundTrip(number, Optional.of(0), Optional.of(1));
    requireRoundTrip(boxed, Optional.of(0), Optional.of(1));
    requireRoundTrip(text, Optional.of(""), Optional.of("a text that needs a block of its own"));
  }

  private <T> void requireRoundTrip(OptionalCodec<T> codec, Optional<T> one, Optional<T> other) {
    List<Optional<T>> all = List.of(Optional.empty(), one, other);
    for (Optional<T> value : all) {
      stored(
          codec,
          value,
          _ -> {
            assertThat(codec.load(memory, block, at)).isEqualTo(value);
            assertThat(problems(codec)).isEmpty();
            for (Optional<T> each : all) {
              assertThat(codec.equalsStored(memory, block, at, each)).isEqualTo(each.equals(value));
              assertThat(codec.hashStored(memory, block, at, 3) == codec.hash(each, 3))
                  .isEqualTo(each.equals(value));
            }
          });
    }
  }

  @Test
  void emptyOverAValue_leavesZeros() {
    for (OptionalCodec<Integer> codec : List.of(number, boxed)) {
      pool.run(j -> {
        codec.store(memory, j, block, at, Optional.of(-1));
        codec.drop(memory, j, block, at);
        codec.store(memory, j, block, at, Optional.empty());
        assertThat(memory.getLong(at)).isZero();
        codec.drop(memory, j, block, at);
        assertThat(codec.load(memory, block, at)).isEmpty();
      });
    }
  }

  @Test
  void null_isRefused() {
    pool.run(j ->
        assertThatThrownBy(() -> number.store(memory, j, block, at, null))
            .isInstanceOf(NullPointerException.class));
  }

  @Test
  void visit_showsWhatIsThere() {
    stored(text, Optional.of("short"), _ -> assertThat(parts(text)).isEmpty());
    stored(
        text,
        Optional.of("a text that needs a block of its own"),
        _ -> assertThat(parts(text)).containsExactly(memory.getLong(at + 16)));
    stored(
        boxed, Optional.of(1), _ -> assertThat(parts(boxed)).containsExactly(memory.getLong(at)));
    stored(boxed, Optional.empty(), _ -> assertThat(parts(boxed)).isEmpty());
  }

  @Test
  void byteThatIsNeitherZeroNorOne_isAProblem() {
    stored(
        number,
        Optional.of(1),
        j -> {
          memory.setByte(j, block, at, (byte) 3);
          assertThat(problems(number)).singleElement().asString().contains("0x");
          memory.setByte(j, block, at, (byte) 1);
        });
    stored(
        boxed,
        Optional.of(1),
        j -> {
          long part = memory.getLong(at);
          memory.setLong(j, block, at, pool.rootBlock());
          assertThat(problems(boxed)).singleElement().asString().startsWith("no box where one");
          memory.setLong(j, block, at, part);
        });
  }

  @Test
  void copyWithoutAPool_isTheValue() {
    assertThat(number.detach(Optional.of(5))).contains(5);
    assertThat(number.detach(Optional.empty())).isEmpty();
    assertThat(number.empty()).isEmpty();
  }
}
