package dev.emery.testsuite.pool;

import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test an empty pool, and after the test checks it and closes it. A test fails where the
 * integrity check finds something, whatever the test itself looked at.
 *
 * {@snippet :
 * @RegisterExtension final PoolExtension<Bank> bank = PoolExtension.crashable(Bank.class);
 *
 * @Test
 * void audit_afterACrash_isThere() {
 *   bank.pool().transaction(j -> bank.root().audit().add(j, "opened"));
 *   bank.crash();
 *   assertEquals(List.of("opened"), bank.root().audit());
 * }
 * }
 *
 * <p>A pool that the test has closed or broken is opened again to be checked, unless it was in
 * memory only and is gone.
 *
 * @param <P> the root record
 */
public final class PoolExtension<P extends Record>
    implements BeforeEachCallback, AfterEachCallback {
  private static final long SMALL = 16L << 20;

  private final BiFunction<Class<P>, PoolOptions, TestPool<P>> kind;
  private final boolean keeps;
  private final Class<P> root;
  private final PoolOptions options;
  private @Nullable TestPool<P> test;

  private PoolExtension(
      BiFunction<Class<P>, PoolOptions, TestPool<P>> kind,
      boolean keeps,
      Class<P> root,
      PoolOptions options) {
    this.kind = kind;
    this.keeps = keeps;
    this.root = root;
    this.options = options;
  }

  /** Pools without a file: the fastest. */
  public static <P extends Record> PoolExtension<P> inMemory(Class<P> root) {
    return new PoolExtension<>(MemoryPool::of, false, root, PoolOptions.defaults());
  }

  /** Pools in files, each in a temporary folder of its own. */
  public static <P extends Record> PoolExtension<P> file(Class<P> root) {
    return new PoolExtension<>(FilePool::new, true, root, PoolOptions.defaults());
  }

  /**
   * Pools that can be crashed: on a medium in memory that records what is done to it, 16 MiB at
   * most. {@code -Demery.seed} repeats what crashes leave.
   */
  public static <P extends Record> PoolExtension<P> crashable(Class<P> root) {
    long seed = Long.getLong("emery.seed", 1);
    return new PoolExtension<>(
        (type, options) -> new CrashablePool<>(type, options, seed),
        true,
        root,
        PoolOptions.defaults().maximumSize(SMALL));
  }

  /** The same pools with other options. */
  public PoolExtension<P> with(PoolOptions other) {
    return new PoolExtension<>(kind, keeps, root, other);
  }

  private TestPool<P> test() {
    if (test == null) {
      throw new IllegalStateException("no test is running");
    }
    return test;
  }

  /** The pool as it is open now. */
  public Pool<P> pool() {
    return test().pool();
  }

  /** Its root. */
  public P root() {
    return pool().root();
  }

  /**
   * Closes the pool and opens it again; what was reached before has to be looked up again.
   *
   * @throws UnsupportedOperationException if it is in memory only
   */
  public void reopen() {
    test().reopen();
  }

  /**
   * Makes everything durable, and opens the pool from one of the states that a power cut could
   * leave then.
   *
   * @throws UnsupportedOperationException if it is not {@link #crashable}
   */
  public void crash() {
    test().crash();
  }

  @Override
  public void beforeEach(@Nullable ExtensionContext context) {
    test = kind.apply(root, options);
  }

  @Override
  public void afterEach(@Nullable ExtensionContext context) {
    try (TestPool<P> ending = test()) {
      test = null;
      if (!ending.pool().isOpen()) {
        if (!keeps) {
          return;
        }
        ending.reopen();
      }
      List<String> problems = ending.problems();
      if (!problems.isEmpty()) {
        throw new AssertionError("the integrity check after the test found: " + problems);
      }
    }
  }
}
