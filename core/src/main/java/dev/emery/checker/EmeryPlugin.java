package dev.emery.checker;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * The plugin of javac that {@code -Xplugin:Emery} switches on. {@code "-Xplugin:Emery strict"} also
 * refuses calls in a transaction's body of which nobody knows what they change.
 */
public final class EmeryPlugin implements Plugin {
  /** Made by the service loader. */
  public EmeryPlugin() {}

  @Override
  public String getName() {
    return "Emery";
  }

  @Override
  public void init(JavacTask task, String... arguments) {
    List<String> given = List.of(arguments);
    boolean strict = given.contains("strict");
    if (given.size() > (strict ? 1 : 0)) {
      throw new IllegalArgumentException(
          "-Xplugin:Emery takes no argument, or strict; it was given " + given);
    }
    task.addTaskListener(new Listener(task, strict));
  }

  private static final class Listener implements TaskListener {
    private final JavacTask task;
    private final Trees trees;
    private final boolean strict;
    private final Confinement confinement;
    private final Known known;

    Listener(JavacTask task, boolean strict) {
      this.task = task;
      this.trees = Trees.instance(task);
      this.strict = strict;
      this.confinement = new Confinement(task.getTypes(), task.getElements(), new Marks());
      this.known = new Known(confinement);
    }

    @Override
    public void finished(TaskEvent event) {
      TypeElement type = event.getTypeElement();
      if (event.getKind() != TaskEvent.Kind.ANALYZE || type == null || !isUsed()) {
        return;
      }
      TreePath path = trees.getPath(type);
      if (path != null && path.getLeaf() instanceof ClassTree) {
        check(path, new Source(trees, path.getCompilationUnit()));
      }
    }

    /** Whether the program that is compiled can use Emery at all. */
    private boolean isUsed() {
      return task.getElements().getTypeElement("dev.emery.TxLocal") != null;
    }

    private void check(TreePath path, Source source) {
      new TokenRule(source, confinement).scan(path, null);
      new SafetyRule(source, confinement).scan(path, null);
      new EscapeRule(source, confinement, known).scan(path, null);
      new ResultRule(source, confinement).scan(path, null);
      new CaptureRule(source, confinement, known).scan(path, null);
      new ClosedRule(source, confinement).scan(path, null);
      new BodyRule(source, confinement, strict).scan(path, null);
    }
  }
}
