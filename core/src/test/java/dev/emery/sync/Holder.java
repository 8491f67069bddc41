package dev.emery.sync;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A transaction on a thread of its own that does something and then stays open until told. */
final class Holder implements AutoCloseable {
  private final CountDownLatch release = new CountDownLatch(1);
  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  Holder(Pool<Vault> pool, Consumer<Journal<Vault>> body) {
    Thread.ofPlatform()
        .start(() -> {
          try {
            pool.transaction(j -> {
              body.accept(j);
              reached.complete(null);
              if (!release.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not released");
              }
            });
            ended.complete(null);
          } catch (Throwable e) {
            reached.completeExceptionally(e);
            ended.completeExceptionally(e);
          }
        });
    reached.join();
  }

  /** Lets the transaction commit, and waits until it has. */
  @Override
  public void close() {
    release.countDown();
    ended.join();
  }
}
