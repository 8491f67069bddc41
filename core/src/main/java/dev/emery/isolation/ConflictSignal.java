package dev.emery.isolation;

/**
 * Thrown out of a wait whose owner was chosen to give way in a deadlock, and again by every later
 * call of this owner (E25). The engine rolls the attempt back and runs the body again; users never
 * see it. It has no stack trace, since it is control flow.
 */
public final class ConflictSignal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConflictSignal(String message) {
    super(message, null, false, false);
  }
}
