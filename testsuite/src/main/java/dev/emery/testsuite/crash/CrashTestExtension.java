package dev.emery.testsuite.crash;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives a {@link CrashTest} its script, and explores it after the test has written it. The annotation
 * brings it along.
 */
public final class CrashTestExtension implements ParameterResolver, InvocationInterceptor {
  private static final int INNER_SHARE = 8;

  /** For JUnit. */
  public CrashTestExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == CrashScript.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Type type = parameter.getParameter().getParameterizedType();
    if (type instanceof ParameterizedType script
        && script.getActualTypeArguments()[0] instanceof Class<?> root
        && root.isRecord()) {
      Method method = context.getRequiredTestMethod();
      String name = context.getRequiredTestClass().getSimpleName() + "." + method.getName();
      return CrashScript.of(name, root.asSubclass(Record.class));
    }
    throw new ParameterResolutionException(
        "script of a crash test has no root record, parameter=" + parameter.getParameter());
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    invocation.proceed();
    CrashTest test =
        AnnotationSupport.findAnnotation(method.getExecutable(), CrashTest.class).orElseThrow();
    for (Object argument : method.getArguments()) {
      if (argument instanceof CrashScript<?> script) {
        CrashReport report = report(script, test);
        context.publishReportEntry("crashes", report.toString());
        report.requireClean();
      }
    }
  }

  private static CrashReport report(CrashScript<?> script, CrashTest test) throws Exception {
    if (!test.reproduce().isEmpty()) {
      return script.reproduce(test.reproduce());
    }
    int images = Integer.getInteger("emery.crash.images", test.images());
    return script.explore(explorer ->
        explorer
            .imagesPerPoint(images)
            .imagesPerInnerPoint(Math.max(1, images / INNER_SHARE))
            .descend(test.descend())
            .seed(test.seed()));
  }
}
