package dev.emery.tool.types;

import dev.emery.PoolException;

/** The pool has collections of a kind that no library on the class path provides. */
public final class UnknownKindException extends PoolException {
  private static final long serialVersionUID = 1L;

  UnknownKindException(String kind) {
    super(
        "pool has objects of a kind that is not known here, kind=%s; add the library that has it: java -cp emery.jar:LIBRARY.jar dev.emery.tool.Emery …"
            .formatted(kind));
  }
}
