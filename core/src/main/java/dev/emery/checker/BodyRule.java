package dev.emery.checker;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
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
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * {@link Rule#TXIN}: a transaction changes nothing but pools, since its body may be run again and
 * what it changed elsewhere is not rolled back. It follows aliases and getters, and no further: a
 * helper without a journal that changes what it is given is not seen.
 */
final class BodyRule extends TreePathScanner<Void, Void> {
  private final Source source;
  private final Confinement confinement;
  private final boolean strict;

  /** Variables that are declared in the body at hand; the value says what they are names for. */
  private final Map<Element, Tree> inside = new HashMap<>();

  /** Variables inside whose value comes from outside all the same. */
  private final Set<Element> aliases = new HashSet<>();

  /** Classes that are declared in the body at hand. */
  private final Set<Element> classes = new HashSet<>();

  private int bodies;
  private boolean constructing;

  BodyRule(Source source, Confinement confinement, boolean strict) {
    this.source = source;
    this.confinement = confinement;
    this.strict = strict;
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
    bodies = body ? 1 : isInsideOfBody() ? bodies : 0;
    super.visitMethod(node, p);
    bodies = before;
    constructing = outer;
    return null;
  }

  /** Whether a method is that of a class inside of a body. */
  private boolean isInsideOfBody() {
    return bodies > 0;
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
      inside.put(element, node);
      boolean alias =
          node.getInitializer() != null && isOutside(node.getInitializer())
              || parent instanceof LambdaExpressionTree && comesFromOutside(node);
      if (alias) {
        aliases.add(element);
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
        && isOutside(select.getExpression());
  }

  @Override
  public Void visitClass(ClassTree node, Void p) {
    Element element = source.element(node);
    if (bodies > 0 && element != null) {
      classes.add(element);
    }
    return super.visitClass(node, p);
  }

  @Override
  public Void visitInstanceOf(InstanceOfTree node, Void p) {
    if (bodies > 0 && node.getPattern() != null && isOutside(node.getExpression())) {
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
    if (bodies > 0 && isOutside(selector)) {
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
          aliases.add(variable);
        }
      }
      default -> {}
    }
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void p) {
    Element element = source.element(node.getVariable());
    if (element != null && bodies > 0 && isOutside(node.getExpression())) {
      aliases.add(element);
    }
    return super.visitEnhancedForLoop(node, p);
  }

  @Override
  public Void visitAssignment(AssignmentTree node, Void p) {
    if (bodies > 0) {
      requireInside(node.getVariable());
      Element variable = source.element(node.getVariable());
      if (variable != null && inside.containsKey(variable) && isOutside(node.getExpression())) {
        aliases.add(variable);
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
    if (at instanceof ArrayAccessTree access && isOutside(access.getExpression())) {
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
            ? !constructing && !isOfPool(owner)
            : isOutside(((MemberSelectTree) at).getExpression());
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
              && isOutside(node.getArguments().get(Mutators.argument(owner, name)));
      if (first) {
        report(node, "what " + owner.getSimpleName() + "." + name + "() changes");
      } else if (strict && !Mutators.isKnown(owner) && !takesJournal(method)) {
        report(node, "what " + name + "() may change");
      }
      return;
    }
    boolean outside =
        node.getMethodSelect() instanceof MemberSelectTree select
            ? isOutside(select.getExpression())
            : !isOfPool(owner);
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
        && isOutside(filled)) {
      report(node, "what a stream collects into");
    }
  }

  /** Whether a call moves an iterator on that was made in the body. */
  private boolean isOwnStep(MethodInvocationTree node, String name) {
    return name.startsWith("next")
        && node.getMethodSelect() instanceof MemberSelectTree select
        && inside.containsKey(source.element(select.getExpression()));
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
        && isOutside(node.getQualifierExpression())
        && !isForLater()
        && Mutators.changes(Marks.owner(method), method.getSimpleName().toString(), confinement)) {
      report(node, "what " + method.getSimpleName() + "() changes");
    }
    return super.visitMemberReference(node, p);
  }

  /** Whether an object was there before the body, or may have been. */
  private boolean isOutside(@Nullable ExpressionTree tree) {
    if (tree == null) {
      return false;
    }
    return switch (Source.bare(tree)) {
      case IdentifierTree name -> isOutside(name);
      case MemberSelectTree select -> isOutside(select);
      case MethodInvocationTree call -> gives(call);
      case ArrayAccessTree access -> isOutside(access.getExpression());
      case TypeCastTree cast -> isOutside(cast.getExpression());
      case AssignmentTree assignment -> isOutside(assignment.getExpression());
      case ConditionalExpressionTree choice ->
          isOutside(choice.getTrueExpression()) || isOutside(choice.getFalseExpression());
      case SwitchExpressionTree choice ->
          choice.getCases().stream()
              .anyMatch(each -> each.getBody() instanceof ExpressionTree e && isOutside(e));
      default -> false;
    };
  }

  private boolean isOutside(IdentifierTree name) {
    Element element = source.element(name);
    if (element == null || isOfPool(source.type(name))) {
      return false;
    }
    return switch (element.getKind()) {
      case LOCAL_VARIABLE, PARAMETER, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE ->
          name.getName().contentEquals("this")
              || !inside.containsKey(element)
              || aliases.contains(element);
      case FIELD ->
          element.getModifiers().contains(Modifier.STATIC) || !isOfPool(Marks.owner(element));
      default -> false;
    };
  }

  private boolean isOutside(MemberSelectTree select) {
    Element element = source.element(select);
    if (element == null || element.getKind() != ElementKind.FIELD) {
      return false;
    }
    return !isOfPool(source.type(select))
        && (element.getModifiers().contains(Modifier.STATIC) || isOutside(select.getExpression()));
  }

  /** Whether a call gives something from outside: by a getter, or by handing back an argument. */
  private boolean gives(MethodInvocationTree call) {
    if (!(source.element(call) instanceof ExecutableElement method) || Marks.isOwn(method)) {
      return false;
    }
    if (method.getModifiers().contains(Modifier.STATIC)) {
      return !Mutators.copies(method)
          && call.getArguments().stream()
              .anyMatch(each -> isOutside(each) && mayBe(source.type(each), source.type(call)));
    }
    return call.getMethodSelect() instanceof MemberSelectTree select
        ? isOutside(select.getExpression()) && !Mutators.copies(method)
        : !isOfPool(Marks.owner(method)) && !Mutators.copies(method);
  }

  /** Whether an object of one type can be one of another: a String is never a List. */
  private boolean mayBe(@Nullable TypeMirror type, @Nullable TypeMirror other) {
    TypeElement element = Marks.boundOf(type);
    TypeElement wanted = Marks.boundOf(other);
    if (element == null || wanted == null) {
      return type != null && other != null && type.getKind() == other.getKind();
    }
    return confinement.inherits(element, wanted)
        || !element.getModifiers().contains(Modifier.FINAL)
            && element.getKind() != ElementKind.ENUM
            && (wanted.getKind().isInterface() || confinement.inherits(wanted, element));
  }

  private boolean isOfPool(@Nullable TypeMirror type) {
    TypeElement element = Marks.boundOf(type);
    return element != null && isOfPool(element);
  }

  /** Whether objects of a class belong to a pool, or end with the transaction. */
  private boolean isOfPool(TypeElement element) {
    return classes.contains(element)
        || confinement.marks().kind(element).isPersistent()
        || confinement.marks().isLocal(element)
        || confinement.isEntity(element.asType())
        || Marks.isOwn(element);
  }
}
