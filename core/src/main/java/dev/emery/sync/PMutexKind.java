package dev.emery.sync;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How {@link PMutex} lies in a pool: a mark and its value. Found as a service. */
public final class PMutexKind extends Kind {
  /** Made by the service loader. */
  public PMutexKind() {
    super("PMutex", PMutex.class, Form.CELL, new Argument("value", Role.VALUE));
  }

  @Override
  public Codec<?> codec(List<Codec<?>> arguments) {
    return new MutexCodec<>(arguments.getFirst());
  }

  private static final class MutexCodec<T> extends Codec<PMutex<T, ?>> {
    private final Codec<T> value;

    MutexCodec(Codec<T> value) {
      super(MutexFormat.width(value.width()), MutexFormat.ALIGNMENT);
      this.value = value;
    }

    /** Always: whoever drops the slot has to take the lock. */
    @Override
    public boolean owns() {
      return true;
    }

    @Override
    public PMutex<T, ?> load(Memory m, long block, long at) {
      return new PMutex<>(m, block, at, value);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, PMutex<T, ?> mutex) {
      mutex.place().requirePrototype("PMutex.of(mutex.peek())");
      m.setLong(j, block, at, MutexFormat.MARK);
      value.store(m, j, block, MutexFormat.value(at), mutex.peek());
      mutex.bind(m, j, block, at, value);
    }

    @Override
    public void drop(Memory m, Journal<?> j, long block, long at) {
      if (m.getLong(at) != 0) {
        m.lockExclusive(j, MutexFormat.lock(at));
        value.drop(m, j, block, MutexFormat.value(at));
      }
    }

    @Override
    public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
      if (m.getLong(at) != 0) {
        value.visit(m, block, MutexFormat.value(at), visitor);
      }
    }

    @Override
    public void check(Memory m, long block, long at, Consumer<String> problems) {
      if (m.getLong(at) != MutexFormat.MARK) {
        problems.accept("mutex without its mark, at=0x" + Long.toHexString(at));
      }
      value.check(m, block, MutexFormat.value(at), problems);
    }

    @Override
    public boolean equalsStored(Memory m, long block, long at, PMutex<T, ?> mutex) {
      return mutex.place().isAt(m, at);
    }

    @Override
    public long container(Memory m, PMutex<T, ?> mutex) {
      return mutex.place().anchor().containerIn(m);
    }

    @Override
    public PMutex<T, ?> detach(PMutex<T, ?> mutex) {
      return PMutex.of(value.detach(mutex.peek()));
    }

    @Override
    public @Nullable PMutex<T, ?> empty() {
      T none = value.empty();
      return none == null ? null : PMutex.of(none);
    }
  }
}
