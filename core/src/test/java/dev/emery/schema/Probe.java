package dev.emery.schema;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The smallest collection: one slot in a block of its own. Through it tests get at codecs. */
public final class Probe<T, P> {
  final Anchor anchor;
  private final @Nullable Type<T> type;
  @Nullable T prototype;

  private Probe(Anchor anchor, @Nullable Type<T> type, @Nullable T prototype) {
    this.anchor = anchor;
    this.type = type;
    this.prototype = prototype;
  }

  public static <T, P> Probe<T, P> of(T value) {
    return new Probe<>(new Anchor(), null, value);
  }

  public static <T, P> Probe<T, P> empty() {
    return new Probe<>(new Anchor(), null, null);
  }

  public T get() {
    return anchor.read(
        false, m -> Objects.requireNonNull(type).content.load(m, anchor.block(), at()));
  }

  public void set(Journal<?> j, T value) {
    Memory m = anchor.write(j);
    Codec<T> content = Objects.requireNonNull(type).content;
    content.drop(m, j, anchor.block(), at());
    content.store(m, j, anchor.block(), at(), value);
  }

  private long at() {
    return Memory.payload(anchor.block());
  }

  /** The kind of a probe, in one of several roles. */
  static final class ProbeKind extends Kind {
    ProbeKind() {
      this("Probe", Probe.class, new Argument("element", Role.VALUE));
    }

    ProbeKind(String name, Class<?> type, Argument... arguments) {
      super(name, type, Form.OBJECT, arguments);
    }

    @Override
    public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
      return new Type<>(tag, arguments.getLast(), arguments);
    }
  }

  /** The objects of a probe, with its codecs for tests to see. */
  static final class Type<T> extends ObjectType<Probe<T, ?>> {
    final Codec<T> content;
    final List<Codec<?>> arguments;

    @SuppressWarnings("unchecked") // the codec of the argument T
    Type(int tag, Codec<?> content, List<Codec<?>> arguments) {
      super(tag);
      this.content = (Codec<T>) content;
      this.arguments = arguments;
    }

    @Override
    public Probe<T, ?> open(Memory m, long block, long id, long container) {
      return new Probe<>(new Anchor(m, block, id, container), this, null);
    }

    @Override
    public long bytes(Probe<T, ?> prototype) {
      return content.width();
    }

    @Override
    public void fill(Memory m, Journal<?> j, long block, long container, Probe<T, ?> prototype) {
      if (prototype.prototype != null) {
        content.store(m, j, block, Memory.payload(block), prototype.prototype);
      }
      prototype.anchor.place(m, j, block, container);
    }

    @Override
    public long place(Memory m, Probe<T, ?> value) {
      long block = value.anchor.placeIn(m);
      if (block != 0) {
        m.require(block, value.anchor.id());
      }
      return block;
    }

    @Override
    public long container(Memory m, Probe<T, ?> value) {
      return value.anchor.containerIn(m);
    }

    @Override
    public boolean dropSome(Memory m, Journal<?> j, long block, int budget) {
      content.drop(m, j, block, Memory.payload(block));
      m.clear(j, block, Memory.payload(block), content.width());
      return true;
    }

    @Override
    public void visit(Memory m, long block, OwnedVisitor visitor) {
      content.visit(m, block, Memory.payload(block), visitor);
    }

    @Override
    public void check(Memory m, long block, Consumer<String> problems) {}

    @Override
    public Probe<T, ?> detach(Probe<T, ?> value) {
      return Probe.of(content.detach(value.get()));
    }

    @Override
    public Probe<T, ?> empty() {
      return Probe.empty();
    }
  }
}
