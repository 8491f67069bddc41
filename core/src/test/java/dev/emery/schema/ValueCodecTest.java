package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.NotPersistentSafeException;
import dev.emery.PoolException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How values other than strings lie in their slots, and come back. */
final class ValueCodecTest {
  // ---- records

  private record Scalars(
      boolean a,
      long b,
      byte c,
      short d,
      char e,
      int f,
      float g,
      double h,
      Boolean i,
      Byte j,
      Short k,
      Character l,
      Integer m,
      Long n,
      Float o,
      Double p) {}

  private record ScalarsRoot(Probe<Scalars, ScalarsRoot> slot) {}

  private static final Scalars SMALL =
      new Scalars(
          true,
          1,
          (byte) -2,
          (short) -3,
          '\uFFFF',
          -5,
          -0.0f,
          -0.0,
          false,
          (byte) 9,
          (short) 10,
          'x',
          12,
          13L,
          Float.NaN,
          Double.MIN_VALUE);

  private static final Scalars LARGE =
      new Scalars(
          false,
          Long.MIN_VALUE,
          Byte.MAX_VALUE,
          Short.MIN_VALUE,
          '\0',
          Integer.MIN_VALUE,
          Float.NEGATIVE_INFINITY,
          Double.NaN,
          true,
          Byte.MIN_VALUE,
          Short.MAX_VALUE,
          '\uD800',
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          0.0f,
          0.0);

  @Test
  void everyScalar_inARecord_comesBack() {
    try (Slot<Scalars> slot = new Slot<>(ScalarsRoot.class, new ScalarsRoot(Probe.of(SMALL)))) {
      slot.roundTrip(SMALL).roundTrip(LARGE);
      assertThat(slot.codec.pure()).isTrue();
      assertThat(slot.codec.owns()).isFalse();
    }
  }

  record Mixed(byte a, long b, boolean c, short d) {}

  record MixedRoot(Probe<Mixed, MixedRoot> slot) {}

  @Test
  void components_lieInOrderAtTheirAlignment() {
    Mixed value = new Mixed((byte) 1, 2, true, (short) 3);
    try (Slot<Mixed> slot = new Slot<>(MixedRoot.class, new MixedRoot(Probe.of(value)))) {
      assertThat(slot.codec.width()).isEqualTo(24);
      assertThat(slot.codec.alignment()).isEqualTo(8);
      assertThat(slot.hex()).isEqualTo("01000000000000000200000000000000" + "010003");
    }
  }

  private record Numbers(
      byte a, long b, boolean c, short d, char e, int f, float g, double h, Mixed i, byte j) {}

  private record NumbersRoot(Probe<Numbers, NumbersRoot> slot) {}

  /** Such a record is stored as a whole, not number by number. */
  @Test
  void recordOfNumbersAlone_liesAsOthersDo() {
    Mixed mixed = new Mixed((byte) -1, Long.MIN_VALUE, true, Short.MIN_VALUE);
    Numbers value = new Numbers((byte) 1, 2, true, (short) 3, 'x', 4, 1.0f, -0.0, mixed, (byte) -2);
    Numbers other =
        new Numbers((byte) -1, -2, false, (short) -3, '\uFFFF', -4, Float.NaN, 5, mixed, (byte) 0);
    try (Slot<Numbers> slot = new Slot<>(NumbersRoot.class, new NumbersRoot(Probe.of(value)))) {
      assertThat(slot.hex())
          .isEqualTo(
              ("0100000000000000" + "0200000000000000" + "0100" + "0300" + "7800" + "0000")
                  + ("04000000" + "0000803f" + "0000000000000080")
                  + ("ff00000000000000" + "0000000000000080" + "0100008000000000")
                  + "fe");
      slot.roundTrip(value).roundTrip(other).roundTrip(value);
      assertThat(slot.codec.width()).isEqualTo(72);
    }
  }

  record NoParts() {}

  record NoPartsRoot(Probe<NoParts, NoPartsRoot> slot) {}

  @Test
  void recordWithoutComponents_hasOneByte() {
    try (Slot<NoParts> slot =
        new Slot<>(NoPartsRoot.class, new NoPartsRoot(Probe.of(new NoParts())))) {
      assertThat(slot.roundTrip(new NoParts()).codec.width()).isEqualTo(1);
    }
  }

  record Named(String name, Optional<Double> weight) {}

  record NamedRoot(Probe<Named, NamedRoot> slot) {}

