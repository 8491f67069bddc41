package dev.emery.checker;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** One file that is being checked: what javac knows of its trees, and where reports go. */
final class Source {
  private final Trees trees;
  private final CompilationUnitTree unit;
  private final TreePath root;
  private final Set<String> reported = new HashSet<>();

  Source(Trees trees, CompilationUnitTree unit) {
    this.trees = trees;
    this.unit = unit;
    this.root = new TreePath(unit);
  }

  /** The type of an expression, a variable or a type in the source; null where there is none. */
  @Nullable TypeMirror type(Tree tree) {
    TypeMirror type = trees.getTypeMirror(new TreePath(root, tree));
    return type == null || type.getKind() == TypeKind.ERROR ? null : type;
  }

  /** What a tree declares or names; null where it does neither. */
  @Nullable Element element(Tree tree) {
    return trees.getElement(new TreePath(root, tree));
  }

  /** Whether the source of an element is being compiled, rather than read from a class file. */
  boolean isCompiled(Element element) {
    return trees.getTree(element) != null;
  }

  /** Whether a method stands in the source, rather than being made by the compiler. */
  boolean isWritten(Element method) {
    Tree tree = trees.getTree(method);
    return tree != null && trees.getSourcePositions().getStartPosition(unit, tree) >= 0;
  }

  /** Whether a constructor does nothing but check and set: as the one that nobody has written. */
  boolean isPlain(ExecutableElement constructor) {
    return !(trees.getTree(constructor) instanceof MethodTree tree)
        || tree.getBody() == null
        || tree.getBody().getStatements().stream().allMatch(Source::isPlain);
  }

  private static boolean isPlain(StatementTree statement) {
    if (!(statement instanceof ExpressionStatementTree one)) {
      return false;
    }
    return switch (one.getExpression()) {
      case AssignmentTree set -> set.getVariable().toString().startsWith("this.");
      case MethodInvocationTree call -> {
        String name = call.getMethodSelect().toString();
        yield name.equals("super") || name.endsWith("requireNonNull");
      }
      default -> false;
    };
  }

  /** Whether an expression is a view of a collection that changes it in a transaction. */
  boolean isEdit(ExpressionTree at) {
    return bare(at) instanceof MethodInvocationTree call
        && element(call) instanceof ExecutableElement method
        && method.getSimpleName().contentEquals("edit")
        && Marks.isOwn(method);
  }

  /** An expression without the parentheses around it. */
  static ExpressionTree bare(ExpressionTree tree) {
    ExpressionTree bare = tree;
    while (bare instanceof ParenthesizedTree inner) {
      bare = inner.getExpression();
    }
    return bare;
  }

  /** Reports an error, once for each rule and line. */
  void report(Rule rule, TreePath path, Tree at, String message) {
    print(Diagnostic.Kind.ERROR, rule, path, at, message);
  }

  /** Reports a warning. */
  void warn(Rule rule, TreePath path, Tree at, String message) {
    print(Diagnostic.Kind.WARNING, rule, path, at, message);
  }

  private void print(Diagnostic.Kind kind, Rule rule, TreePath path, Tree at, String message) {
    if (!isSuppressed(rule, path) && reported.add(rule + " " + line(at))) {
      trees.printMessage(kind, "[" + rule.code() + "] " + message, at, unit);
    }
  }

  private long line(Tree at) {
    long start = trees.getSourcePositions().getStartPosition(unit, at);
    return start < 0 ? start : unit.getLineMap().getLineNumber(start);
  }

  private boolean isSuppressed(Rule rule, TreePath path) {
    for (TreePath each = path; each != null; each = each.getParentPath()) {
      Tree.Kind kind = each.getLeaf().getKind();
      if (kind == Tree.Kind.VARIABLE || kind == Tree.Kind.METHOD || isClass(each.getLeaf())) {
        Element element = trees.getElement(each);
        if (element != null && isSuppressed(rule, element)) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isClass(Tree tree) {
    return tree instanceof ClassTree;
  }

  private static boolean isSuppressed(Rule rule, Element element) {
    SuppressWarnings suppress = element.getAnnotation(SuppressWarnings.class);
    if (suppress != null) {
      for (String each : suppress.value()) {
        if (each.equals("emery") || each.equals(rule.code())) {
          return true;
        }
      }
    }
    return false;
  }
}
