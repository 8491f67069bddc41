package dev.emery.checker;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/**
 * Finds every place of a program where a value of one type is used as another: all that the
 * language has, from an assignment to the pattern in a {@code case}.
 */
abstract class Conversions extends TreePathScanner<Void, Void> {
  final Source source;
  final Confinement confinement;

  Conversions(Source source, Confinement confinement) {
    this.source = source;
    this.confinement = confinement;
  }

  /** A value, written as {@code at}, is used as a {@code to}. */
  abstract void converted(Tree at, @Nullable TypeMirror from, @Nullable TypeMirror to);

  /** An argument is handed to a method; by default a conversion as any other. */
  void handed(
      Call call,
      @Nullable VariableElement parameter,
      Tree at,
      @Nullable TypeMirror from,
      @Nullable TypeMirror to) {
    converted(at, from, to);
  }

  /** A lambda gives a result. */
  void returned(LambdaExpressionTree lambda, ExpressionTree result, @Nullable TypeMirror to) {
    convert(result, to);
  }

  /** A method reference hands an argument of its function to its method. */
  void referred(
      MemberReferenceTree node,
      ExecutableElement method,
      TypeMirror from,
      @Nullable TypeMirror to) {
    converted(node, from, to);
  }

  /** A method reference gives what its method gives. */
  void referredResult(MemberReferenceTree node, @Nullable TypeMirror from, TypeMirror to) {
    converted(node, from, to);
  }

  final void convert(@Nullable ExpressionTree from, @Nullable TypeMirror to) {
    if (from != null) {
      converted(from, source.type(from), to);
    }
  }

  @Override
  public Void visitVariable(VariableTree node, Void p) {
    convert(node.getInitializer(), source.type(node));
    return super.visitVariable(node, p);
  }

  @Override
  public Void visitAssignment(AssignmentTree node, Void p) {
    convert(node.getExpression(), source.type(node.getVariable()));
    return super.visitAssignment(node, p);
  }

  @Override
  public Void visitTypeCast(TypeCastTree node, Void p) {
    convert(node.getExpression(), source.type(node.getType()));
    return super.visitTypeCast(node, p);
  }

  @Override
  public Void visitConditionalExpression(ConditionalExpressionTree node, Void p) {
    TypeMirror whole = source.type(node);
    convert(node.getTrueExpression(), whole);
    convert(node.getFalseExpression(), whole);
    return super.visitConditionalExpression(node, p);
  }

  @Override
  public Void visitNewArray(NewArrayTree node, Void p) {
    if (node.getInitializers() != null && source.type(node) instanceof ArrayType array) {
      node.getInitializers().forEach(each -> convert(each, array.getComponentType()));
    }
    return super.visitNewArray(node, p);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree node, Void p) {
    hand(Call.of(node, source));
    return super.visitMethodInvocation(node, p);
  }

  @Override
  public Void visitNewClass(NewClassTree node, Void p) {
    hand(Call.of(node, source, confinement.types()));
    return super.visitNewClass(node, p);
  }

  private void hand(@Nullable Call call) {
    if (call == null) {
      return;
    }
    for (int i = 0; i < call.arguments().size(); i++) {
      ExpressionTree argument = call.arguments().get(i);
      TypeMirror given = source.type(argument);
      TypeMirror taken = call.target(i, given, confinement.types());
      handed(call, call.parameter(i), argument, given, taken);
    }
  }

  @Override
  public Void visitReturn(ReturnTree node, Void p) {
    if (node.getExpression() != null) {
      giveBack(node.getExpression());
    }
    return super.visitReturn(node, p);
  }

