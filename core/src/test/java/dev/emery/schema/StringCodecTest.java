package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

/** Strings in their slots and texts (E34). */
class StringCodecTest {
  record Text(Probe<String, Text> text) {}

  private static Slot<String> shared;

  @BeforeContainer
  static void open() {
    shared = slot();
  }

  @AfterContainer
  static void close() {
    shared.close();
  }

  private static Slot<String> slot() {
    return new Slot<>(Text.class, new Text(Probe.of("")));
  }

  @Provide
  Arbitrary<String> anyText() {
    Arbitrary<Character> ascii = Arbitraries.chars().ascii();
    Arbitrary<Character> surrogates = Arbitraries.chars().range('\uD7F0', '\uE010');
    Arbitrary<Character> accents = Arbitraries.chars().range('\u0000', '\u0900');
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars('a', 'b', '\0').ofMaxLength(20),
        Arbitraries.strings().ascii().ofMaxLength(100),
        Arbitraries.oneOf(List.of(ascii, surrogates, accents))
            .list()
            .ofMaxSize(40)
            .map(StringCodecTest::join),
        Arbitraries.strings().all().ofMaxLength(30));
  }

  private static String join(List<Character> chars) {
    StringBuilder text = new StringBuilder();
    chars.forEach(text::append);
    return text.toString();
  }

  @Property
  void anyString_stored_comesBack(@ForAll("anyText") String value) {
    shared.roundTrip(value);
  }

  @Property
  void twoStrings_areEqualStored_onlyIfTheyAre(
      @ForAll("anyText") String stored, @ForAll("anyText") String other) {
    shared.store(stored);
    Codec<String> codec = shared.codec;
    long block = shared.block();
    assertThat(codec.equalsStored(shared.memory(), block, shared.at(), other))
        .isEqualTo(stored.equals(other));
    assertThat(Integer.signum(codec.compareStored(shared.memory(), block, shared.at(), other)))
        .isEqualTo(Integer.signum(stored.compareTo(other)));
    assertThat(codec.hash(stored, 1) == codec.hash(other, 1)).isEqualTo(stored.equals(other));
  }

  @Property
  void encodedString_decoded_isTheSame(@ForAll("anyText") String value) {
    byte[] bytes = Utf8.encode(value);
    assertThat(Utf8.length(value)).isEqualTo(bytes.length);
    assertThat(Utf8.decode(bytes, 0, bytes.length, value.length())).isEqualTo(value);
    if (StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      assertThat(bytes).isEqualTo(value.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Property(tries = 200)
  void anyBytes_decoded_areCanonicalOrRefused(
      @ForAll byte[] bytes, @ForAll("anyText") String prefix) {
    byte[] all = new byte[bytes.length + 3];
    byte[] some = Utf8.encode(prefix);
    System.arraycopy(some, 0, all, 0, Math.min(3, some.length));
    System.arraycopy(bytes, 0, all, 3, bytes.length);
    for (int length = 0; length <= all.length; length++) {
      try {
        String text = Utf8.decode(all, 0, all.length, length);
        assertThat(Utf8.encode(text)).isEqualTo(all);
      } catch (CorruptPoolException e) {
        assertThat(e).hasMessageStartingWith("damaged text");
      }
    }
  }

  @Test
  void shortString_liesInItsSlot() {
    try (Slot<String> slot = slot()) {
      assertThat(slot.codec.width()).isEqualTo(16);
      assertThat(slot.roundTrip("").hex()).isEmpty();
      assertThat(slot.roundTrip("ada").hex()).isEqualTo("03616461");
      assertThat(slot.roundTrip("0123456789abcde").hex())
          .isEqualTo("0f303132333435363738396162636465");
      assertThat(slot.roundTrip("\u00e9").hex()).isEqualTo("42c3a9");
      assertThat(slot.roundTrip("\ud83d\ude00").hex()).isEqualTo("44f09f9880");
      assertThat(slot.roundTrip("\ud83d").hex()).isEqualTo("43eda0bd");
    }
  }

  @Test
  void longString_liesInATextOfItsOwn() {
    try (Slot<String> slot = slot()) {
      slot.roundTrip("0123456789abcdef");
      assertThat(slot.bytes()[0]).isEqualTo((byte) 0x80);
      long text = slot.memory().getLong(slot.at() + 8);
      assertThat(slot.memory().tag(text)).isEqualTo(2);
      assertThat(slot.memory().getInt(text + 16)).isEqualTo(16);
      assertThat(slot.memory().getInt(text + 20)).isEqualTo(16);
      slot.roundTrip("\u00e9".repeat(10));
      assertThat(slot.bytes()[0]).isEqualTo((byte) 0xC0);
      text = slot.memory().getLong(slot.at() + 8);
      assertThat(slot.memory().getInt(text + 16)).isEqualTo(20);
      assertThat(slot.memory().getInt(text + 20)).isEqualTo(10);
      slot.roundTrip("x".repeat(100_000));
    }
  }

  @Test
  void widerCharacters_whoseBitsOverlap_areNotTakenForAscii() {
    try (Slot<String> slot = slot()) {
      for (String stored : List.of("Aabcdefgh", "Aabcdefgh".repeat(3))) {
        slot.store(stored);
        String other = stored.replace('A', '\u0141');
        assertThat(slot.codec.equalsStored(slot.memory(), slot.block(), slot.at(), other))
            .isFalse();
      }
    }
  }

  @Test
  void null_isRefusedByName() {
    try (Slot<String> slot = slot()) {
      assertThatThrownBy(() -> slot.store(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("string is null; use Optional");
    }
  }

  @Test
  void damagedSlot_isRefused() {
    try (Slot<String> slot = slot()) {
      slot.store("0123456789abcdef");
      long text = slot.memory().getLong(slot.at() + 8);
      slot.pool()
          .run(j -> {
            for (int length : new int[] {-1, 0, 15, 33, Integer.MAX_VALUE}) {
              slot.memory().setInt(j, text, text + 16, length);
              assertThatThrownBy(slot::load)
                  .isInstanceOf(CorruptPoolException.class)
                  .hasMessageStartingWith("damaged text, length=" + length);
            }
            slot.memory().setInt(j, text, text + 16, 16);
            slot.memory().setByte(j, slot.block(), slot.at(), (byte) 0x30);
            assertThatThrownBy(slot::load)
                .isInstanceOf(CorruptPoolException.class)
                .hasMessage("damaged string, first byte=0x30");
            slot.memory().setByte(j, slot.block(), slot.at(), (byte) 0x80);
            slot.memory().setLong(j, slot.block(), slot.at() + 8, slot.block());
            assertThatThrownBy(slot::load)
                .isInstanceOf(CorruptPoolException.class)
                .hasMessageStartingWith("not a text block");
            slot.memory().setLong(j, slot.block(), slot.at() + 8, text);
          });
    }
  }
}