  @Test
  void null_isRefusedWithItsComponent() {
    Named value = new Named("a", Optional.empty());
    try (Slot<Named> slot = new Slot<>(NamedRoot.class, new NamedRoot(Probe.of(value)))) {
      for (Object[] bad :
          new Object[][] {
            {
              new Named(null, Optional.empty()),
              "record Named: component name is null; use Optional"
            },
            {new Named("b", null), "record Named: component weight is null; use Optional"},
            {null, "record Named is null; use Optional"}
          }) {
        assertThatThrownBy(() -> slot.store((Named) bad[0]))
            .isInstanceOf(NullPointerException.class)
            .hasMessage((String) bad[1]);
      }
      assertThat(slot.load()).isEqualTo(value);
    }
  }

  @Test
  void doubles_areEqualAsDoubleEquals() {
    Named value = new Named("a", Optional.of(0.0));
    try (Slot<Named> slot = new Slot<>(NamedRoot.class, new NamedRoot(Probe.of(value)))) {
      Codec<Named> codec = slot.codec;
      Named negative = new Named("a", Optional.of(-0.0));
      assertThat(codec.equalsStored(slot.memory(), slot.block(), slot.at(), negative)).isFalse();
      assertThat(codec.hash(value, 1)).isNotEqualTo(codec.hash(negative, 1));
      Named strange = new Named("a", Optional.of(Double.longBitsToDouble(0x7ff8_0000_0000_0abcL)));
      slot.roundTrip(strange).roundTrip(new Named("a", Optional.of(Double.NaN)));
      assertThat(codec.equalsStored(slot.memory(), slot.block(), slot.at(), strange)).isTrue();
    }
  }

  record Wide(
      String a,
      String b,
      String c,
      String d,
      String e,
      String f,
      String g,
      String h,
      String i,
      String j,
      String k,
      String l,
      String m,
      String n,
      String o,
      String p,
      int last) {}

  record WideRoot(Probe<Optional<Wide>, WideRoot> slot) {}

  private static Wide wide(String text, int last) {
    return new Wide(
        text, "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", text, last);
  }

  @Test
  void recordWiderThan256Bytes_liesInABox() {
    try (Slot<Optional<Wide>> slot =
        new Slot<>(WideRoot.class, new WideRoot(Probe.of(Optional.empty())))) {
      assertThat(slot.codec.width()).isEqualTo(8);
      slot.roundTrip(Optional.of(wide("short", 1)));
      long part = slot.memory().getLong(slot.at());
      assertThat(slot.memory().tag(part)).isEqualTo(1);
      slot.roundTrip(Optional.of(wide("a text that needs a block", 2)));
      assertThat(slot.pool().reach()).hasSize(5); // root, probe, box, two texts
      assertThat(slot.roundTrip(Optional.empty()).hex()).isEmpty();
      assertThat(slot.pool().reach()).hasSize(2);
    }
  }

  // ---- optionals, enums

  record Opt(Probe<Optional<Optional<Integer>>, Opt> slot) {}

  @Test
  void nestedOptional_keepsItsLevels() {
    try (Slot<Optional<Optional<Integer>>> slot =
        new Slot<>(Opt.class, new Opt(Probe.of(Optional.empty())))) {
      assertThat(slot.codec.width()).isEqualTo(12);
      slot.roundTrip(Optional.of(Optional.of(7)));
      assertThat(slot.hex()).isEqualTo("01000000" + "01000000" + "07");
      slot.roundTrip(Optional.of(Optional.empty()));
      assertThat(slot.hex()).isEqualTo("01");
      slot.roundTrip(Optional.empty());
      assertThat(slot.hex()).isEmpty();
    }
  }

