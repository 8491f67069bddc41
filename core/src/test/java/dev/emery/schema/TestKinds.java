package dev.emery.schema;

import dev.emery.cell.PCellKind;
import dev.emery.cell.PLongKind;
import dev.emery.cell.VCellKind;
import dev.emery.pointer.PboxKind;
import dev.emery.pointer.PrcKind;
import dev.emery.pointer.PrcWeakKind;
import dev.emery.schema.Kind.Argument;
import dev.emery.schema.Kind.Form;
import dev.emery.schema.Kind.Role;
import dev.emery.sync.PMutexKind;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.Objects;

/** Kinds of every form and role. */
public final class TestKinds {
  static final Kinds ALL =
      Kinds.of(
          new PLongKind(),
          new PCellKind(),
          new Probe.ProbeKind(),
          new Probe.ProbeKind(
              "Table",
              Table.class,
              new Argument("key", Role.KEY),
              new Argument("value", Role.VALUE)),
          new Probe.ProbeKind(
              "Sorted",
              Sorted.class,
              new Argument("key", Role.ORDERED_KEY),
              new Argument("value", Role.VALUE)),
          new LinkKind("Link", Link.class, Role.VALUE, false),
          new LinkKind("Shared", Shared.class, Role.SHARED, true),
          new NothingKind(),
          new PboxKind(),
          new PrcKind(),
          new PrcWeakKind(),
          new PMutexKind(),
          new VCellKind());

  private TestKinds() {}

  /** A map as far as the walk is concerned. */
  public static final class Table<K, V, P> {}

  /** A sorted map as far as the walk is concerned. */
  public static final class Sorted<K, V, P> {}

  /** A pointer that one thread may use. */
  public record Link<T, P>(long target) {}

  /** A pointer that threads may share. */
  public record Shared<T, P>(long target) {}

  /** A cell that keeps its value on the Java heap. */
  public static final class Nothing<T, P> {}

  private static final class LinkKind extends Kind {
    private final boolean shareable;

    LinkKind(String name, Class<?> type, Role role, boolean shareable) {
      super(name, type, Form.POINTER, new Argument("target", role));
      this.shareable = shareable;
    }

    @Override
    public boolean isShareable() {
      return shareable;
    }

    @Override
    public Codec<?> codec(List<Codec<?>> arguments) {
      return new LinkCodec(Objects.requireNonNull(arguments.getFirst().object()));
    }
  }

  /** A reference with a count and no more. */
  static final class LinkCodec extends Codec<Link<?, ?>> {
    final ObjectType<?> target;

    LinkCodec(ObjectType<?> target) {
      super(8, 8);
      this.target = target;
    }

    @Override
    public boolean owns() {
      return true;
    }

    @Override
    public boolean isReference() {
      return true;
    }

    @Override
    public Link<?, ?> load(Memory m, long block, long at) {
      return new Link<>(m.getLong(at));
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Link<?, ?> value) {
      m.setLong(j, block, at, value.target());
      m.own(j, value.target(), block, at);
    }

    @Override
    public void drop(Memory m, Journal<?> j, long block, long at) {
      if (m.getLong(at) != 0) {
        m.disown(j, m.getLong(at), block, at);
      }
    }

    @Override
    public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
      if (m.getLong(at) != 0) {
        visitor.object(m.getLong(at), block, at);
      }
    }

    @Override
    public boolean equalsStored(Memory m, long block, long at, Link<?, ?> value) {
      return m.getLong(at) == value.target();
    }
  }

  private static final class NothingKind extends Kind {
    NothingKind() {
      super("Nothing", Nothing.class, Form.CELL, new Argument("value", Role.VOLATILE));
    }

    @Override
    public Codec<?> codec(List<Codec<?>> arguments) {
      return new NothingCodec();
    }
  }

  private static final class NothingCodec extends Codec<Nothing<?, ?>> {
    NothingCodec() {
      super(1, 1);
    }

    @Override
    public Nothing<?, ?> load(Memory m, long block, long at) {
      return new Nothing<>();
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Nothing<?, ?> value) {}

    @Override
    public boolean equalsStored(Memory m, long block, long at, Nothing<?, ?> value) {
      return true;
    }
  }
}
