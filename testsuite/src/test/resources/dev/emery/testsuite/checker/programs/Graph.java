package com.acme.graph;

import dev.emery.TxLocal;
import dev.emery.cell.PCell;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.ReadScope;
import dev.emery.transaction.Scope;
import dev.emery.transaction.TxList;
import dev.emery.transaction.TxMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A graph of pages with links in both directions, walked and changed by pointers. */
record Graph(
    PCell<Optional<Prc<Graph.Page, Graph>>, Graph> home,
    PHashMap<String, Prc<Graph.Page, Graph>, Graph> pages) {

  record Link(String text, Prc<Page, Graph> target) {}

  record Page(
      String title,
      PVec<Link, Graph> links,
      PVec<Prc.PWeak<Page, Graph>, Graph> backLinks,
      PCell<Prc.PWeak<Page, Graph>, Graph> parent) {

    static Page titled(String title) {
      return new Page(title, new PVec<>(), new PVec<>(), PCell.of(Prc.PWeak.empty()));
    }

    Optional<Prc<Page, Graph>> parent(Scope<Graph> scope) {
      return parent.get().upgrade(scope);
    }

    Prc<Page, Graph> first() {
      return links.getFirst().target();
    }
  }

  /** Where a walk is: lives as long as the read that it was made in. */
  @TxLocal
  static final class Walk {
    private final ReadScope<Graph> scope;
    private final TxMap<Prc<Page, Graph>, Integer> distances = new TxMap<>();
    private final TxList<Prc<Page, Graph>> open = new TxList<>();
    private int steps;

    Walk(ReadScope<Graph> scope, Prc<Page, Graph> start) {
      this.scope = scope;
      visit(start, 0);
    }

    private void visit(Prc<Page, Graph> page, int distance) {
      if (distances.putIfAbsent(page, distance) == null) {
        open.add(page);
      }
    }

    Walk toTheEnd() {
      while (!open.isEmpty()) {
        Prc<Page, Graph> page = open.remove(0);
        steps++;
        int next = distances.get(page) + 1;
        for (Link link : page.get().links()) {
          visit(link.target(), next);
        }
        for (var back : page.get().backLinks()) {
          back.upgrade(scope).ifPresent(from -> visit(from, next));
        }
      }
      return this;
    }

    List<String> titles(Predicate<String> filter) {
      var titles = new ArrayList<String>();
      for (var page : distances.keySet()) {
        String title = page.get().title();
        if (filter.test(title)) {
          titles.add(title + ":" + distances.get(page));
        }
      }
      titles.sort(Comparator.naturalOrder());
      return titles;
    }

    int steps() {
      return steps;
    }
  }

  Prc<Page, Graph> page(Journal<Graph> j, String title) {
    Prc<Page, Graph> known = pages.get(title);
    if (known != null) {
      return known;
    }
    pages.put(j, title, Prc.of(Page.titled(title)));
    Prc<Page, Graph> added = Objects.requireNonNull(pages.get(title));
    if (home.get().isEmpty()) {
      home.set(j, Optional.of(added));
    }
    return added;
  }

  void link(Journal<Graph> j, String from, String to) {
    Prc<Page, Graph> source = page(j, from);
    Prc<Page, Graph> target = page(j, to);
    if (source.equals(target) || source.ptrEq(target)) {
      return;
    }
    source.get().links().add(j, new Link(from + " to " + to, target));
    target.get().backLinks().add(j, source.downgrade());
    if (target.get().parent(j).isEmpty()) {
      target.get().parent().set(j, source.downgrade());
    }
  }

  /** The way up, by recursion. */
  String path(Scope<Graph> scope, Prc<Page, Graph> page) {
    var parent = page.get().parent(scope);
    return parent.map(above -> path(scope, above) + "/").orElse("") + page.get().title();
  }

  int depth(Scope<Graph> scope, Prc<Page, Graph> page) {
    int depth = 0;
    for (var at = Optional.of(page); at.isPresent(); at = at.get().get().parent(scope)) {
      depth++;
    }
    return depth;
  }

  private static Prc<Page, Graph> longest(Scope<Graph> scope, PVec<Link, Graph> links) {
    Prc<Page, Graph> longest = links.getFirst().target();
    for (Link link : links) {
      Prc<Page, Graph> each = link.target();
      longest = each.get().title().length() > longest.get().title().length() ? each : longest;
    }
    return longest;
  }

  static void main() {
    try (Pool<Graph> pool = Pool.inMemory(Graph.class)) {
      Graph graph = pool.root();
      pool.transaction(j -> {
        for (String line : "home news, home shop, shop news".split(", ")) {
          var words = line.split(" ");
          graph.link(j, words[0], words[1]);
        }
      });
      var titles =
          pool.query(scope -> {
            Prc<Page, Graph> home = graph.home().get().orElseThrow();
            var walk = new Walk(scope, home).toTheEnd();
            assert walk.steps() > 0 : "no steps from " + home;
            return walk.titles(title -> !title.isEmpty());
          });
      IO.println(titles);
      pool.read(scope -> {
        graph.pages().forEach((title, page) -> IO.println(graph.path(scope, page)));
        for (var entry : graph.pages().entrySet()) {
          IO.println(entry.getKey() + " " + graph.depth(scope, entry.getValue()));
        }
        Function<Prc<Page, Graph>, String> title = page -> page.get().title();
        Comparator<Prc<Page, Graph>> order = Comparator.comparing(title);
        IO.println(graph.pages().values().stream().sorted(order).map(title).toList());
        IO.println(
            graph.pages().values().stream().map(Prc::get).map(Page::title).distinct().count());
        IO.println(longest(scope, graph.pages().get("home").get().links()));
      });
      Prc.VWeak<Page, Graph> kept = pool.compute(j -> graph.page(j, "home").demote());
      Page page = pool.query(scope -> kept.promote(scope).map(Prc::get).orElse(null));
      IO.println(page == null ? "gone" : page.title());
      pool.transaction(j -> {
        var old = new TxList<Prc<Page, Graph>>(graph.pages().values());
        old.removeIf(each -> each.get().links().isEmpty());
        for (Prc<Page, Graph> each : old.reversed()) {
          each.get().links().clear(j);
          String gone = each.get().title();
          graph.pages().remove(j, gone);
        }
        graph.home().update(j, home -> home.filter(each -> !old.contains(each)));
      });
    }
  }
}