  private enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "grass";
      }
    }
  }

  record Colored(Probe<Color, Colored> slot) {}

  @Test
  void enum_isItsNumberInTheDictionary_neverZero() {
    try (Slot<Color> slot = new Slot<>(Colored.class, new Colored(Probe.empty()))) {
      assertThatThrownBy(slot::load)
          .isInstanceOf(CorruptPoolException.class)
          .hasMessage("no constant has number=0");
      assertThat(slot.roundTrip(Color.RED).hex()).isEqualTo("01");
      assertThat(slot.roundTrip(Color.GREEN).hex()).isEqualTo("02");
      assertThat(slot.codec.compareStored(slot.memory(), slot.block(), slot.at(), Color.RED))
          .isPositive();
    }
  }

  // ---- sealed interfaces and recursion

  sealed interface Shape permits Circle, Label, Group, Nothing {}

  record Circle(float x, double radius) implements Shape {}

  record Label(String text) implements Shape {}

  record Group(Shape left, Shape right, Optional<String> name) implements Shape {}

  record Nothing() implements Shape {}

  record Drawing(Probe<Shape, Drawing> slot) {}

  @Test
  void sealedValue_isInlineWhereItFits() {
    try (Slot<Shape> slot = new Slot<>(Drawing.class, new Drawing(Probe.of(new Nothing())))) {
      assertThat(slot.codec.width()).isEqualTo(24);
      assertThat(slot.hex()).isEqualTo("04");
      slot.roundTrip(new Circle(1, 2));
      assertThat(slot.hex())
          .isEqualTo("0100000000000000" + "0000803f00000000" + "0000000000000040");
      slot.roundTrip(new Label("ada"));
      assertThat(slot.hex()).isEqualTo("0200000000000000" + "03616461");
      slot.roundTrip(
          new Group(
              new Label("a text that needs a block"),
              new Group(new Nothing(), new Circle(3, 4), Optional.empty()),
              Optional.of("another one of these texts")));
      assertThat(slot.pool().reach()).hasSize(6); // root, probe, two boxes, two texts
      assertThat(slot.roundTrip(new Nothing()).hex()).isEqualTo("04");
      assertThat(slot.pool().reach()).hasSize(2);
    }
  }

  sealed interface Only<T> permits Yes, No {}

  record Yes<T>(T value) implements Only<T> {}

  record No(String why) implements Only<Long> {}

  record Chooses(Probe<Only<String>, Chooses> slot) {}

  @Test
  @SuppressWarnings("unchecked")
  void variantThatThePlaceCannotHold_isRefused() {
    try (Slot<Only<String>> slot =
        new Slot<>(Chooses.class, new Chooses(Probe.of(new Yes<>("yes"))))) {
      Only<?> no = new No("because");
      assertThatThrownBy(() -> slot.store((Only<String>) no))
          .isInstanceOf(NotPersistentSafeException.class)
          .hasMessage(
              "not a variant of Only that this place can hold:"
                  + " dev.emery.schema.ValueCodecTest$No");
    }
  }

  record Chain(long head, Optional<Chain> tail) {}

  record Chained(Probe<Optional<Chain>, Chained> slot) {}

  private static Optional<Chain> chain(int length) {
    Optional<Chain> chain = Optional.empty();
    for (int i = 0; i < length; i++) {
      chain = Optional.of(new Chain(i, chain));
    }
    return chain;
  }

  @Test
  void recursiveValue_isBoxed_upToALimit() {
    try (Slot<Optional<Chain>> slot =
        new Slot<>(Chained.class, new Chained(Probe.of(Optional.empty())))) {
      assertThat(slot.codec.width()).isEqualTo(8);
      slot.roundTrip(chain(1)).roundTrip(chain(500));
      assertThat(slot.pool().reach()).hasSize(502);
      assertThatThrownBy(() -> slot.store(chain(501)))
          .isInstanceOf(PoolException.class)
          .hasMessage(
              "value nests deeper than levels=500;"
                  + " use a collection, or a pointer or PCell between");
      assertThat(slot.load()).isEqualTo(chain(500));
      slot.roundTrip(Optional.empty());
    }
  }

  @Test
  void recursiveValue_thatLeadsInACircle_endsInAnException() {
    try (Slot<Optional<Chain>> slot = new Slot<>(Chained.class, new Chained(Probe.of(chain(2))))) {
      long first = slot.memory().getLong(slot.at());
      long second = slot.memory().getLong(first + 24);
      slot.pool()
          .run(j -> {
            slot.memory().setLong(j, second, second + 24, first);
            assertThatThrownBy(slot::load).isInstanceOf(PoolException.class);
            slot.memory().setLong(j, second, second + 24, 0);
          });
      slot.roundTrip(Optional.empty());
    }
  }

  // ---- constructors of users

  record Checked(int positive) {
    Checked {
      if (positive < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  record CheckedRoot(Probe<Optional<Checked>, CheckedRoot> slot) {}

  @Test
  void constructorOfTheUser_isCode_soLoadsAreNotPure() {
    Optional<Checked> value = Optional.of(new Checked(1));
    try (Slot<Optional<Checked>> slot =
        new Slot<>(CheckedRoot.class, new CheckedRoot(Probe.of(value)))) {
      assertThat(slot.codec.pure()).isFalse();
      slot.roundTrip(value);
    }
  }
}