  private void giveBack(ExpressionTree result) {
    for (TreePath at = getCurrentPath(); at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof LambdaExpressionTree lambda) {
        returned(lambda, result, result(lambda));
        return;
      }
      if (at.getLeaf() instanceof MethodTree method) {
        convert(
            result, method.getReturnType() == null ? null : source.type(method.getReturnType()));
        return;
      }
      if (at.getLeaf() instanceof ClassTree) {
        return;
      }
    }
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree node, Void p) {
    if (node.getBody() instanceof ExpressionTree result) {
      returned(node, result, result(node));
    }
    return super.visitLambdaExpression(node, p);
  }

  /** What a lambda has to give; null where it gives nothing. */
  private @Nullable TypeMirror result(LambdaExpressionTree lambda) {
    ExecutableType function = function(source.type(lambda));
    return function == null || function.getReturnType().getKind() == TypeKind.VOID
        ? null
        : function.getReturnType();
  }

  /** The type of the method of a function type. */
  final @Nullable ExecutableType function(@Nullable TypeMirror type) {
    TypeElement element = Marks.classOf(type);
    ExecutableElement method = element == null ? null : confinement.function(element);
    return method == null
        ? null
        : (ExecutableType) confinement.types().asMemberOf((DeclaredType) type, method);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree node, Void p) {
    ExecutableType function = function(source.type(node));
    if (function != null && source.element(node) instanceof ExecutableElement method) {
      refer(node, function, method);
    }
    return super.visitMemberReference(node, p);
  }

  private void refer(MemberReferenceTree node, ExecutableType function, ExecutableElement method) {
    List<? extends TypeMirror> given = function.getParameterTypes();
    ExecutableType seen = seen(node, function, method);
    int receiver = isUnbound(node, method) ? 1 : 0;
    for (int i = receiver; i < given.size(); i++) {
      int at = i - receiver;
      TypeMirror to =
          at < seen.getParameterTypes().size() ? seen.getParameterTypes().get(at) : null;
      referred(node, method, given.get(i), to);
    }
    TypeMirror to = function.getReturnType();
    if (to.getKind() != TypeKind.VOID) {
      TypeMirror from =
          node.getMode() == MemberReferenceTree.ReferenceMode.NEW
              ? source.type(node.getQualifierExpression())
              : seen.getReturnType();
      referredResult(node, from instanceof TypeVariable ? to : from, to);
    }
  }

  /** A method as a member of what stands before the colons, or is the first parameter. */
  private ExecutableType seen(
      MemberReferenceTree node, ExecutableType function, ExecutableElement method) {
    TypeMirror type =
        isUnbound(node, method) && !function.getParameterTypes().isEmpty()
            ? function.getParameterTypes().getFirst()
            : source.type(node.getQualifierExpression());
    DeclaredType declared = type == null ? null : confinement.as(type, Marks.owner(method));
    return declared == null || method.getModifiers().contains(Modifier.STATIC)
        ? (ExecutableType) method.asType()
        : (ExecutableType) confinement.types().asMemberOf(declared, method);
  }

  /** Whether the first parameter of the function is the receiver of the method. */
  private boolean isUnbound(MemberReferenceTree node, ExecutableElement method) {
    return node.getMode() == MemberReferenceTree.ReferenceMode.INVOKE
        && !method.getModifiers().contains(Modifier.STATIC)
        && source.element(node.getQualifierExpression()) instanceof TypeElement;
  }

  @Override
  public Void visitYield(YieldTree node, Void p) {
    for (TreePath at = getCurrentPath(); at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof SwitchExpressionTree whole) {
        convert(node.getValue(), source.type(whole));
        break;
      }
    }
    return super.visitYield(node, p);
  }

  @Override
  public Void visitSwitchExpression(SwitchExpressionTree node, Void p) {
    for (CaseTree each : node.getCases()) {
      match(each, source.type(node.getExpression()));
      if (each.getBody() instanceof ExpressionTree result) {
        convert(result, source.type(node));
      }
    }
    return super.visitSwitchExpression(node, p);
  }

  @Override
  public Void visitSwitch(SwitchTree node, Void p) {
    node.getCases().forEach(each -> match(each, source.type(node.getExpression())));
    return super.visitSwitch(node, p);
  }

  private void match(CaseTree tree, @Nullable TypeMirror selector) {
    tree.getLabels().stream()
        .filter(PatternCaseLabelTree.class::isInstance)
        .forEach(label -> match(((PatternCaseLabelTree) label).getPattern(), selector));
  }

  @Override
  public Void visitInstanceOf(InstanceOfTree node, Void p) {
    if (node.getPattern() != null) {
      match(node.getPattern(), source.type(node.getExpression()));
    }
    return super.visitInstanceOf(node, p);
  }

  private void match(PatternTree pattern, @Nullable TypeMirror from) {
    if (pattern instanceof BindingPatternTree binding) {
      converted(binding, from, source.type(binding.getVariable()));
    } else if (pattern instanceof DeconstructionPatternTree parts
        && source.type(parts) instanceof DeclaredType type) {
      matchParts(parts.getNestedPatterns(), type);
    }
  }

  private void matchParts(List<? extends PatternTree> patterns, DeclaredType type) {
    var components = ((TypeElement) type.asElement()).getRecordComponents();
    for (int i = 0; i < patterns.size() && i < components.size(); i++) {
      TypeMirror component =
          ((ExecutableType) confinement.types().asMemberOf(type, components.get(i).getAccessor()))
              .getReturnType();
      match(patterns.get(i), component);
    }
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void p) {
    converted(
        node.getVariable(),
        confinement.element(source.type(node.getExpression())),
        source.type(node.getVariable()));
    return super.visitEnhancedForLoop(node, p);
  }
}
