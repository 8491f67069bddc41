package dev.emery.checker;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * {@link Rule#TXIN}: a transaction changes nothing but pools, since its body may be run again and
 * what it changed elsewhere is not rolled back. It follows aliases and getters, and no further: a
 * helper without a journal that changes what it is given is not seen.
 */
final class BodyRule extends TreePathScanner<Void, Void> {
  private final Source source;
  private final Confinement confinement;
  private final boolean strict;
  private final Origins origins;
  private int bodies;
  private boolean constructing;

  BodyRule(Source source, Confinement confinement, boolean strict) {
    this.source = source;
    this.confinement = confinement;
    this.strict = strict;
    this.origins = new Origins(source, confinement);
  }

  private void report(Tree at, String what) {
    source.report(
        Rule.TXIN,
        getCurrentPath(),
        at,
        what
            + " is not undone when the transaction is rolled back or run again; change it "
            + "afterwards or in onCommit, or say AssertTxInSafe.of(…)");
  }

  @Override
  public Void visitMethod(MethodTree node, Void p) {
    boolean body =
        hasJournal(node.getParameters()) && source.element(node) instanceof ExecutableElement;
    int before = bodies;
    boolean outer = constructing;
    constructing = body && node.getReturnType() == null;
    bodies = body ? 1 : bodies; // a method of a class inside of a body is part of it
    super.visitMethod(node, p);
    bodies = before;
    constructing = outer;
    return null;
  }

  private boolean hasJournal(List<? extends VariableTree> parameters) {
    return parameters.stream().anyMatch(each -> Marks.isJournal(source.type(each)));
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree node, Void p) {
    boolean body = hasJournal(node.getParameters());
    if (bodies > 0 && isForLater()) {
      int before = bodies;
      bodies = 0;
      super.visitLambdaExpression(node, p);
      bodies = before;
      return null;
    }
    bodies += body ? 1 : 0;
    super.visitLambdaExpression(node, p);
    bodies -= body ? 1 : 0;
    return null;
  }

  /** Whether a lambda is for {@code onCommit} or {@code onAbort}, which are run once. */
  private boolean isForLater() {
    Arguments taken = Arguments.of(getCurrentPath(), source);
    return taken != null
        && Marks.isJournal(Marks.owner(taken.method()).asType())
        && taken.method().getSimpleName().toString().startsWith("on");
  }

  @Override
  public Void visitVariable(VariableTree node, Void p) {
    Element element = source.element(node);
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    if (element != null && bodies > 0 && !(parent instanceof MethodTree)) {
      origins.declare(element);
      boolean alias =
          node.getInitializer() != null && origins.isOutside(node.getInitializer())
              || parent instanceof LambdaExpressionTree && comesFromOutside(node);
      if (alias) {
        origins.name(element);
      }
    }
    return super.visitVariable(node, p);
  }

  /** Whether a lambda's parameter is given by something outside: {@code all.forEach(x -> …)}. */
  private boolean comesFromOutside(VariableTree parameter) {
    var lambda = getCurrentPath().getParentPath();
    return !Marks.isScope(source.type(parameter))
        && lambda.getParentPath().getLeaf() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && !(source.element(select.getExpression()) instanceof TypeElement)
        && origins.isOutside(select.getExpression());
  }

  @Override
  public Void visitClass(ClassTree node, Void p) {
    Element element = source.element(node);
    if (bodies > 0 && element != null) {
      origins.declare(element);
    }
    return super.visitClass(node, p);
  }

  @Override
  public Void visitInstanceOf(InstanceOfTree node, Void p) {
    if (bodies > 0 && node.getPattern() != null && origins.isOutside(node.getExpression())) {
      nameInPattern(node.getPattern());
    }
    return super.visitInstanceOf(node, p);
  }

  @Override
  public Void visitCase(CaseTree node, Void p) {
    ExpressionTree selector =
        switch (getCurrentPath().getParentPath().getLeaf()) {
          case SwitchTree statement -> statement.getExpression();
          case SwitchExpressionTree expression -> expression.getExpression();
          default -> null;
        };
    if (bodies > 0 && origins.isOutside(selector)) {
      node.getLabels().forEach(this::nameInPattern);
    }
    return super.visitCase(node, p);
  }

  /** The variables of a pattern are names for parts of something outside. */
  private void nameInPattern(Tree pattern) {
    switch (pattern) {
      case PatternCaseLabelTree label -> nameInPattern(label.getPattern());
      case DeconstructionPatternTree parts ->
          parts.getNestedPatterns().forEach(this::nameInPattern);
      case BindingPatternTree binding -> {
        Element variable = source.element(binding.getVariable());
        if (variable != null) {
          origins.name(variable);
        }
      }
      default -> {}
    }
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void p) {
    Element element = source.element(node.getVariable());
    if (element != null && bodies > 0 && origins.isOutside(node.getExpression())) {
      origins.name(element);
    }
    return super.visitEnhancedForLoop(node, p);
  }

  @Override
  public Void visitAssignment(AssignmentTree node, Void p) {
    if (bodies > 0) {
      requireInside(node.getVariable());
      Element variable = source.element(node.getVariable());
      if (variable != null
          && origins.isDeclared(variable)
          && origins.isOutside(node.getExpression())) {
        origins.name(variable);
      }
    }
    return super.visitAssignment(node, p);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree node, Void p) {
    if (bodies > 0) {
      requireInside(node.getVariable());
    }
    return super.visitCompoundAssignment(node, p);
  }

  @Override
  public Void visitUnary(UnaryTree node, Void p) {
    boolean changes =
        switch (node.getKind()) {
          case POSTFIX_INCREMENT, POSTFIX_DECREMENT, PREFIX_INCREMENT, PREFIX_DECREMENT -> true;
          default -> false;
        };
    if (bodies > 0 && changes) {
      requireInside(node.getExpression());
    }
    return super.visitUnary(node, p);
  }

  /** Requires that what an assignment changes was made in the body. */
  private void requireInside(ExpressionTree target) {
    ExpressionTree at = Source.bare(target);
    if (at instanceof ArrayAccessTree access && origins.isOutside(access.getExpression())) {
      report(at, "an element of an array from outside of the body");
    }
    Element element = source.element(at);
    if (element == null || element.getKind() != ElementKind.FIELD) {
      return;
    }
    boolean isStatic = element.getModifiers().contains(Modifier.STATIC);
    TypeElement owner = Marks.owner(element);
    boolean own =
        !(at instanceof MemberSelectTree select)
            || select.getExpression() instanceof IdentifierTree name
                && name.getName().contentEquals("this");
    boolean outer =
        own
            ? !constructing && !origins.isOfPool(owner)
            : origins.isOutside(((MemberSelectTree) at).getExpression());
    if (isStatic || outer) {
      report(at, "the field " + element.getSimpleName());
    }
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree node, Void p) {
    if (bodies > 0 && source.element(node) instanceof ExecutableElement method) {
      requirePure(node, method);
    }
    return super.visitMethodInvocation(node, p);
  }

  private void requirePure(MethodInvocationTree node, ExecutableElement method) {
    String name = method.getSimpleName().toString();
    TypeElement owner = Marks.owner(method);
    if (method.getModifiers().contains(Modifier.STATIC)) {
      requireNewCollection(node, owner, name);
      boolean first =
          !node.getArguments().isEmpty()
              && Mutators.changesArgument(owner, name)
              && origins.isOutside(node.getArguments().get(Mutators.argument(owner, name)));
      if (first) {
        report(node, "what " + owner.getSimpleName() + "." + name + "() changes");
      } else if (strict && !Mutators.isKnown(owner) && !takesJournal(method)) {
        report(node, "what " + name + "() may change");
      }
      return;
    }
    boolean outside =
        node.getMethodSelect() instanceof MemberSelectTree select
            ? origins.isOutside(select.getExpression())
            : !origins.isOfPool(owner);
    if (outside && Mutators.changes(owner, name, confinement) && !isOwnStep(node, name)) {
      report(node, "what " + name + "() changes");
    } else if (strict
        && outside
        && (!Mutators.isKnown(owner) || confinement.isFunction(owner) && !Marks.isOwn(owner))
        && !takesJournal(method)) {
      report(node, "what " + name + "() may change");
    }
  }

  /** A collector fills a collection that it makes. */
  private void requireNewCollection(MethodInvocationTree node, TypeElement owner, String name) {
    if (name.equals("toCollection")
        && Marks.name(owner).equals("java.util.stream.Collectors")
        && Source.bare(node.getArguments().getFirst()) instanceof LambdaExpressionTree lambda
        && lambda.getBody() instanceof ExpressionTree filled
        && origins.isOutside(filled)) {
      report(node, "what a stream collects into");
    }
  }

  /** Whether a call moves an iterator on that was made in the body. */
  private boolean isOwnStep(MethodInvocationTree node, String name) {
    return name.startsWith("next")
        && node.getMethodSelect() instanceof MemberSelectTree select
        && origins.isDeclared(source.element(select.getExpression()));
  }

  private static boolean takesJournal(ExecutableElement method) {
    return method.getParameters().stream().anyMatch(each -> Marks.isScope(each.asType()))
        || Marks.isOwn(method);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree node, Void p) {
    if (bodies > 0
        && source.element(node) instanceof ExecutableElement method
        && !(source.element(node.getQualifierExpression()) instanceof TypeElement)
        && origins.isOutside(node.getQualifierExpression())
        && !isForLater()
        && Mutators.changes(Marks.owner(method), method.getSimpleName().toString(), confinement)) {
      report(node, "what " + method.getSimpleName() + "() changes");
    }
    return super.visitMemberReference(node, p);
  }
}
