package dev.emery.testsuite.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.emery.collections.PHashMap;
import dev.emery.testsuite.crash.pool.ForgetfulMedium;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Crash tests as their authors write them, run by JUnit itself. */
final class CrashTestTest {

  record Bank(PHashMap<String, Long, Bank> accounts) {
    Map<String, Long> balances() {
      return Map.copyOf(accounts);
    }
  }

  private static CrashScript<Bank> transfers(CrashScript<Bank> script) {
    return script
        .describedBy(Bank::balances)
        .sync("open", (bank, j) -> bank.accounts().putAll(j, Map.of("a", 10L, "b", 10L)))
        .checkpoint()
        .abort("rob", (bank, j) -> bank.accounts().clear(j))
        .relaxed("move", (bank, j) -> bank.accounts().merge(j, "a", 5L, (x, y) -> x - y))
        .sync("close", (bank, j) -> bank.accounts().remove(j, "b"))
        .reopen();
  }

  /** The sync of the step with the number 6 is left out. */
  private static CrashScript<Bank> forgettingOneSync(CrashScript<Bank> script) {
    AtomicBoolean forgets = new AtomicBoolean();
    return transfers(script)
        .sync(
            "forget",
            (bank, j) -> {
              bank.accounts().put(j, "c", 1L);
              forgets.set(true);
            })
        .on(medium ->
            new ForgetfulMedium(
                medium, path -> path.toString().endsWith(".journal") && forgets.getAndSet(false)))
        .checkpoint();
  }

  /** What JUnit runs in the tests below, and not by itself. */
  static final class Scripts {
    @CrashTest(images = 4, descend = 1)
    void good(CrashScript<Bank> script) {
      transfers(script);
    }

    @CrashTest(images = 4)
    void forgetful(CrashScript<Bank> script) {
      forgettingOneSync(script);
    }

    @CrashTest
    void throwing(CrashScript<Bank> script) {
      throw new IllegalStateException("no script");
    }

    @CrashTest
    void undescribed(CrashScript<Bank> script) {
      script.sync("nothing", (_, _) -> {});
    }

    @CrashTest
    @SuppressWarnings("rawtypes")
    void rootless(CrashScript script) {}
  }

  private static Events run(String method) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(Scripts.class, method, CrashScript.class))
        .execute()
        .testEvents();
  }

  @Test
  void script_thatSurvives_passes() {
    run("good").assertStatistics(statistics -> statistics.started(1).succeeded(1));
  }

  @Test
  void script_onAMediumThatForgetsSyncs_failsWithTheLineAndTheStepsOfIt() throws Exception {
    Events events = run("forgetful");

    events
        .assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(message(named("Scripts.forgetful[6]")))));
  }

  private static Predicate<String> named(String script) {
    return message -> message.contains("workload=" + script + " at=");
  }

  @Test
  void line_ofAFailure_playsItAgain() throws Exception {
    CrashScript<Bank> script = forgettingOneSync(CrashScript.of("transfers", Bank.class));
    CrashReport report = script.explore(explorer -> explorer.imagesPerPoint(4));
    CrashFailure failure = report.failures().getFirst();
    assertThat(failure.line()).startsWith("workload=transfers[6] at=");

    CrashReport again = script.reproduce(failure.line());

    assertThat(again.failures()).hasSize(1);
    assertThat(again.failures().getFirst().line()).isEqualTo(failure.line());
  }

  @Test
  void script_thatThrows_failsWithIt() {
    run("throwing")
        .assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(message("no script"))));
  }

  @Test
  void script_withoutDescription_isRefused() {
    run("undescribed")
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(
                        "script does not say how it is described,"
                            + " script=Scripts.undescribed"))));
  }

  @Test
  void script_withoutRootRecord_isRefused() {
    run("rootless")
        .assertThatEvents()
        .haveExactly(
            1, event(finishedWithFailure(message(text -> text.contains("has no root record")))));
  }
}
