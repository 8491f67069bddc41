package dev.emery.checker;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * {@link Rule#DONOTCALL}: the mutators that a persistent collection inherits from {@code java.util}
 * throw, on it and on its views.
 */
final class ClosedRule extends TreePathScanner<Void, Void> {
  /** The methods by which {@code java.util}'s interfaces change what they show. */
  private static final Set<String> MUTATORS =
      Set.of(
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "clear",
          "compute",
          "computeIfAbsent",
          "computeIfPresent",
          "merge",
          "offer",
          "offerFirst",
          "offerLast",
          "poll",
          "pollFirst",
          "pollFirstEntry",
          "pollLast",
          "pollLastEntry",
          "pop",
          "push",
          "put",
          "putAll",
          "putFirst",
          "putIfAbsent",
          "putLast",
          "remove",
          "removeAll",
          "removeFirst",
          "removeFirstOccurrence",
          "removeIf",
          "removeLast",
          "removeLastOccurrence",
          "replace",
          "replaceAll",
          "retainAll",
          "set",
          "setValue",
          "sort");

  /** The methods that show a part of a collection, or the same in another way. */
  private static final Set<String> VIEWS =
      Set.of(
          "descendingIterator",
          "descendingKeySet",
          "descendingMap",
          "descendingSet",
          "entrySet",
          "firstEntry",
          "headMap",
          "headSet",
          "iterator",
          "keySet",
          "lastEntry",
          "listIterator",
          "navigableKeySet",
          "next",
          "previous",
          "reversed",
          "sequencedEntrySet",
          "sequencedKeySet",
          "sequencedValues",
          "subList",
          "subMap",
          "subSet",
          "tailMap",
          "tailSet",
          "values");

  /** The methods of {@code Collections} that change their first argument. */
  private static final Set<String> ALGORITHMS =
      Set.of(
          "addAll", "copy", "fill", "replaceAll", "reverse", "rotate", "shuffle", "sort", "swap");

  private final Source source;
  private final Confinement confinement;

  ClosedRule(Source source, Confinement confinement) {
    this.source = source;
    this.confinement = confinement;
  }

  private void report(Tree at, String name) {
    source.report(
        Rule.DONOTCALL,
        getCurrentPath(),
        at,
        name
            + "() always throws here; inside a transaction call the method that takes the "
            + "journal, or use edit(j)");
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree node, Void p) {
    if (source.element(node) instanceof ExecutableElement method) {
      String name = method.getSimpleName().toString();
      if (Marks.isClosed(method)
          || changesView(node, method, name)
          || isAlgorithm(node, method, name)) {
        report(node, name);
      }
    }
    return super.visitMethodInvocation(node, p);
  }

  private boolean changesView(MethodInvocationTree node, ExecutableElement method, String name) {
    return MUTATORS.contains(name)
        && node.getMethodSelect() instanceof MemberSelectTree select
        && method.getEnclosingElement() instanceof TypeElement owner
        && Marks.name(owner).startsWith("java.util.")
        && isClosed(select.getExpression());
  }

  private boolean isAlgorithm(MethodInvocationTree node, ExecutableElement method, String name) {
    return ALGORITHMS.contains(name)
        && method.getEnclosingElement() instanceof TypeElement owner
        && Marks.name(owner).equals("java.util.Collections")
        && !node.getArguments().isEmpty()
        && isClosed(node.getArguments().getFirst());
  }

  /** Whether an expression is a persistent collection, or a view of one that cannot change it. */
  private boolean isClosed(ExpressionTree tree) {
    ExpressionTree at = Source.bare(tree);
    TypeMirror type = source.type(at);
    if (isCollection(type)) {
      return true;
    }
    return at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && VIEWS.contains(select.getIdentifier().toString())
        && isClosed(select.getExpression());
  }

  private boolean isCollection(@Nullable TypeMirror type) {
    TypeElement element = Marks.boundOf(type);
    return element != null
        && confinement.marks().kind(element).isPersistent()
        && (confinement.inherits(element, "java.util.Collection")
            || confinement.inherits(element, "java.util.Map"));
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree node, Void p) {
    if (source.element(node) instanceof ExecutableElement method) {
      String name = method.getSimpleName().toString();
      boolean view =
          MUTATORS.contains(name)
              && method.getEnclosingElement() instanceof TypeElement owner
              && Marks.name(owner).startsWith("java.util.")
              && isClosed(node.getQualifierExpression());
      if (Marks.isClosed(method) || view) {
        report(node, name);
      }
    }
    return super.visitMemberReference(node, p);
  }
}
