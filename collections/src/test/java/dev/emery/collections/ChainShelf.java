package dev.emery.collections;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import java.util.Random;

/** The root of the tests of deques, linked lists, queues and bytes. */
record ChainShelf(
    PDeque<Long, ChainShelf> longs,
    PDeque<String, ChainShelf> texts,
    PDeque<Point, ChainShelf> points,
    PDeque<Item, ChainShelf> items,
    PDeque<PDeque<Long, ChainShelf>, ChainShelf> nested,
    PLinkedList<Long, ChainShelf> list,
    PLinkedList<Item, ChainShelf> itemList,
    PVec<Item, ChainShelf> vector,
    PHashMap<String, Item, ChainShelf> byName,
    PPriorityQueue<Long, ChainShelf> numbers,
    PPriorityQueue<Job, ChainShelf> jobs,
    PPriorityQueue<Task, ChainShelf> tasks,
    PPriorityQueue<Task, ChainShelf> later,
    PBytes<ChainShelf> bytes,
    PHashMap<String, PBytes<ChainShelf>, ChainShelf> files) {

  private static final String[] PIECES = {
    "", "a", "short", "ä", "\u20ac uro", "\ud83d\ude00", "\ud800", "a longer one, beyond any slot: "
  };

  /** A value whose slot is wide. */
  record Point(int x, String label, String more, String most, double weight) {
    static Point random(Random r) {
      return new Point(r.nextInt(50), text(r), text(r), text(r), r.nextInt(4) / 2.0);
    }
  }

  /** A value with an order of its own, in which some are equal. */
  record Job(long due, String name) implements Comparable<Job> {
    @Override
    public int compareTo(Job other) {
      return Long.compare(due, other.due);
    }
  }

  /** An entity with an order, by what cannot change. */
  record Task(long due, PLong<ChainShelf> runs) implements Comparable<Task> {
    static Task of(long due) {
      return new Task(due, PLong.of(0));
    }

    @Override
    public int compareTo(Task other) {
      return Long.compare(due, other.due);
    }
  }

  /** An entity. */
  record Item(String name, PLong<ChainShelf> cents) {
    static Item of(String name, long cents) {
      return new Item(name, PLong.of(cents));
    }

    static Item of(Plain plain) {
      return of(plain.name(), plain.cents());
    }

    Plain plain() {
      return new Plain(name, cents.get());
    }
  }

  /** What stands for an entity in a model. */
  record Plain(String name, long cents) {
    static Plain random(Random r) {
      return new Plain(text(r) + r.nextInt(1000), r.nextInt(50));
    }
  }

  static String text(Random r) {
    return PIECES[r.nextInt(PIECES.length)] + PIECES[r.nextInt(PIECES.length)];
  }

  static Pool<ChainShelf> inMemory() {
    return Pool.inMemory(ChainShelf.class);
  }
}
