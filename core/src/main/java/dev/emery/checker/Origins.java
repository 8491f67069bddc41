package dev.emery.checker;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.TypeCastTree;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Where an object comes from: made in the body of a transaction, part of a pool, or there before.
 */
final class Origins {
  private final Source source;
  private final Confinement confinement;

  /** Variables and classes that are declared in the body at hand. */
  private final Set<Element> inside = new HashSet<>();

  /** Variables inside that are names for something outside all the same. */
  private final Set<Element> aliases = new HashSet<>();

  Origins(Source source, Confinement confinement) {
    this.source = source;
    this.confinement = confinement;
  }

  /** Says that a variable or class is declared inside. */
  void declare(Element element) {
    inside.add(element);
  }

  boolean isDeclared(@Nullable Element element) {
    return inside.contains(element);
  }

  /** Says that a variable is a name for something outside. */
  void name(Element variable) {
    aliases.add(variable);
  }

  /** Whether an object was there before the body, or may have been. */
  boolean isOutside(@Nullable ExpressionTree tree) {
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
              || !inside.contains(element)
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
  boolean isOfPool(TypeElement element) {
    return inside.contains(element)
        || confinement.marks().kind(element).isPersistent()
        || confinement.marks().isLocal(element)
        || confinement.isEntity(element.asType())
        || Marks.isOwn(element);
  }
}
