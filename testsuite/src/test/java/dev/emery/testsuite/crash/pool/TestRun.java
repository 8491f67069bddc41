package dev.emery.testsuite.crash.pool;

import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The child of {@link OtherTests}: runs tests up to the first that fails, and writes a line for
 * each that begins and for the one that has failed. Its arguments are packages of tests, which are
 * run in that order, or one test, {@code CLASS#METHOD}.
 */
final class TestRun implements TestExecutionListener {
  static final String BEGUN = "begun: ";
  static final String FAILED = "failed: ";

  private final CancellationToken end = CancellationToken.create();
  private int tests;

  private TestRun() {}

  static void main(String[] args) {
    var run = new TestRun();
    for (String what : args) {
      run.run(
          what.contains("#")
              ? DiscoverySelectors.selectMethod(what)
              : DiscoverySelectors.selectPackage(what));
    }
    System.out.println("tests: " + run.tests);
    System.exit(run.end.isCancellationRequested() ? 1 : 0);
  }

  private void run(DiscoverySelector what) {
    var request = LauncherDiscoveryRequestBuilder.request().selectors(what).build();
    LauncherFactory.create()
        .execute(
            LauncherExecutionRequestBuilder.request(request)
                .listeners(this)
                .cancellationToken(end)
                .build());
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (test.isTest()) {
      tests++;
      System.out.println(BEGUN + name(test));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.FAILED && !end.isCancellationRequested()) {
      System.out.println(FAILED + name(test));
      result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(System.out));
      end.cancel();
    }
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(method -> method.getJavaClass().getSimpleName() + "." + method.getMethodName())
        .orElse(test.getDisplayName());
  }
}
