package dev.emery.transaction;

import dev.emery.NoJournalException;
import dev.emery.TxLocal;
import dev.emery.engine.Engine;
import dev.emery.engine.EngineScope;

/**
 * A consistent look at one pool without the right to change it, as {@code pool.read} and {@code
 * pool.query} hand it to their body. Everything read inside stays as it is until the body ends:
 * each object is locked shared at its first read.
 *
 * <p>A read scope belongs to the thread that runs the body.
 *
 * @param <P> the root record of the pool
 */
@TxLocal
public final class ReadScope<P> implements Scope<P> {
  private final EngineScope scope;
  private final long serial;

  /** Callable from core only: the parameter's type is not exported. */
  @SuppressWarnings("exports")
  public ReadScope(EngineScope scope) {
    if (scope == null) {
      throw new NoJournalException("a read scope cannot be made; pool.read hands one to its body");
    }
    this.scope = scope;
    this.serial = scope.serial();
  }

  @Override
  public boolean isOpen() {
    return scope.isOpen(serial);
  }

  EngineScope on(Engine engine) {
    scope.check(serial, engine);
    return scope;
  }
}
