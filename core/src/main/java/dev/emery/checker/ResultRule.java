package dev.emery.checker;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** {@link Rule#TXOUT}: what is confined to a transaction is not the result of one. */
final class ResultRule extends Conversions {

  ResultRule(Source source, Confinement confinement) {
    super(source, confinement);
  }

  private void report(Tree at, String message) {
    source.report(Rule.TXOUT, getCurrentPath(), at, message);
  }

  @Override
  void converted(Tree at, @Nullable TypeMirror from, @Nullable TypeMirror to) {}

  @Override
  void returned(LambdaExpressionTree lambda, ExpressionTree result, @Nullable TypeMirror to) {
    if (to != null && Marks.isBody(source.type(lambda))) {
      requireResult(result);
    }
  }

  @Override
  void referredResult(MemberReferenceTree node, @Nullable TypeMirror from, TypeMirror to) {
    if (Marks.isBody(source.type(node))) {
      requireNotConfined(node, from);
    }
  }

  /** A body that is an object: what it gives is what its type says. */
  @Override
  void handed(
      Call call,
      @Nullable VariableElement parameter,
      Tree at,
      @Nullable TypeMirror from,
      @Nullable TypeMirror to) {
    boolean written = at instanceof LambdaExpressionTree || at instanceof MemberReferenceTree;
    ExecutableType body = Marks.isBody(to) && !written ? function(to) : null;
    if (body != null) {
      requireNotConfined(at, body.getReturnType());
    }
  }

  private void requireResult(ExpressionTree at) {
    TypeMirror type = source.type(at);
    requireNotConfined(at, type);
    if (source.isEdit(at)) {
      report(
          at,
          "what edit(j) gives ends with the transaction; return the collection itself, or a copy");
    } else if (isPrototype(at)) {
      report(
          at,
          "this new " + Text.of(type) + " is stored nowhere, so no pool has it; store it first");
    }
  }

  private void requireNotConfined(Tree at, @Nullable TypeMirror type) {
    if (confinement.isConfined(type)) {
      report(
          at,
          Text.of(type)
              + " is no result: it ends with the transaction; return a value, an entity, or "
              + "a VWeak (demote())");
    }
  }

  /** Whether an expression makes something that wants a place in a pool, and has none yet. */
  private boolean isPrototype(ExpressionTree at) {
    return switch (Source.bare(at)) {
      case NewClassTree made ->
          confinement.marks().isPersistent(source.type(made))
              || confinement.isEntity(source.type(made))
                  && made.getArguments().stream().anyMatch(this::isPrototype);
      case ConditionalExpressionTree choice ->
          isPrototype(choice.getTrueExpression()) || isPrototype(choice.getFalseExpression());
      case MethodInvocationTree call ->
          confinement.marks().isPersistent(source.type(call))
              && source.element(call) instanceof ExecutableElement method
              && method.getModifiers().contains(Modifier.STATIC)
              && method.getSimpleName().contentEquals("of")
              && Marks.isOwn(method);
      default -> false;
    };
  }
}
