package dev.emery.checker;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * {@link Rule#CAPTURE}: code that may run later or elsewhere uses nothing that is confined to a
 * transaction, and {@link Rule#NESTED}: the body of one uses its own journal.
 */
final class CaptureRule extends TreePathScanner<Void, Void> {
  private final Source source;
  private final Confinement confinement;
  private final Known known;
  private final Streams streams;

  /** The functions and classes around the place where the scan is, from outside to inside. */
  private final List<Frame> frames = new ArrayList<>();

  /** For each variable and class how many frames are around its declaration. */
  private final Map<Element, Integer> depths = new HashMap<>();

  /**
   * Code that runs at another time than what is around it.
   *
   * @param scoped it runs before what is around it goes on
   * @param body it is the body of a transaction or read scope, and has a journal of its own
   */
  private record Frame(boolean scoped, boolean body) {}

  CaptureRule(Source source, Confinement confinement, Known known) {
    this.source = source;
    this.confinement = confinement;
    this.known = known;
    this.streams = new Streams(source, confinement);
  }

  @Override
  public Void visitClass(ClassTree node, Void p) {
    Element element = source.element(node);
    boolean local = getCurrentPath().getParentPath() != null && isInsideCode();
    if (local) {
      TreePath made = getCurrentPath().getParentPath();
      boolean direct = made.getLeaf() instanceof NewClassTree tree && node == tree.getClassBody();
      frames.add(new Frame(direct && isScoped(made), direct && hasBody(node)));
    }
    if (element != null) {
      depths.put(element, frames.size());
    }
    super.visitClass(node, p);
    if (local) {
      frames.removeLast();
    }
    return null;
  }

  /** Whether the class at hand stands inside of a method or initializer. */
  private boolean isInsideCode() {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    return !(parent instanceof ClassTree) && !(parent instanceof CompilationUnitTree);
  }

  private boolean hasBody(ClassTree node) {
    return node.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .anyMatch(m -> hasScope(((MethodTree) m).getParameters()));
  }

  private boolean hasScope(List<? extends VariableTree> parameters) {
    return parameters.stream().anyMatch(each -> Marks.isScope(source.type(each)));
  }

  private boolean isScoped(TreePath function) {
    Arguments taken = Arguments.of(function, source);
    return taken != null && taken.isScoped(known, streams);
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree node, Void p) {
    frames.add(new Frame(isScoped(getCurrentPath()), hasScope(node.getParameters())));
    super.visitLambdaExpression(node, p);
    frames.removeLast();
    return null;
  }

  @Override
  public Void visitVariable(VariableTree node, Void p) {
    Element element = source.element(node);
    if (element != null) {
      depths.put(element, frames.size());
    }
    return super.visitVariable(node, p);
  }

  @Override
  public Void visitIdentifier(IdentifierTree node, Void p) {
    Element element = source.element(node);
    if (element == null) {
      return null;
    }
    if (isLocalVariable(element)) {
      use(node, element, depths.get(element), source.type(node));
      requireScoped(node, element);
    } else if (isMemberOfThis(element)) {
      TypeElement owner = enclosing(element);
      use(node, element, owner == null ? null : depths.get(owner), thisType(owner));
    }
    return null;
  }

  private static boolean isLocalVariable(Element element) {
    return switch (element.getKind()) {
      case LOCAL_VARIABLE, PARAMETER, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE ->
          true;
      default -> false;
    };
  }

  /** Whether a name means {@code this}, alone or before a member. */
  private static boolean isMemberOfThis(Element element) {
    return isThis(element)
        || (element.getKind() == ElementKind.FIELD || element.getKind() == ElementKind.METHOD)
            && !element.getModifiers().contains(Modifier.STATIC);
  }

  /** The class around the place of the scan that has, or inherits, a member. */
  private @Nullable TypeElement enclosing(Element member) {
    for (TreePath at = getCurrentPath(); at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof ClassTree node
          && source.element(node) instanceof TypeElement type
          && (isThis(member) || confinement.inherits(type, Marks.owner(member)))) {
        return type;
      }
    }
    return null;
  }

  private static boolean isThis(Element member) {
    return member.getSimpleName().contentEquals("this")
        || member.getSimpleName().contentEquals("super");
  }

  private static @Nullable TypeMirror thisType(@Nullable TypeElement owner) {
    return owner == null ? null : owner.asType();
  }

  private void use(Tree node, Element element, @Nullable Integer depth, @Nullable TypeMirror type) {
    if (depth == null || depth >= frames.size() || !confinement.isLocal(type)) {
      return;
    }
    if (runsLater(depth)) {
      reportLater(node, element.getSimpleName().toString());
    } else if (Marks.isScope(type)
        && frames.subList(depth, frames.size()).stream().anyMatch(Frame::body)) {
      source.report(
          Rule.NESTED,
          getCurrentPath(),
          node,
          element.getSimpleName()
              + " is the journal of the outer transaction; use the one that "
              + "this body gets, or Pools.transaction for several pools");
    }
  }

  /** Whether the code at hand may run later than what is inside of so many frames. */
  private boolean runsLater(int depth) {
    return frames.subList(depth, frames.size()).stream().anyMatch(each -> !each.scoped());
  }

  private void reportLater(Tree node, String what) {
    source.report(
        Rule.CAPTURE,
        getCurrentPath(),
        node,
        what
            + " is of a transaction that may be over when this code runs; use it here "
            + "only in what is called at once, or take it from the pool inside");
  }

  /** A parameter that is scoped is called or handed on as scoped, and nothing else. */
  private void requireScoped(IdentifierTree node, Element element) {
    if (!(element instanceof VariableElement variable)
        || element.getKind() != ElementKind.PARAMETER
        || !isParameterOfMethod(element)
        || !isScopedHere(variable)) {
      return;
    }
    Integer depth = depths.get(element);
    if (depth != null && runsLater(depth) || !isCalledOrHandedOn()) {
      source.report(
          Rule.CAPTURE,
          getCurrentPath(),
          node,
          element.getSimpleName()
              + " is scoped, so it may use what ends with a transaction: call "
              + "it, or hand it on to a parameter that is @TxScoped");
    }
  }

  /** Whether a parameter is scoped by its own word, or by that of an overridden method. */
  private boolean isScopedHere(VariableElement parameter) {
    TypeElement type = Marks.classOf(parameter.asType());
    if (Marks.isScoped(parameter) || type == null || confinement.function(type) == null) {
      return Marks.isScoped(parameter);
    }
    if (!(parameter.getEnclosingElement() instanceof ExecutableElement method)) {
      return false;
    }
    int index = method.getParameters().indexOf(parameter);
    return confinement.overridden(method).stream()
        .anyMatch(each -> Marks.isScoped(each.getParameters().get(index)));
  }

  private static boolean isParameterOfMethod(Element element) {
    return element.getEnclosingElement() instanceof ExecutableElement e
        && e.getParameters().contains(element);
  }

  private boolean isCalledOrHandedOn() {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    return switch (parent) {
      case MemberSelectTree select ->
          getCurrentPath().getParentPath().getParentPath().getLeaf()
                  instanceof MethodInvocationTree call
              && call.getMethodSelect() == select
              && source.element(select) instanceof ExecutableElement method
              && method.getModifiers().contains(Modifier.ABSTRACT);
      case BinaryTree _ -> true; // compared with null
      case MemberReferenceTree _ -> isScoped(getCurrentPath().getParentPath());
      default -> isScoped(getCurrentPath()) || isChecked();
    };
  }

  /** Whether a value goes through {@code Objects.requireNonNull}. */
  private boolean isChecked() {
    Arguments taken = Arguments.of(getCurrentPath(), source);
    return taken != null && taken.method().getSimpleName().contentEquals("requireNonNull");
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree node, Void p) {
    TypeMirror type = source.type(node.getQualifierExpression());
    boolean value = !(source.element(node.getQualifierExpression()) instanceof TypeElement);
    if (value && confinement.isLocal(type) && !isScoped(getCurrentPath())) {
      reportLater(node, Text.of(type));
    }
    return super.visitMemberReference(node, p);
  }
}
