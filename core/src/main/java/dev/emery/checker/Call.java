package dev.emery.checker;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method or constructor.
 *
 * @param method what is called
 * @param type its type in this call, with type arguments in place of its type parameters
 * @param arguments what is handed to it
 */
record Call(
    ExecutableElement method, ExecutableType type, List<? extends ExpressionTree> arguments) {

  static @Nullable Call of(MethodInvocationTree tree, Source source) {
    return source.element(tree) instanceof ExecutableElement method
            && source.type(tree.getMethodSelect()) instanceof ExecutableType type
        ? new Call(method, type, tree.getArguments())
        : null;
  }

  static @Nullable Call of(NewClassTree tree, Source source, Types types) {
    return source.element(tree) instanceof ExecutableElement constructor
            && source.type(tree) instanceof DeclaredType made
            && types.asMemberOf(made, constructor) instanceof ExecutableType type
        ? new Call(constructor, type, tree.getArguments())
        : null;
  }

  /** The parameter that an argument is for; null where there is none. */
  @Nullable VariableElement parameter(int argument) {
    List<? extends VariableElement> all = method.getParameters();
    return argument < all.size()
        ? all.get(argument)
        : method.isVarArgs() && !all.isEmpty() ? all.getLast() : null;
  }

  /** The type that an argument becomes; null where it is not known. */
  @Nullable TypeMirror target(int argument, @Nullable TypeMirror given, Types types) {
    List<? extends TypeMirror> all = type.getParameterTypes();
    int last = all.size() - 1;
    if (argument < last || argument == last && !method.isVarArgs()) {
      return all.get(argument);
    }
    if (last < 0 || !method.isVarArgs()) {
      return null;
    }
    TypeMirror array = all.get(last);
    boolean whole =
        arguments.size() == all.size() && given != null && types.isAssignable(given, array);
    return whole || !(array instanceof ArrayType several) ? array : several.getComponentType();
  }

  /** What the type parameters of the method are in this call, as far as its types show them. */
  Map<Element, TypeMirror> bindings() {
    Map<Element, TypeMirror> found = new HashMap<>();
    List<? extends VariableElement> declared = method.getParameters();
    for (int i = 0; i < declared.size() && i < type.getParameterTypes().size(); i++) {
      bind(declared.get(i).asType(), type.getParameterTypes().get(i), found);
    }
    bind(method.getReturnType(), type.getReturnType(), found);
    found.keySet().retainAll(method.getTypeParameters());
    return found;
  }

  private static void bind(TypeMirror declared, TypeMirror actual, Map<Element, TypeMirror> found) {
    switch (declared) {
      case TypeVariable variable -> found.putIfAbsent(variable.asElement(), actual);
      case ArrayType array when actual instanceof ArrayType other ->
          bind(array.getComponentType(), other.getComponentType(), found);
      case WildcardType wildcard when actual instanceof WildcardType other -> {
        bindBound(wildcard.getExtendsBound(), other.getExtendsBound(), found);
        bindBound(wildcard.getSuperBound(), other.getSuperBound(), found);
      }
      case DeclaredType type when actual instanceof DeclaredType other -> {
        var arguments = type.getTypeArguments();
        for (int i = 0; i < arguments.size() && i < other.getTypeArguments().size(); i++) {
          bind(arguments.get(i), other.getTypeArguments().get(i), found);
        }
      }
      default -> {}
    }
  }

  private static void bindBound(
      @Nullable TypeMirror declared, @Nullable TypeMirror actual, Map<Element, TypeMirror> found) {
    if (declared != null && actual != null) {
      bind(declared, actual, found);
    }
  }
}
