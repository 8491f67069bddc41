package dev.emery.samples;

import dev.emery.cell.PCell;
import dev.emery.pointer.Pbox;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A stack as a linked list, each node of which owns the rest: {@code push WORD…}, pop, print. */
record Stack(PCell<Optional<Pbox<Node, Stack>>, Stack> head) {
  record Node(String value, Optional<Pbox<Node, Stack>> next) {}

  void push(Journal<Stack> j, String value) {
    head.set(j, Optional.of(Pbox.of(new Node(value, PCell.take(head, j)))));
  }

  Optional<String> pop(Journal<Stack> j) {
    Optional<Node> top = head.get().map(Pbox::get);
    top.ifPresent(node -> head.set(j, node.next()));
    return top.map(Node::value);
  }

  /** From the top down. */
  List<String> values() {
    var values = new ArrayList<String>();
    for (var box = head.get(); box.isPresent(); box = box.get().get().next()) {
      values.add(box.get().get().value());
    }
    return values;
  }

  static void main(String[] args) {
    try (var pool = Pool.open(Path.of("stack.pool"), Stack.class)) {
      Stack stack = pool.root();
      switch (args.length == 0 ? "print" : args[0]) {
        case "push" ->
            pool.transaction(j -> Stream.of(args).skip(1).forEach(word -> stack.push(j, word)));
        case "pop" -> IO.println(pool.compute(stack::pop).orElse("empty"));
        case "print" -> pool.read(_ -> stack.values().forEach(IO::println));
        default -> IO.println("push WORD…, pop, or print");
      }
    }
  }
}
