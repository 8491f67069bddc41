package dev.emery.samples;

import dev.emery.PoolClosedException;
import dev.emery.cell.PInt;
import dev.emery.collections.PDeque;
import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Four workers at a queue of tasks, who wait where it is empty: {@code TaskQueue COUNT} adds so
 * many tasks and waits until all are done. Whenever it is stopped, each task is done once: what a
 * worker had in hand is put back at the next start.
 */
record TaskQueue(
    PInt<TaskQueue> added,
    PDeque<Task, TaskQueue> waiting,
    PHashMap<Integer, Task, TaskQueue> inHand,
    PHashMap<Integer, Long, TaskQueue> results) {

  private static final int WORKERS = 4;

  /** Waits for a task, and takes it in hand. */
  private Task take(Journal<TaskQueue> j) {
    if (waiting.isEmpty()) {
      return j.retry(); // goes on when somebody has added one
    }
    Task task = waiting.removeFirst(j);
    inHand.put(j, task.number(), task);
    return task;
  }

  private void finish(Journal<TaskQueue> j, Task task, long result) {
    inHand.remove(j, task.number());
    results.put(j, task.number(), result);
  }

  private void add(Journal<TaskQueue> j) {
    int number = added.get();
    added.add(j, 1);
    waiting.addLast(j, new Task(number));
  }

  private void putBack(Journal<TaskQueue> j) {
    inHand.values().forEach(task -> waiting.addFirst(j, task));
    inHand.clear(j);
  }

  private void awaitAll(Journal<TaskQueue> j) {
    if (results.size() < added.get()) {
      j.retry();
    }
  }

  private static void work(Pool<TaskQueue> pool) {
    TaskQueue queue = pool.root();
    try {
      while (true) {
        Task task = pool.compute(queue::take);
        long result = task.run(); // holds no lock meanwhile
        pool.transaction(j -> queue.finish(j, task, result));
      }
    } catch (PoolClosedException _) {
      // the end of work
    }
  }

  static void main(String[] args) {
    int count = args.length == 0 ? 100 : Integer.parseInt(args[0]);
    try (var pool = Pool.open(Path.of("tasks.pool"), TaskQueue.class)) {
      TaskQueue queue = pool.root();
      IO.println(
          "%d tasks done, %d waiting, %d were in hand"
              .formatted(queue.results().size(), queue.waiting().size(), queue.inHand().size()));
      pool.transaction(queue::putBack);
      for (int i = 0; i < WORKERS; i++) {
        Thread.ofVirtual().start(() -> work(pool));
      }
      for (int i = 0; i < count; i++) {
        pool.transaction(queue::add);
      }
      pool.transaction(queue::awaitAll);
      IO.println("all %d tasks done".formatted(queue.results().size()));
    }
  }
}

/** Something to do, which takes some milliseconds. */
record Task(int number) {
  long run() {
    try {
      Thread.sleep(Duration.ofMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return (long) number * number;
  }
}
