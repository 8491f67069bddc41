package dev.emery;

/**
 * Says to the compile-time checker that a transaction's body may change a volatile object, although
 * the body may run more than once: a counter of attempts, a cache, a buffer that the body empties
 * first.
 *
 * {@snippet :
 * pool.transaction(j -> {
 *   AssertTxInSafe.of(attempts).incrementAndGet();
 *   root.runs().add(j, 1);
 * });
 * }
 *
 * <p>It does nothing when the program runs.
 */
public final class AssertTxInSafe {
  private AssertTxInSafe() {}

  /** Returns {@code object}, whose change inside the body is meant. */
  public static <T> T of(T object) {
    return object;
  }
}
