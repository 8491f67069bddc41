package dev.emery.checker;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreePath;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * For an expression in an argument list: what takes it.
 *
 * @param call the call with the list
 */
record Arguments(TreePath call, ExecutableElement method, int index) {

  /** The method that an expression is directly handed to; null where it is not. */
  static @Nullable Arguments of(TreePath path, Source source) {
    Tree argument = path.getLeaf();
    TreePath at = path.getParentPath();
    while (at != null && passes(at.getLeaf(), argument)) {
      argument = at.getLeaf();
      at = at.getParentPath();
    }
    List<? extends ExpressionTree> all =
        switch (at == null ? null : at.getLeaf()) {
          case MethodInvocationTree call -> call.getArguments();
          case NewClassTree made -> made.getArguments();
          case null, default -> List.of();
        };
    int index = all.indexOf(argument);
    return index >= 0 && at != null && source.element(at.getLeaf()) instanceof ExecutableElement e
        ? new Arguments(at, e, index)
        : null;
  }

  private static boolean passes(Tree tree, Tree child) {
    return tree instanceof ParenthesizedTree
        || tree instanceof TypeCastTree
        || tree instanceof ConditionalExpressionTree choice && choice.getCondition() != child;
  }

  /** Whether the method calls what it gets here before it returns, and keeps it nowhere. */
  boolean isScoped(Known known, Streams streams) {
    List<? extends VariableElement> parameters = method.getParameters();
    return index < parameters.size() && Marks.isScoped(parameters.get(index))
        || known.callsAtOnce(method)
        || streams.runsAtOnce(call);
  }
}
