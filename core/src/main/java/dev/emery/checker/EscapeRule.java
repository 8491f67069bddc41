package dev.emery.checker;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * {@link Rule#ESCAPE}: what is confined to a transaction is in no field, container or wider type
 * that would let it out.
 */
final class EscapeRule extends Conversions {
  private static final String STAYS =
      " stays in its transaction; keep the entity, a handle of a collection or a VWeak (demote())";

  private final Known known;

  EscapeRule(Source source, Confinement confinement, Known known) {
    super(source, confinement);
    this.known = known;
  }

  private void escapes(Tree at, String message) {
    source.report(Rule.ESCAPE, getCurrentPath(), at, message);
  }

  @Override
  void converted(Tree at, @Nullable TypeMirror from, @Nullable TypeMirror to) {
    if (from == null || to == null || to.getKind() == TypeKind.VOID) {
      return;
    }
    if (confinement.isConfined(from) ? !confinement.isConfined(to) : isLost(from, to)) {
      escapes(at, "as " + text(to) + " nothing says that " + text(from) + STAYS);
    } else if (confinement.isLocal(from) && isLost(from, to)) {
      escapes(at, "as " + text(to) + " nothing says that what is in " + text(from) + STAYS);
    }
  }

  private boolean isLost(TypeMirror from, TypeMirror to) {
    return confinement.isLost(from, to);
  }

  @Override
  void handed(
      Call call,
      @Nullable VariableElement parameter,
      Tree at,
      @Nullable TypeMirror from,
      @Nullable TypeMirror to) {
    if (!known.keepsNothing(call.method()) || isFunction(to)) {
      super.handed(call, parameter, at, from, to);
    }
  }

  private boolean isFunction(@Nullable TypeMirror type) {
    TypeElement element = Marks.classOf(type);
    return element != null && confinement.isFunction(element);
  }

  @Override
  void returned(LambdaExpressionTree lambda, ExpressionTree result, @Nullable TypeMirror to) {
    if (!Marks.isBody(source.type(lambda))) {
      super.returned(lambda, result, to);
    }
  }

  @Override
  public Void visitAssignment(AssignmentTree node, Void p) {
    Element variable = source.element(node.getVariable());
    if (variable != null && variable.getKind().isField() && source.isEdit(node.getExpression())) {
      escapes(node, "what edit(j) gives ends with the transaction; keep the collection itself");
    }
    return super.visitAssignment(node, p);
  }

  private Marks marks() {
    return confinement.marks();
  }

  @Override
  public Void visitVariable(VariableTree node, Void p) {
    TypeMirror type = source.type(node);
    Element variable = source.element(node);
    if (variable != null && variable.getKind().isField() && confinement.isLocal(type)) {
      requireField(node, variable, type);
    } else if (confinement.isForeign(type) && !isImplicit(node)) {
      escapes(node, container(type));
    }
    return super.visitVariable(node, p);
  }

  private void requireField(VariableTree node, Element field, @Nullable TypeMirror type) {
    TypeElement owner = Marks.owner(field);
    if (field.getModifiers().contains(Modifier.STATIC)) {
      escapes(node, "a static field outlives every transaction, and " + text(type) + STAYS);
    } else if (owner.getKind() != ElementKind.RECORD && !marks().isLocal(owner)) {
      escapes(
          node,
          "a field of "
              + owner
              + " outlives the transaction, and "
              + text(type)
              + STAYS
              + "; or mark the class @TxLocal");
    }
  }

  /** A parameter of a lambda: its type is what the function type says. */
  private boolean isImplicit(VariableTree node) {
    return getCurrentPath().getParentPath().getLeaf() instanceof LambdaExpressionTree lambda
        && lambda.getParameters().contains(node);
  }

  private static String container(@Nullable TypeMirror type) {
    return text(type)
        + " can take what is in it out of the transaction; use TxList, TxMap, or "
        + "a collection of the pool";
  }

  @Override
  public Void visitNewClass(NewClassTree node, Void p) {
    requireNoContainer(node);
    requireNoBinding(node, Call.of(node, source, confinement.types()));
    requirePlain(node);
    return super.visitNewClass(node, p);
  }

  /** A record that holds confined values does nothing else with them. */
  private void requirePlain(NewClassTree node) {
    TypeMirror type = source.type(node);
    if (confinement.isLocal(type)
        && Marks.classOf(type) instanceof TypeElement record
        && record.getKind() == ElementKind.RECORD
        && !record.getTypeParameters().isEmpty()
        && source.element(node) instanceof ExecutableElement constructor
        && !source.isPlain(constructor)) {
      escapes(node, container(type));
    }
  }

  @Override
  public Void visitNewArray(NewArrayTree node, Void p) {
    requireNoContainer(node);
    return super.visitNewArray(node, p);
  }

  @Override
  public Void visitTypeCast(TypeCastTree node, Void p) {
    requireNoContainer(node);
    return super.visitTypeCast(node, p);
  }

  private void requireNoContainer(Tree node) {
    TypeMirror type = source.type(node);
    if (confinement.isForeign(type)) {
      escapes(node, container(type));
    }
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree node, Void p) {
    Call call = Call.of(node, source);
    requireNoBinding(node, call);
    requireSequential(node, call);
    requireOwnSupertype(node, call);
    requireNoArray(node);
    return super.visitMethodInvocation(node, p);
  }

  private void requireNoBinding(Tree at, @Nullable Call call) {
    if (call == null || known.keepsNothing(call.method())) {
      return;
    }
    for (TypeMirror bound : call.bindings().values()) {
      if (Known.isCollect(call.method())
          ? confinement.isForeign(bound)
          : confinement.isConfined(bound)) {
        escapes(
            at,
            "nothing says that "
                + call.method().getSimpleName()
                + "() keeps no "
                + text(bound)
                + ", which stays in its transaction; write a method for this type");
      }
    }
  }

  /** An array of objects says of none of them that it is confined. */
  private void requireNoArray(MethodInvocationTree node) {
    if (node.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("toArray")) {
      TypeMirror type = source.type(select.getExpression());
      if (confinement.isConfined(confinement.element(type)) || confinement.isForeign(type)) {
        escapes(node, "an array keeps what stays in its transaction; use TxList");
      }
    }
  }

  /** A stream of confined values does not go to other threads. */
  private void requireSequential(MethodInvocationTree node, @Nullable Call call) {
    if (call != null
        && call.method().getSimpleName().toString().startsWith("parallel")
        && confinement.isForeign(call.type().getReturnType())) {
      source.report(
          Rule.CAPTURE,
          getCurrentPath(),
          node,
          "a parallel stream hands what stays in its transaction to other threads; leave it out");
    }
  }

  /** A method that a local type inherits from one that is not sees it as that. */
  private void requireOwnSupertype(MethodInvocationTree node, @Nullable Call call) {
    if (call != null
        && node.getMethodSelect() instanceof MemberSelectTree select
        && call.method().getEnclosingElement() instanceof TypeElement owner
        && Marks.classOf(source.type(select.getExpression())) instanceof TypeElement receiver
        && marks().isLocal(receiver)
        && !marks().isLocal(owner)
        && source.isCompiled(owner)) {
      escapes(
          node,
          owner
              + "."
              + call.method().getSimpleName()
              + "() does not know that "
              + receiver
              + " stays in its transaction; mark "
              + owner
              + " @TxLocal");
    }
  }

  @Override
  public Void visitMethod(MethodTree node, Void p) {
    TypeMirror result = node.getReturnType() == null ? null : source.type(node.getReturnType());
    if (source.element(node) instanceof ExecutableElement method && node.getReturnType() != null) {
      if (confinement.isForeign(result)) {
        escapes(node.getReturnType(), container(result));
      } else if (confinement.isLocal(result) && !hasScope(method)) {
        escapes(
            node.getReturnType(),
            text(result) + " stays in its transaction: let the method take the journal or scope");
      } else if (confinement.isLocal(result) && isWidened(method)) {
        escapes(
            node.getReturnType(),
            "who calls the overridden method does not know that " + text(result) + STAYS);
      }
    }
    return super.visitMethod(node, p);
  }

  /** Whether a method overrides one whose result does not say that it is confined. */
  private boolean isWidened(ExecutableElement method) {
    return confinement.overriddenTypes(method).stream()
        .anyMatch(each -> !confinement.isConfined(each.getReturnType()));
  }

  private boolean hasScope(ExecutableElement method) {
    TypeElement owner = Marks.owner(method);
    return marks().isLocal(owner)
        || owner.getKind() == ElementKind.RECORD
        || marks().isPersistent(owner.asType())
        || method.getParameters().stream().anyMatch(each -> confinement.isLocal(each.asType()));
  }

  @Override
  public Void visitClass(ClassTree node, Void p) {
    if (source.element(node) instanceof TypeElement element) {
      requireSupertypes(node, element);
    }
    return super.visitClass(node, p);
  }

  private void requireSupertypes(ClassTree node, TypeElement element) {
    Tree extended = node.getExtendsClause();
    boolean local = marks().isLocal(element);
    if (extended != null) {
      TypeElement above = Marks.classOf(source.type(extended));
      if (local && above != null && !marks().isLocal(above)) {
        escapes(
            extended,
            above
                + " does not know that "
                + element
                + " stays in its transaction; mark it "
                + "@TxLocal as well");
      }
    }
    if (!local) {
      List<? extends Tree> interfaces = node.getImplementsClause();
      interfaces.forEach(this::requireNoContainer);
      if (extended != null) {
        requireNoContainer(extended);
      }
    }
  }

  @Override
  void referred(
      MemberReferenceTree node,
      ExecutableElement method,
      TypeMirror from,
      @Nullable TypeMirror to) {
    if (!known.keepsNothing(method)
        && confinement.isConfined(from)
        && !confinement.isConfined(to)) {
      escapes(node, method.getSimpleName() + "() does not know that " + text(from) + STAYS);
    }
  }

  @Override
  void referredResult(MemberReferenceTree node, @Nullable TypeMirror from, TypeMirror to) {
    if (!Marks.isBody(source.type(node))) {
      super.referredResult(node, from, to);
    }
  }

  private static String text(@Nullable TypeMirror type) {
    return Text.of(type);
  }
}
