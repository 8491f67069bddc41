package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;

/** How {@link PLong} lies in a pool: eight bytes in its entity's block. Found as a service. */
public final class PLongKind extends Kind {
  /** Made by the service loader. */
  public PLongKind() {
    super("PLong", PLong.class, Form.CELL);
  }

  @Override
  public Codec<?> codec(List<Codec<?>> arguments) {
    return new CellCodec();
  }

  private static final class CellCodec extends Codec<PLong<?>> {
    CellCodec() {
      super(8, 8);
    }

    @Override
    public PLong<?> load(Memory m, long block, long at) {
      return new PLong<>(m, block, at);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, PLong<?> value) {
      value.place().requirePrototype("PLong.of(cell.get())");
      m.setLong(j, block, at, value.get());
      value.bind(m, j, block, at);
    }

    @Override
    public boolean equalsStored(Memory m, long block, long at, PLong<?> value) {
      return value.place().memory() == m && value.place().at() == at;
    }

    @Override
    public long container(Memory m, PLong<?> value) {
      return value.place().anchor().containerIn(m);
    }

    @Override
    public PLong<?> empty() {
      return PLong.of(0);
    }
  }
}
