package com.acme.queue;

import dev.emery.PoolClosedException;
import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PInt;
import dev.emery.collections.PDeque;
import dev.emery.collections.PHashSet;
import dev.emery.collections.PLongMap;
import dev.emery.collections.PTreeMap;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Mails that are sent by workers, and again later where that fails. */
final class RetryQueue implements AutoCloseable {
  enum State {
    WAITING,
    SENDING,
    SENT,
    FAILED
  }

  record Mail(
      long id,
      String to,
      String text,
      PInt<Outbox> attempts,
      PCell<State, Outbox> state,
      PCell<Optional<String>, Outbox> error) {

    static Mail to(long id, String to, String text) {
      return new Mail(
          id, to, text, PInt.of(0), PCell.of(State.WAITING), PCell.of(Optional.empty()));
    }

    boolean isDone() {
      return switch (state.get()) {
        case SENT, FAILED -> true;
        case WAITING, SENDING -> false;
      };
    }
  }

  record Outbox(
      PDeque<Long, Outbox> waiting,
      PTreeMap<Long, Long, Outbox> later,
      PLongMap<Mail, Outbox> mails,
      PHashSet<String, Outbox> blocked,
      PBool<Outbox> stopped) {}

  interface Transport {
    void send(String to, String text) throws Exception;
  }

  private static final int MOST_ATTEMPTS = 5;

  private final Pool<Outbox> pool;
  private final Outbox outbox;
  private final Transport transport;
  private final Clock clock;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(10);
  private final AtomicLong sent = new AtomicLong();
  private final ConcurrentLinkedQueue<Throwable> problems = new ConcurrentLinkedQueue<>();
  private volatile boolean open = true;

  RetryQueue(Pool<Outbox> pool, Transport transport, Clock clock) {
    this.pool = pool;
    this.outbox = pool.root();
    this.transport = transport;
    this.clock = clock;
    ThreadFactory factory = Thread.ofVirtual().name("mail-", 0).factory();
    this.threads = Executors.newThreadPerTaskExecutor(factory);
  }

  RetryQueue start(int workers) {
    pool.transaction(this::putBack);
    IntStream.range(0, workers).forEach(_ -> threads.execute(this::work));
    Thread.ofVirtual().name("timer").start(this::tick);
    return this;
  }

  private void putBack(Journal<Outbox> j) {
    outbox.stopped().set(j, false);
    for (Mail mail : outbox.mails().values()) {
      if (mail.state().get() == State.SENDING) {
        mail.state().set(j, State.WAITING);
        outbox.waiting().addFirst(j, mail.id());
      }
    }
  }

  long submit(String to, String text) {
    return pool.compute(j -> {
      if (outbox.blocked().contains(to)) {
        throw new IllegalArgumentException("blocked: " + to);
      }
      long id = outbox.mails().keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
      outbox.mails().put(j, id, Mail.to(id, to, text));
      outbox.waiting().addLast(j, id);
      return id;
    });
  }

  private Mail take(Journal<Outbox> j) {
    if (outbox.stopped().get()) {
      throw new PoolClosedException("stopped");
    }
    Long id = outbox.waiting().pollFirst(j);
    if (id == null) {
      return j.retry();
    }
    Mail mail = outbox.mails().get(id);
    mail.state().set(j, State.SENDING);
    mail.attempts().increment(j);
    return mail;
  }

  private void work() {
    try {
      while (open) {
        Mail mail = pool.compute(this::take);
        Optional<String> error = send(mail);
        pool.transaction(j -> finish(j, mail, error));
        if (error.isEmpty()) {
          sent.incrementAndGet();
        }
      }
    } catch (PoolClosedException _) {
      // the end
    } catch (RuntimeException e) {
      problems.add(e);
    }
  }

  private Optional<String> send(Mail mail) {
    room.acquireUninterruptibly();
    try {
      transport.send(mail.to(), mail.text());
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      room.release();
    }
  }

  private void finish(Journal<Outbox> j, Mail mail, Optional<String> error) {
    mail.error().set(j, error);
    if (error.isEmpty()) {
      mail.state().set(j, State.SENT);
    } else if (mail.attempts().get() >= MOST_ATTEMPTS) {
      mail.state().set(j, State.FAILED);
      outbox.blocked().add(j, mail.to());
    } else {
      mail.state().set(j, State.WAITING);
      outbox.later().put(j, due(mail.attempts().get()), mail.id());
    }
  }

  private long due(int attempts) {
    return clock.millis() + Duration.ofMillis(100).multipliedBy(1L << attempts).toMillis();
  }

  private void tick() {
    while (open) {
      long now = clock.millis();
      pool.transaction(j -> {
        var due = outbox.later().headMap(now, true);
        due.values().forEach(id -> outbox.waiting().addLast(j, id));
        List.copyOf(due.keySet()).forEach(time -> outbox.later().remove(j, time));
      });
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  void awaitAll() {
    pool.transaction(j -> {
      for (var mail : outbox.mails().values()) {
        if (!mail.isDone()) {
          j.retry();
        }
      }
    });
  }

  void report(Consumer<String> lines) {
    pool.read(
        _ -> outbox.mails().forEachLong((mail, id) -> lines.accept(id + " " + mail.state().get())));
    Stream.of(State.values()).map(state -> state + "=" + count(state)).forEach(lines);
    lines.accept(sent + " " + problems.size());
  }

  private long count(State state) {
    return outbox.mails().values().stream().filter(mail -> mail.state().get() == state).count();
  }

  @Override
  public void close() {
    open = false;
    pool.transaction(j -> outbox.stopped().set(j, true));
    threads.close();
  }

  static void main() throws InterruptedException {
    var done = new CountDownLatch(1);
    try (var pool = Pool.inMemory(Outbox.class);
        var queue = new RetryQueue(pool, (to, text) -> IO.println(to + text), Clock.systemUTC())) {
      queue.start(4);
      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        for (String name : List.of("ada", "bob", "eve")) {
          clients.submit(() -> queue.submit(name, "Hello, " + name));
        }
      }
      Thread.startVirtualThread(() -> {
        queue.awaitAll();
        done.countDown();
      });
      done.await();
      queue.report(IO::println);
    }
  }
}
