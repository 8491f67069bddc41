package dev.emery.checker;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.TreePath;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Whether the functions of a stream are called at once and on the same thread: where one expression
 * makes a sequential stream, and uses it up.
 */
final class Streams {
  private static final Set<String> LAZY = Set.of("iterator", "spliterator");

  private final Source source;
  private final Confinement confinement;

  Streams(Source source, Confinement confinement) {
    this.source = source;
    this.confinement = confinement;
  }

  /** Whether a call is a step of a stream that begins and ends in the expression around it. */
  boolean runsAtOnce(TreePath call) {
    if (!(call.getLeaf() instanceof MethodInvocationTree step) || !isOfStreams(method(step))) {
      return false;
    }
    if (isCollector(step)) {
      Arguments taken = Arguments.of(call, source);
      return taken != null && runsAtOnce(taken.call());
    }
    return beginsSequential(step) && endsSequential(call);
  }

  private boolean isCollector(MethodInvocationTree step) {
    ExecutableElement method = method(step);
    return method != null && Marks.name(Marks.owner(method)).equals("java.util.stream.Collectors");
  }

  private @Nullable ExecutableElement method(MethodInvocationTree call) {
    return source.element(call) instanceof ExecutableElement method ? method : null;
  }

  private static boolean isOfStreams(@Nullable ExecutableElement method) {
    return method != null && Marks.name(Marks.owner(method)).startsWith("java.util.stream.");
  }

  private boolean beginsSequential(MethodInvocationTree step) {
    ExecutableElement method = method(step);
    if (method == null || method.getSimpleName().toString().startsWith("parallel")) {
      return false;
    }
    if (!isOfStreams(method)) {
      return isStream(method.getReturnType()) && isOfJdk(method); // stream() of a collection
    }
    if (method.getModifiers().contains(Modifier.STATIC)) {
      return !Marks.name(Marks.owner(method)).endsWith("StreamSupport");
    }
    return step.getMethodSelect() instanceof MemberSelectTree select
        && Source.bare(select.getExpression()) instanceof MethodInvocationTree before
        && beginsSequential(before);
  }

  private static boolean isOfJdk(ExecutableElement method) {
    return Marks.isOwn(method) || Marks.name(Marks.owner(method)).startsWith("java.");
  }

  private boolean endsSequential(TreePath call) {
    TreePath at = call;
    while (at.getLeaf() instanceof ExpressionTree step && isStream(source.type(step))) {
      TreePath next = at.getParentPath();
      while (next.getLeaf() instanceof ParenthesizedTree) {
        next = next.getParentPath();
      }
      if (!(next.getLeaf() instanceof MemberSelectTree select)
          || select.getIdentifier().toString().startsWith("parallel")
          || LAZY.contains(select.getIdentifier().toString())) {
        return false;
      }
      at = next.getParentPath();
    }
    return at.getLeaf() instanceof MethodInvocationTree;
  }

  private boolean isStream(@Nullable TypeMirror type) {
    TypeElement element = Marks.classOf(type);
    return element != null && confinement.inherits(element, "java.util.stream.BaseStream");
  }
}
