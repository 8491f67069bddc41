package com.acme.inventory;

import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** A service that a framework makes: with its pool and collections in fields. */
final class Inventory {
  @Retention(RetentionPolicy.RUNTIME)
  @interface Service {}

  @Retention(RetentionPolicy.RUNTIME)
  @interface Inject {}

  @Retention(RetentionPolicy.RUNTIME)
  @interface Get {
    String value();
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Post {
    String value();
  }

  /** The root. */
  record Warehouse(
      PLong<Warehouse> lastId,
      PHashMap<Long, Item, Warehouse> items,
      PTreeMap<String, Long, Warehouse> idsByName,
      PVec<Movement, Warehouse> movements) {}

  enum Reason {
    DELIVERY,
    SALE,
    LOSS
  }

  record Item(long id, String name, PInt<Warehouse> stock, PVec<String, Warehouse> tags) {}

  record Movement(long itemId, int amount, Reason reason, long epochMillis) {
    Instant at() {
      return Instant.ofEpochMilli(epochMillis);
    }
  }

  /** What goes over the wire. */
  record ItemView(long id, String name, int stock, List<String> tags) {
    static ItemView of(Item item) {
      return new ItemView(item.id(), item.name(), item.stock().get(), List.copyOf(item.tags()));
    }
  }

  record NewItem(String name, int stock, List<String> tags) {
    NewItem {
      Objects.requireNonNull(name, "name");
      tags = List.copyOf(tags);
    }
  }

  static final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotFoundException(long id) {
      super("no such item, id=" + id);
    }
  }

  @Service
  static final class ItemService {
    private final Pool<Warehouse> pool;
    private final PHashMap<Long, Item, Warehouse> items;
    private final ConcurrentMap<String, Long> idsByName;
    private final Clock clock;

    @Inject
    ItemService(Pool<Warehouse> pool, Clock clock) {
      this.pool = pool;
      this.clock = clock;
      this.items = pool.root().items();
      this.idsByName = pool.root().idsByName().autoCommit();
    }

    @Get("/items")
    List<ItemView> all() {
      return pool.query(_ ->
          items.values().stream()
              .sorted(Comparator.comparing(Item::name).thenComparing(Item::id))
              .map(ItemView::of)
              .toList());
    }

    @Get("/items/{id}")
    Optional<ItemView> one(long id) {
      return Optional.ofNullable(items.get(id)).map(ItemView::of);
    }

    @Get("/items/by-name/{name}")
    ItemView byName(String name) {
      Long id = idsByName.get(name);
      if (id == null) {
        throw new NotFoundException(-1);
      }
      return one(id).orElseThrow(() -> new NotFoundException(id));
    }

    @Post("/items")
    ItemView create(NewItem request) {
      return pool.compute(j -> {
        Warehouse warehouse = pool.root();
        long id = warehouse.lastId().increment(j);
        var item = new Item(id, request.name(), PInt.of(request.stock()), PVec.of(request.tags()));
        warehouse.items().put(j, id, item);
        warehouse.idsByName().put(j, request.name(), id);
        record(j, id, request.stock(), Reason.DELIVERY);
        return new ItemView(id, request.name(), request.stock(), request.tags());
      });
    }

    @Post("/items/{id}/sell")
    int sell(long id, int amount) {
      if (amount <= 0) {
        throw new IllegalArgumentException("amount out of range, amount=" + amount);
      }
      return pool.compute(j -> {
        Item item = items.get(id);
        if (item == null) {
          throw new NotFoundException(id);
        }
        int sold = Math.min(amount, item.stock().get());
        item.stock().add(j, -sold);
        record(j, id, -sold, Reason.SALE);
        return sold;
      });
    }

    @Post("/tags/{tag}")
    void tagAll(String tag, List<Long> ids) {
      pool.transaction(j -> {
        ids.forEach(
            id -> Optional.ofNullable(items.get(id)).ifPresent(item -> item.tags().add(j, tag)));
        for (Item item : items.values()) {
          if (!ids.contains(item.id())) {
            item.tags().removeIf(j, tag::equals);
          }
        }
      });
    }

    @Get("/report")
    Map<Reason, Long> report() {
      return pool.query(_ ->
          pool.root().movements().stream()
              .collect(
                  Collectors.groupingBy(
                      Movement::reason,
                      LinkedHashMap::new,
                      Collectors.summingLong(Movement::amount))));
    }

    private void record(Journal<Warehouse> j, long id, int amount, Reason reason) {
      pool.root().movements().add(j, new Movement(id, amount, reason, clock.millis()));
    }
  }

  /** The same with fields that somebody else sets. */
  @Service
  static class ItemCleaner implements Runnable {
    @Inject Pool<Warehouse> pool;
    @Inject PHashMap<Long, Item, Warehouse> items;
    @Inject private Clock clock;
    private int removed;
    private Instant last = Instant.EPOCH;

    @Override
    public void run() {
      removed += pool.compute(this::clean);
      last = clock.instant();
    }

    private int clean(Journal<Warehouse> j) {
      int before = items.size();
      items.removeIf(j, (id, item) -> item.stock().get() == 0 && item.tags().contains("old"));
      pool.root().idsByName().values().removeIf(j, id -> !items.containsKey(id));
      return before - items.size();
    }

    @Override
    public String toString() {
      return "removed %d until %s".formatted(removed, last);
    }
  }
}
