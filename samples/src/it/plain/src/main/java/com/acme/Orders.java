package com.acme;

import dev.emery.AssertTxInSafe;
import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes an order each time that it is run. */
public final class Orders {
  record Item(String name, PLong<Shop> left) {}

  record Shop(PHashMap<String, Item, Shop> items, PVec<String, Shop> sold) {}

  private Orders() {}

  /** Opens the pool that is named, and takes an order in it. */
  public static void main(String[] arguments) {
    var attempts = new AtomicInteger();
    try (var pool = Pool.open(Path.of(arguments[0]), Shop.class)) {
      Shop shop = pool.root();
      pool.transaction(j -> {
        AssertTxInSafe.of(attempts).incrementAndGet();
        if (!shop.items().containsKey("lamp")) {
          shop.items().put(j, "lamp", new Item("lamp", PLong.of(10)));
        }
        shop.items().get("lamp").left().add(j, -1);
        shop.sold().add(j, "lamp");
      });
      IO.println("sold " + shop.sold() + ", left " + shop.items().get("lamp").left());
    }
  }
}
