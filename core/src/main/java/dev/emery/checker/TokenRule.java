package dev.emery.checker;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreePath;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * What would forge a brand or a journal: {@link Rule#RAW}, {@link Rule#CAST} and {@link
 * Rule#JOURNAL}.
 */
final class TokenRule extends Conversions {

  TokenRule(Source source, Confinement confinement) {
    super(source, confinement);
  }

  private void report(Rule rule, Tree at, String message) {
    source.report(rule, getCurrentPath(), at, message);
  }

  @Override
  void converted(Tree at, @Nullable TypeMirror from, @Nullable TypeMirror to) {
    if (at instanceof ExpressionTree expression
        && Marks.isScope(to)
        && !Marks.isNullable(to)
        && Source.bare(expression).getKind() == Tree.Kind.NULL_LITERAL) {
      report(
          Rule.JOURNAL,
          at,
          "null is no " + Text.of(to) + "; take it from pool.transaction(j -> …)");
    }
  }

  @Override
  void handed(
      Call call,
      @Nullable VariableElement parameter,
      Tree at,
      @Nullable TypeMirror from,
      @Nullable TypeMirror to) {
    if (parameter == null || !Marks.isNullable(parameter.asType())) {
      super.handed(call, parameter, at, from, to);
    }
  }

  @Override
  public Void visitNewClass(NewClassTree node, Void p) {
    TypeMirror type = source.type(node);
    if (Marks.isScope(type)) {
      report(
          Rule.JOURNAL,
          node,
          "nobody makes a " + Text.of(type) + "; take it from pool.transaction(j -> …)");
    }
    return super.visitNewClass(node, p);
  }

  @Override
  public Void visitImport(ImportTree node, Void p) {
    return null;
  }

  @Override
  public Void visitIdentifier(IdentifierTree node, Void p) {
    requireArguments(node);
    return super.visitIdentifier(node, p);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree node, Void p) {
    requireArguments(node);
    return super.visitMemberSelect(node, p);
  }

  private void requireArguments(Tree node) {
    if (source.element(node) instanceof TypeElement type
        && !type.getTypeParameters().isEmpty()
        && isBranded(type)
        && !isNameOnly(getCurrentPath())) {
      report(
          Rule.RAW,
          node,
          type.getSimpleName()
              + " without its type arguments belongs to no pool; write "
              + type.getSimpleName()
              + type.getTypeParameters().stream()
                  .map(TypeParameterElement::toString)
                  .collect(Collectors.joining(", ", "<", ">")));
    }
  }

  private boolean isBranded(TypeElement type) {
    return confinement.marks().kind(type).isPersistent()
        || confinement.marks().isLocal(type)
        || Marks.isPool(type);
  }

  /** Whether a name stands where a class is meant and no type of a value. */
  private static boolean isNameOnly(TreePath path) {
    Tree node = path.getLeaf();
    return switch (path.getParentPath().getLeaf()) {
      case ParameterizedTypeTree type -> type.getType() == node;
      case MemberSelectTree _, MemberReferenceTree _, ImportTree _ -> true;
      case ClassTree type -> type.getPermitsClause().contains(node);
      case InstanceOfTree test -> test.getPattern() == null;
      case AnnotatedTypeTree _ -> isNameOnly(path.getParentPath());
      case DeconstructionPatternTree _ -> true; // javac infers the arguments
      default -> false;
    };
  }

  @Override
  public Void visitTypeCast(TypeCastTree node, Void p) {
    TypeMirror to = source.type(node.getType());
    TypeMirror from = source.type(node.getExpression());
    if (from != null && to != null && namesBrand(to) && !isChecked(from, to)) {
      report(
          Rule.CAST,
          node,
          "nothing checks that this is a "
              + Text.of(to)
              + "; keep the type where the value comes "
              + "from, or cast to one with ? in place of its type arguments and read it only");
    }
    return super.visitTypeCast(node, p);
  }

  /** Whether a type says of which pool something is. */
  private boolean namesBrand(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> namesBrand(array.getComponentType());
      case WildcardType wildcard ->
          wildcard.getExtendsBound() != null && namesBrand(wildcard.getExtendsBound());
      case DeclaredType declared when type.getKind() == TypeKind.DECLARED ->
          isBranded((TypeElement) declared.asElement())
              ? declared.getTypeArguments().stream().anyMatch(each -> !isOpen(each))
              : declared.getTypeArguments().stream().anyMatch(this::namesBrand);
      default -> false;
    };
  }

  private static boolean isOpen(TypeMirror argument) {
    return argument instanceof WildcardType wildcard
        && wildcard.getExtendsBound() == null
        && wildcard.getSuperBound() == null;
  }

  /** Whether the type arguments of a cast follow from the type of what is cast (JLS 5.5). */
  private boolean isChecked(TypeMirror from, TypeMirror to) {
    if (from.getKind() == TypeKind.NULL || confinement.types().isSubtype(from, to)) {
      return true;
    }
    if (to instanceof ArrayType array) {
      return from instanceof ArrayType before
          && isChecked(before.getComponentType(), array.getComponentType());
    }
    return to instanceof DeclaredType declared && isChecked(from, declared);
  }

  private boolean isChecked(TypeMirror from, DeclaredType to) {
    TypeElement element = (TypeElement) to.asElement();
    Map<Element, TypeMirror> fixed =
        from instanceof DeclaredType type ? fixed(type, element) : Map.of();
    for (int i = 0; i < to.getTypeArguments().size(); i++) {
      TypeMirror wanted = to.getTypeArguments().get(i);
      TypeMirror known = fixed.get(element.getTypeParameters().get(i));
      if (!isOpen(wanted) && (known == null || !follows(wanted, known))) {
        return false;
      }
    }
    return true;
  }

  /** What is known of the type parameters of a class of an object that is seen as another type. */
  private Map<Element, TypeMirror> fixed(DeclaredType seen, TypeElement element) {
    DeclaredType above = confinement.as(element.asType(), (TypeElement) seen.asElement());
    Map<Element, TypeMirror> fixed = new HashMap<>();
    for (int i = 0; above != null && i < seen.getTypeArguments().size(); i++) {
      if (above.getTypeArguments().get(i) instanceof TypeVariable variable) {
        fixed.put(variable.asElement(), seen.getTypeArguments().get(i));
      }
    }
    return fixed;
  }

  /** Whether a type argument is what is known of it, which javac sees to where both are types. */
  private boolean follows(TypeMirror wanted, TypeMirror known) {
    return confinement.types().isSameType(wanted, known)
        || !(known instanceof WildcardType || known instanceof TypeVariable);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree node, Void p) {
    if (node.getMode() == MemberReferenceTree.ReferenceMode.NEW
        && Marks.isScope(source.type(node.getQualifierExpression()))) {
      report(Rule.JOURNAL, node, "nobody makes a journal; take it from pool.transaction(j -> …)");
    }
    return super.visitMemberReference(node, p);
  }
}
