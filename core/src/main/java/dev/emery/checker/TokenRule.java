package dev.emery.checker;

import com.sun.source.tree.ClassTree;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
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
                  .collect(java.util.stream.Collectors.joining(", ", "<", ">")));
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
      case com.sun.source.tree.AnnotatedTypeTree _ -> isNameOnly(path.getParentPath());
      case com.sun.source.tree.DeconstructionPatternTree _ -> true; // javac infers the arguments
      default -> false;
    };
  }

  @Override
  public Void visitTypeCast(TypeCastTree node, Void p) {
    TypeMirror to = source.type(node.getType());
    TypeElement element = Marks.classOf(to);
    TypeMirror from = source.type(node.getExpression());
    if (element != null
        && to instanceof DeclaredType exact
        && from != null
        && isBranded(element)
        && hasExactArguments(exact)
        && !isChecked(from, exact, element)) {
      report(
          Rule.CAST,
          node,
          "nothing checks that this is a "
              + Text.of(to)
              + "; keep the type where the value comes "
              + "from, or cast to "
              + element.getSimpleName()
              + "<?, …> and read it only");
    }
    return super.visitTypeCast(node, p);
  }

  private static boolean hasExactArguments(DeclaredType type) {
    return type.getTypeArguments().stream()
        .anyMatch(each -> !(each instanceof WildcardType w) || w.getExtendsBound() != null);
  }

  /** Whether the type arguments of a cast follow from the type of what is cast (JLS 5.5). */
  private boolean isChecked(TypeMirror from, DeclaredType to, TypeElement element) {
    if (from.getKind() == TypeKind.NULL || confinement.types().isSubtype(from, to)) {
      return true;
    }
    TypeElement above = Marks.classOf(from);
    if (above == null || ((DeclaredType) from).getTypeArguments().isEmpty()) {
      return false;
    }
    DeclaredType seen = confinement.as(element.asType(), above);
    if (seen == null) {
      return false;
    }
    Set<Element> fixed = new HashSet<>();
    for (TypeMirror each : seen.getTypeArguments()) {
      if (each instanceof TypeVariable variable) {
        fixed.add(variable.asElement());
      }
    }
    return fixed.containsAll(List.copyOf(element.getTypeParameters()));
  }
}
