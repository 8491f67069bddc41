package dev.emery.testsuite.crash;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit test that writes a {@link CrashScript}, which is its only parameter. After the test the
 * script is explored: the pool has to survive a crash at each moment of it.
 *
 * {@snippet :
 * @CrashTest
 * void transfers(CrashScript<Bank> script) {
 *   script
 *       .initially(Bank::new)
 *       .describedBy(Bank::balances)
 *       .sync("deposit", (bank, j) -> bank.deposit(j, 100))
 *       .relaxed("move", (bank, j) -> bank.move(j, 5))
 *       .checkpoint()
 *       .reopen();
 * }
 * }
 *
 * <p>A failure has the numbers of the steps that are needed for it, in a line that plays it again:
 * {@code @CrashTest(reproduce = "…")}. The name of the script is that of the class and the method.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(CrashTestExtension.class)
public @interface CrashTest {
  /**
   * How many images of one crash point and one granularity are looked at, where there are more. The
   * system property {@code emery.crash.images} sets it for all tests.
   */
  int images() default 64;

  /**
   * In how many recoveries crashes are played, in how many recoveries after each of those, and so
   * on.
   */
  int[] descend() default {2, 1};

  /** The start of all random choices. */
  long seed() default 1;

  /** The line of a failure, to play that crash and no other. */
  String reproduce() default "";
}
