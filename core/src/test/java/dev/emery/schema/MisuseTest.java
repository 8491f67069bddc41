package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.schema.Kind.Argument;
import dev.emery.schema.Kind.Form;
import dev.emery.schema.Kind.Role;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What authors of codecs, kinds and object types may not say, and texts that are no UTF-8. */
final class MisuseTest {
  private static final class Slotted extends Codec<Long> {
    Slotted(int width, int alignment) {
      super(width, alignment);
    }

    @Override
    public Long load(Memory m, long block, long at) {
      return m.getLong(at);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Long value) {
      m.setLong(j, block, at, value);
    }

    @Override
    public boolean equalsStored(Memory m, long block, long at, Long value) {
      return m.getLong(at) == value;
    }
  }

  @Test
  void slotOfAWrongShape_isRefused() {
    for (int[] slot : new int[][] {{-1, 1}, {8, 0}, {16, 16}, {9, 3}, {0, Integer.MIN_VALUE}}) {
      assertThatThrownBy(() -> new Slotted(slot[0], slot[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("slot of width=" + slot[0] + ", alignment=" + slot[1]);
    }
    assertThatThrownBy(() -> new Slotted(12, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width=12 is not aligned to 8");
    for (int alignment : new int[] {1, 2, 4, 8}) {
      assertThat(new Slotted(0, alignment).alignment()).isEqualTo(alignment);
    }
  }

  @Test
  void tagThatIsNoObjects_isRefused() {
    for (int tag : new int[] {ObjectType.FIRST_TAG - 1, ObjectType.LAST_TAG + 1}) {
      assertThatThrownBy(() -> new Probe.Type<Long>(tag, new Slotted(8, 8), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tag=" + tag + " is not that of an object");
    }
    for (int tag : new int[] {ObjectType.FIRST_TAG, ObjectType.LAST_TAG}) {
      assertThat(new Probe.Type<Long>(tag, new Slotted(8, 8), List.of()).tag()).isEqualTo(tag);
    }
  }

  private static final class Named extends Kind {
    Named(String name, Class<?> type, Form form, Argument... arguments) {
      super(name, type, form, arguments);
    }
  }

  private static Kind named(String name) {
    return new Named(name, Probe.class, Form.OBJECT, new Argument("element", Role.VALUE));
  }

  @Test
  void nameThatASchemaCannotHold_isRefused() {
    for (String name :
        List.of("", "lower", "Two Words", "a..b", ".a", "Optional", "String", "X".repeat(201))) {
      assertThatThrownBy(() -> named(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("name of a kind: " + name);
    }
    for (String name : List.of("P", "PVec", "com.acme.Trie", "acme.trie", "X".repeat(200))) {
      assertThat(named(name).name()).isEqualTo(name);
    }
  }

  @Test
  void kindWhoseArgumentsAreNotThoseOfItsType_isRefused() {
    assertThatThrownBy(() -> new Named("Other", Probe.class, Form.OBJECT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kind Other has type parameters [T, P]: its arguments and the brand are 1");
  }

  @Test
  void kindWithoutWhatItsFormNeeds_saysSo() {
    assertThatThrownBy(() -> named("Other").codec(List.of()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("kind Other has no codec of its own");
    assertThatThrownBy(() -> named("Other").object(16, List.of()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("kind Other has no blocks of its own");
  }

  @Test
  void kindsThatClaimOneNameOrType_areRefused_unlessTheyAreOfOneClass() {
    Kind probe = new Probe.ProbeKind();
    assertThatThrownBy(() -> Kinds.of(probe, named("Probe")))
        .isInstanceOf(PoolException.class)
        .hasMessageStartingWith("two kinds claim one name or type: ")
        .hasMessageContaining(Probe.class.getName());
    assertThatThrownBy(() -> Kinds.of(probe, named("Other"))).isInstanceOf(PoolException.class);
    assertThatCode(() -> Kinds.of(probe, new Probe.ProbeKind())).doesNotThrowAnyException();
  }

  @Test
  void codecThatIsNoKeys_hashesNothing() {
    Codec<Long> codec = new Slotted(8, 8);
    assertThat(codec.isKey()).isFalse();
    assertThatThrownBy(() -> codec.hash(1L, 2)).isInstanceOf(UnsupportedOperationException.class);
  }

  record Root(Probe<String, Root> slot) {}

  @Test
  void tagThatNoTypeHas_isCorruption() {
    Schema<Root> schema = Schema.build(Root.class, TestKinds.ALL, null);
    for (int tag : new int[] {15, 1000}) {
      assertThatThrownBy(() -> schema.object(tag))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessage("block of an unknown type, tag=" + tag);
      assertThat(schema.name(tag)).isEqualTo("block with tag=" + tag);
    }
  }

  @Test
  void objectThatThePoolHasNoneOf_hasNoPlaceThere() {
    try (Slot<String> slot = new Slot<>(Root.class, new Root(Probe.of("text")))) {
      assertThatThrownBy(() -> slot.pool().schema().place(slot.memory(), "text"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "neither an entity nor a collection of this pool, class=" + String.class.getName());
      Schema<?> schema = slot.pool().schema();
      assertThat(schema.place(slot.memory(), slot.pool().root()))
          .isEqualTo(slot.pool().rootBlock());
      assertThat(schema.place(slot.memory(), Probe.of("prototype"))).isZero();
    }
  }

  record Textual(String text, Probe<String, Textual> slot) {}

  @Test
  void rootWithoutAValueToStartWith_saysWhichComponent() {
    Schema<Textual> schema = Schema.build(Textual.class, TestKinds.ALL, null);
    assertThatThrownBy(schema::defaultRoot)
        .isInstanceOf(PoolException.class)
        .hasMessageStartingWith("no value to start with for Textual.text; give an initial root");
  }

  /** Each is wrong for a reason of its own. */
  @Test
  void bytesThatAreNoUtf8_areRefused() {
    for (String hex :
        List.of(
            "80", // begins with a continuation
            "bf80",
            "c080", // 0 in two bytes
            "c1bf", // 7F in two bytes
            "c2", // cut off
            "c241", // goes on with ASCII
            "e08080", // 0 in three bytes
            "e09fbf", // 7FF in three bytes
            "e28241",
            "e282",
            "eda080edb080", // a pair of surrogates in six bytes
            "f08fbfbf", // FFFF in four bytes
            "f08fbfbf41",
            "f8908080", // 10000 behind a first byte that says nothing
            "f4908080", // beyond the last code point
            "f5808080",
            "f09f9841",
            "ff")) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      for (int chars = 1; chars <= bytes.length; chars++) {
        int length = chars;
        assertThatThrownBy(() -> Utf8.decode(bytes, 0, bytes.length, length))
            .as(hex)
            .isInstanceOf(CorruptPoolException.class)
            .hasMessageStartingWith("damaged text: ");
      }
    }
  }

  @Test
  void lengthThatTheBytesDoNotHave_isRefused() {
    byte[] bytes = "h\u00e9llo\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
    for (int length : new int[] {-1, 0, 6, 8, bytes.length + 1}) {
      assertThatThrownBy(() -> Utf8.decode(bytes, 0, bytes.length, length))
          .as("length=" + length)
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageStartingWith("damaged text: ");
    }
    assertThat(Utf8.decode(bytes, 0, bytes.length, 7)).isEqualTo("h\u00e9llo\ud83d\ude00");
  }

  @Test
  void edgesOfEachLength_comeBack() {
    for (String text :
        List.of(
            "\u007f",
            "\u0080",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "\ud800\udc00",
            "\udbff\udfff",
            "\ud800",
            "\udc00",
            "\udc00\ud800",
            "a\udc00")) {
      byte[] bytes = Utf8.encode(text);
      assertThat(bytes).hasSize(Utf8.length(text));
      assertThat(Utf8.decode(bytes, 0, bytes.length, text.length())).isEqualTo(text);
    }
  }

  record Holder(Probe<Optional<String>, Holder> slot) {}

  @Test
  void prototypeInAnotherPool_isRefused() {
    try (Slot<Optional<String>> slot =
            new Slot<>(Holder.class, new Holder(Probe.of(Optional.of("a"))));
        Slot<Optional<String>> other =
            new Slot<>(Holder.class, new Holder(Probe.of(Optional.empty())))) {
      assertThatThrownBy(() -> other.pool().schema().place(other.memory(), slot.pool().root()))
          .isInstanceOf(dev.emery.WrongPoolException.class);
    }
  }
}
