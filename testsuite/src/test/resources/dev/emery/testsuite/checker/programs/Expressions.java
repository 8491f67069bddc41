package com.acme.expressions;

import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.VCell;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Pbox;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sealed hierarchies in a pool, taken apart by switch. */
final class Expressions {
  sealed interface Expression {
    record Number(double value) implements Expression {}

    record Variable(String name) implements Expression {}

    record Sum(Pbox<Expression, Sheet> left, Pbox<Expression, Sheet> right) implements Expression {}

    record Product(Pbox<Expression, Sheet> left, Pbox<Expression, Sheet> right)
        implements Expression {}

    record Negated(Pbox<Expression, Sheet> of) implements Expression {}
  }

  sealed interface Change<T> {
    long at();

    record Set<T>(long at, String cell, T value) implements Change<T> {}

    record Cleared<T>(long at, String cell) implements Change<T> {}
  }

  record Cell(
      PCell<Expression, Sheet> content,
      PDouble<Sheet> lastValue,
      VCell<List<String>, Sheet> variables) {}

  record Sheet(PTreeMap<String, Cell, Sheet> cells, PVec<Change<String>, Sheet> changes) {}

  private final Pool<Sheet> pool;
  private final Sheet sheet;

  Expressions(Pool<Sheet> pool) {
    this.pool = pool;
    sheet = pool.root();
  }

  private OptionalDouble value(String name) {
    Cell cell = sheet.cells().get(name);
    return cell == null ? OptionalDouble.empty() : OptionalDouble.of(value(cell.content().get()));
  }

  private double value(Expression expression) {
    return switch (expression) {
      case Expression.Number(double value) -> value;
      case Expression.Variable(String name) when name.equals("pi") -> Math.PI;
      case Expression.Variable(var name) -> value(name).orElse(Double.NaN);
      case Expression.Sum(var left, var right) -> value(left.get()) + value(right.get());
      case Expression.Product product -> {
        double left = value(product.left().get());
        yield left == 0 ? 0 : left * value(product.right().get());
      }
      case Expression.Negated(Pbox<Expression, Sheet> of) -> -value(of.get());
    };
  }

  private static String show(Expression expression) {
    if (expression instanceof Expression.Negated(var of)
        && of.get() instanceof Expression.Negated(var twice)) {
      return show(twice.get());
    }
    return switch (expression) {
      case Expression.Number number -> Double.toString(number.value());
      case Expression.Variable(var name) -> name;
      case Expression.Sum(var left, var right) ->
          "(" + show(left.get()) + " + " + show(right.get()) + ")";
      case Expression.Product(var left, var right) ->
          """
          %s * %s\
          """
              .formatted(show(left.get()), show(right.get()));
      case Expression.Negated(var of) -> "-" + show(of.get());
    };
  }

  private static Expression copy(Expression expression) {
    return switch (expression) {
      case Expression.Number _, Expression.Variable _ -> expression;
      case Expression.Sum(var left, var right) -> sum(copy(left.get()), copy(right.get()));
      case Expression.Product(var left, var right) ->
          new Expression.Product(Pbox.of(copy(left.get())), Pbox.of(copy(right.get())));
      case Expression.Negated(var of) -> new Expression.Negated(Pbox.of(copy(of.get())));
    };
  }

  private static Expression sum(Expression... parts) {
    Expression all = parts[0];
    for (int i = 1; i < parts.length; i++) {
      all = new Expression.Sum(Pbox.of(all), Pbox.of(parts[i]));
    }
    return all;
  }

  void set(String name, Expression content) {
    pool.transaction(j -> set(j, name, content));
  }

  private void set(Journal<Sheet> j, String name, Expression content) {
    Cell cell = sheet.cells().get(name);
    if (cell == null) {
      sheet.cells().put(j, name, new Cell(PCell.of(content), PDouble.of(0), VCell.empty()));
    } else {
      cell.content().set(j, content);
      cell.variables().invalidate();
    }
    sheet.changes().add(j, new Change.Set<>(System.nanoTime(), name, "set"));
    recompute(j);
  }

  private void recompute(Journal<Sheet> j) {
    for (Map.Entry<String, Cell> each : sheet.cells().entrySet()) {
      Cell cell = each.getValue();
      double now = value(cell.content().get());
      if (Double.compare(now, cell.lastValue().get()) != 0) {
        cell.lastValue().set(j, now);
      }
    }
  }

  List<String> variables(Cell cell) {
    return cell.variables().getOrInit(() -> variables(cell.content().get()).sorted().toList());
  }

  private static java.util.stream.Stream<String> variables(Expression expression) {
    return switch (expression) {
      case Expression.Number _ -> java.util.stream.Stream.empty();
      case Expression.Variable(var name) -> java.util.stream.Stream.of(name);
      case Expression.Negated(var of) -> variables(of.get());
      case Expression.Sum(var left, var right) ->
          java.util.stream.Stream.concat(variables(left.get()), variables(right.get()));
      case Expression.Product(var left, var right) ->
          java.util.stream.Stream.concat(variables(left.get()), variables(right.get()));
    };
  }

  String history() {
    return sheet.changes().stream()
        .map(change ->
            switch (change) {
              case Change.Set<String>(var at, var cell, var value) -> at + " " + cell + "=" + value;
              case Change.Cleared<String> cleared -> cleared.at() + " " + cleared.cell();
            })
        .collect(Collectors.joining("\n"));
  }

  Map<String, Double> values() {
    return pool.query(_ -> {
      var values = new TreeMap<String, Double>();
      sheet.cells().forEach((name, cell) -> values.put(name, cell.lastValue().get()));
      return values;
    });
  }

  Optional<String> shown(String name) {
    return Optional.ofNullable(sheet.cells().get(name)).map(cell -> show(cell.content().get()));
  }

  static void main(String[] args) {
    try (var pool = Pool.inMemory(Sheet.class)) {
      var sheet = new Expressions(pool);
      IntStream.range(0, 3).forEach(i -> sheet.set("a" + i, new Expression.Number(i)));
      sheet.set("b", sum(new Expression.Variable("a1"), new Expression.Variable("pi")));
      sheet.set("c", copy(pool.root().cells().get("b").content().get()));
      IO.println(sheet.values() + sheet.history() + sheet.shown("c").orElse("nothing"));
    }
  }
}
