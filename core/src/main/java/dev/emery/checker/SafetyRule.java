package dev.emery.checker;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * {@link Rule#PSAFE}, {@link Rule#PSEND}, {@link Rule#VSAFE} and {@link Rule#POOL}: persistent
 * types are made of what can be stored, shared and kept, all in pools of one type.
 */
final class SafetyRule extends TreePathScanner<Void, Void> {
  private final Source source;
  private final Confinement confinement;

  SafetyRule(Source source, Confinement confinement) {
    this.source = source;
    this.confinement = confinement;
  }

  private Storability storability(Tree at) {
    return new Storability(
        confinement, source, (rule, message) -> source.report(rule, getCurrentPath(), at, message));
  }

  /** Checks a type that is written, or inferred, at a place of the source. */
  private void require(@Nullable TypeMirror type, Tree at) {
    TypeElement element = Marks.classOf(type);
    if (element == null || !(type instanceof DeclaredType declared)) {
      return;
    }
    String name = element.getSimpleName().toString();
    if (confinement.marks().kind(element).isPersistent()) {
      storability(at).requirePersistent(declared, null, name);
      warnOfKeys(declared, element, at);
    } else if (Marks.isPool(element) && !declared.getTypeArguments().isEmpty()) {
      requireRoot(declared.getTypeArguments().getFirst(), at);
    }
  }

  private void requireRoot(TypeMirror root, Tree at) {
    TypeElement element = Marks.classOf(root);
    if (element != null && element.getKind() == ElementKind.RECORD) {
      storability(at).require(root, root, element.getSimpleName().toString());
    }
  }

  private void warnOfKeys(DeclaredType type, TypeElement element, Tree at) {
    List<String> roles = confinement.marks().kind(element).roles();
    for (int i = 0; i < roles.size() && i < type.getTypeArguments().size(); i++) {
      TypeElement key = Marks.classOf(type.getTypeArguments().get(i));
      if (roles.get(i).endsWith("KEY")
          && key != null
          && key.getKind() == ElementKind.RECORD
          && hasOwnEquals(key)) {
        source.warn(
            Rule.PSAFE,
            getCurrentPath(),
            at,
            "keys are compared by what they are stored as, not by the equals() of "
                + key.getSimpleName()
                + "; leave it out, or make its components canonical");
      }
    }
  }

  private boolean hasOwnEquals(TypeElement record) {
    return ElementFilter.methodsIn(record.getEnclosedElements()).stream()
        .anyMatch(method ->
            method.getSimpleName().contentEquals("equals")
                && method.getParameters().size() == 1
                && source.isWritten(method));
  }

  @Override
  public Void visitParameterizedType(ParameterizedTypeTree node, Void p) {
    if (!node.getTypeArguments().isEmpty()) { // no diamond, whose type is in new
      require(source.type(node), node);
    }
    return super.visitParameterizedType(node, p);
  }

  @Override
  public Void visitNewClass(NewClassTree node, Void p) {
    require(source.type(node), node);
    return super.visitNewClass(node, p);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree node, Void p) {
    if (source.element(node) instanceof ExecutableElement method
        && method.getModifiers().contains(Modifier.STATIC)
        && Marks.isOwn(method)) {
      require(source.type(node), node);
    }
    return super.visitMethodInvocation(node, p);
  }

  @Override
  public Void visitClass(ClassTree node, Void p) {
    Element element = source.element(node);
    if (element instanceof TypeElement type
        && type.getKind() == ElementKind.RECORD
        && confinement.isEntity(type.asType())
        && !confinement.isService(type)) {
      requireComponents(node, type);
    }
    return super.visitClass(node, p);
  }

  private void requireComponents(ClassTree node, TypeElement record) {
    TypeMirror brand = null;
    for (RecordComponentElement each : record.getRecordComponents()) {
      TypeMirror type = each.asType();
      if (brand == null && confinement.marks().isPersistent(type)) {
        brand = Marks.brand(type);
      }
      Tree at = component(node, each);
      storability(at).require(type, brand, record.getSimpleName() + "." + each.getSimpleName());
    }
  }

  private static Tree component(ClassTree node, RecordComponentElement component) {
    return node.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast)
        .filter(field -> field.getName().equals(component.getSimpleName()))
        .findFirst()
        .<Tree>map(field -> field)
        .orElse(node);
  }
}
